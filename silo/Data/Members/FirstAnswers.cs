using JobInterview.Grains.Tenants;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Members;

/// <summary>Idempotency keys as rows: a lease while the first request runs, then its answer, sealed.</summary>
internal sealed class FirstAnswers(IUnitsOfWork units, RowSealer sealer) : IFirstAnswers
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task<KeyState> TakeAsync(RequestKey key, ReadOnlyMemory<byte> request, DateTimeOffset now, CancellationToken cancel = default)
    {
        var row = await FindAsync(key, now, cancel);
        if (row is null)
        {
            if (await AddAsync(key, request, now, cancel))
            {
                return new(IsTaken: true);
            }

            row = await FindAsync(key, now, cancel);           // someone else was a moment faster
        }

        return row is null ? new(RunningUntil: now)
            : !request.Span.SequenceEqual(row.RequestHash) ? new(IsOther: true)
            : row.Response is { } response ? new(Answer: await sealer.OpenAsync(Address(key), new(row.KeyId!.Value, response), cancel))
            : row.LeaseUntil > now || !await TakeOverAsync(key, row.LeaseUntil, now, cancel) ? new(RunningUntil: row.LeaseUntil)
            : new(IsTaken: true);
    }

    public async Task KeepAsync(RequestKey key, int status, ReadOnlyMemory<byte> answer, CancellationToken cancel = default)
    {
        var value = await sealer.SealAsync(Address(key), answer, cancel);
        await using var unit = await units.WriteAsync(key.Tenant, cancel);
        await Of(unit.Db, key).Where(r => r.Response == null).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Status, status).SetProperty(r => r.Response, value.Body).SetProperty(r => r.KeyId, value.Key), cancel);
        await unit.CommitAsync(cancel);
    }

    public async Task ReleaseAsync(RequestKey key, CancellationToken cancel = default)
    {
        await using var unit = await units.WriteAsync(key.Tenant, cancel);
        await Of(unit.Db, key).Where(r => r.Response == null).ExecuteDeleteAsync(cancel);
        await unit.CommitAsync(cancel);
    }

    private async Task<IdempotencyRecord?> FindAsync(RequestKey key, DateTimeOffset now, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(key.Tenant, cancel);
        return await Of(unit.Db, key).Where(r => r.ExpiresAt > now).SingleOrDefaultAsync(cancel);
    }

    private async Task<bool> AddAsync(RequestKey key, ReadOnlyMemory<byte> request, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            await using var unit = await units.WriteAsync(key.Tenant, cancel);
            await unit.Db.Set<IdempotencyRecord>().Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
            unit.Db.Add(new IdempotencyRecord
            {
                TenantId = key.Tenant,
                Caller = key.Caller,
                KeyHash = key.Hash.ToArray(),
                RequestHash = request.ToArray(),
                LeaseUntil = now + Lease,
                ExpiresAt = now + Kept,
            });
            await unit.CommitAsync(cancel);
            return true;
        }
        catch (DbUpdateException taken) when (Duplicates.Caused(taken))
        {
            return false;
        }
    }

    private async Task<bool> TakeOverAsync(RequestKey key, DateTimeOffset? lapsed, DateTimeOffset now, CancellationToken cancel)
    {
        await using var unit = await units.WriteAsync(key.Tenant, cancel);
        var taken = await Of(unit.Db, key).Where(r => r.LeaseUntil == lapsed && r.Response == null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeaseUntil, now + Lease), cancel);
        await unit.CommitAsync(cancel);
        return taken == 1;
    }

    private static IQueryable<IdempotencyRecord> Of(JobInterviewDbContext db, RequestKey key)
    {
        var hash = key.Hash.ToArray();
        return db.Set<IdempotencyRecord>().Where(r => r.Caller == key.Caller && r.KeyHash == hash);
    }

    private static RowAddress Address(RequestKey key) => new(key.Tenant, "idempotency", $"{key.Caller}/{Convert.ToHexStringLower(key.Hash.Span)}");
}
