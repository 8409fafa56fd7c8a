using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Grains;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Data.Members;

/// <summary>The audit log of each company: an entry's hash covers the one before it, so taking one out or changing it shows.</summary>
internal sealed class AuditLog(IUnitsOfWork units, TimeProvider clock) : IAuditLog
{
    private const string Nobody = "Nobody";
    private const int Tries = 10;

    public Task AppendAsync(TenantId tenant, AuditNote note, CancellationToken cancel = default) =>
        AppendIfAsync(tenant, note, static _ => Task.FromResult(true), cancel);

    /// <summary>Adds the entry in one commit with what <paramref name="mayAsync"/> adds; nothing at all when it says no.</summary>
    internal Task AppendIfAsync(TenantId tenant, AuditNote note, Func<JobInterviewDbContext, Task<bool>> mayAsync, CancellationToken cancel) =>
        AppendManyAsync(tenant, async db => await mayAsync(db) ? [note] : [], cancel);

    /// <summary>Adds the entries in one commit with what <paramref name="noteAsync"/> writes; nothing at all when it has none.</summary>
    internal async Task AppendManyAsync(TenantId tenant, Func<JobInterviewDbContext, Task<AuditNote[]>> noteAsync, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AppendOnceAsync(tenant, noteAsync, cancel);
                return;
            }
            catch (DbUpdateException taken) when (attempt < Tries && Duplicates.Caused(taken))
            {
                // Another process has just used the number: the next one is free.
            }
        }
    }

    public async Task<Page<Grains.Tenants.AuditEntry>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancel = default)
    {
        var before = after is null ? long.MaxValue : long.Parse(after, NumberStyles.None, CultureInfo.InvariantCulture);
        await using var unit = await units.ReadAsync(tenant, cancel);
        var rows = await unit.Db.Set<AuditEntry>().Where(e => e.Seq < before).OrderByDescending(e => e.Seq).Take(Math.Clamp(limit, 1, 100) + 1).ToListAsync(cancel);
        var size = Math.Clamp(limit, 1, 100);
        return new([.. rows.Take(size).Select(Entry)], rows.Count > size ? rows[size - 1].Seq.ToString(CultureInfo.InvariantCulture) : null);
    }

    private async Task AppendOnceAsync(TenantId tenant, Func<JobInterviewDbContext, Task<AuditNote[]>> noteAsync, CancellationToken cancel)
    {
        await using var unit = await units.WriteAsync(tenant, cancel);
        var notes = await noteAsync(unit.Db);
        if (notes.Length == 0)
        {
            return;
        }

        var last = await unit.Db.Set<AuditEntry>().OrderByDescending(e => e.Seq).Select(e => new { e.Seq, e.Hash }).FirstOrDefaultAsync(cancel);
        var (seq, previous, at) = (last?.Seq ?? 0, last?.Hash ?? new byte[32], Microseconds.Cut(clock.GetUtcNow()));
        foreach (var note in notes)
        {
            var hash = HashOf(tenant, ++seq, at, note, previous);
            unit.Db.Add(new AuditEntry
            {
                TenantId = tenant,
                Seq = seq,
                At = at,
                ActorKind = note.By?.Kind.ToString() ?? Nobody,
                ActorId = note.By?.Id,
                Action = note.Action,
                Target = note.Subject is { } subject ? RandomId.Format(subject) : null,
                Details = note.Detail,
                PrevHash = previous,
                Hash = hash,
            });
            previous = hash;
        }

        await unit.CommitAsync(cancel);
    }

    internal static byte[] HashOf(TenantId tenant, long seq, DateTimeOffset at, AuditNote note, ReadOnlySpan<byte> previous)
    {
        string?[] parts =
        [
            tenant.ToString(), seq.ToString(CultureInfo.InvariantCulture), Microseconds.Of(at).ToString(CultureInfo.InvariantCulture),
            note.By?.Kind.ToString() ?? Nobody, note.By?.Id.ToString("n"), note.Action, note.Subject?.ToString("n"), note.Detail,
        ];
        // JSON keeps the parts apart: no two different entries write the same bytes.
        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(parts))]);
    }

    private static Grains.Tenants.AuditEntry Entry(AuditEntry row) => new(row.Seq, row.At, NoteOf(row), Convert.ToHexStringLower(row.Hash));

    internal static AuditNote NoteOf(AuditEntry row) => new(
        row.Action, Enum.TryParse<ActorKind>(row.ActorKind, out var kind) ? new(kind, row.ActorId ?? default) : null,
        RandomId.TryParse(row.Target, out var target) ? target : null, row.Details);
}
