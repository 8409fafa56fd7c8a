using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace JobInterview.Silo.Data.Sqlite;

/// <summary>Makes every transaction of Entity Framework take the one writer's turn, and give it back whatever its end.</summary>
internal sealed class SqliteTransactionTurn(SqliteTurn turn) : DbTransactionInterceptor, IDbConnectionInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, object> _holders = [];

    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result)
    {
        turn.Take();
        _holders.Add(connection, turn);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await turn.TakeAsync(cancellationToken);
        _holders.Add(connection, turn);
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => GiveBack(Of(eventData));

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        GaveBack(Of(eventData));

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => GiveBack(Of(eventData));

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        GaveBack(Of(eventData));

    // A transaction that is disposed without an end shows only here: Entity Framework closes the connection after it.
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => GiveBack(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData) => GaveBack(connection);

    public void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => GiveBack(connection);

    public Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData) => GaveBack(connection);

    // A transaction that has ended names no connection any more; its context still does.
    private static DbConnection? Of(TransactionEndEventData ended) => ended.Context?.Database.GetDbConnection();

    private Task GaveBack(DbConnection? connection)
    {
        GiveBack(connection);
        return Task.CompletedTask;
    }

    private void GiveBack(DbConnection? connection)
    {
        if (connection is not null && _holders.Remove(connection))
        {
            turn.GiveBack();
        }
    }
}

/// <summary>The same for a single command that writes without a transaction around it (ExecuteUpdate, ExecuteDelete).</summary>
internal sealed class SqliteCommandTurn(SqliteTurn turn) : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbCommand, object> _holders = [];

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (command.Transaction is null)
        {
            turn.Take();
            _holders.Add(command, turn);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null)
        {
            await turn.TakeAsync(cancellationToken);
            _holders.Add(command, turn);
        }

        return result;
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        GiveBack(command);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        GiveBack(command);
        return new(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => GiveBack(command);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        GiveBack(command);
        return Task.CompletedTask;
    }

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => GiveBack(command);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        GiveBack(command);
        return Task.CompletedTask;
    }

    private void GiveBack(DbCommand command)
    {
        if (_holders.Remove(command))
        {
            turn.GiveBack();
        }
    }
}
