using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace JobInterview.Silo.Data;

/// <summary>One piece of work on the tables.</summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly IDbContextTransaction? _transaction;

    internal UnitOfWork(JobInterviewDbContext db, IDbContextTransaction? transaction) => (Db, _transaction) = (db, transaction);

    public JobInterviewDbContext Db { get; }

    /// <summary>Saves what changed and makes it durable; when this throws, nothing of it happened or the outcome is unknown.</summary>
    public async Task CommitAsync(CancellationToken cancel = default)
    {
        await Db.SaveChangesAsync(cancel);
        if (_transaction is not null)
        {
            await _transaction.CommitAsync(cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await Db.DisposeAsync();
    }
}
