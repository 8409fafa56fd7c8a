using System.Collections.Immutable;
using System.Globalization;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Journal;

/// <summary>Seals on the caller's thread, then queues for the next common commit.</summary>
internal sealed class SessionJournal(IJournalStore store, KeyVault vault, Sealer sealer, ProcessIdentity process, TimeProvider clock) : ISessionJournal
{
    private static readonly TimeSpan PulseLimit = TimeSpan.FromSeconds(3);

    public async Task AppendAsync(SessionAppend append, CancellationToken cancel = default)
    {
        try
        {
            await SealAndAppendAsync(append, cancel);
        }
        catch (Exception away) when (StorageFaults.IsUnavailable(away) && away is not JournalUnavailableException)
        {
            throw Unavailable(away);
        }
    }

    public async Task<SessionHistory> ReadAsync(TenantKey session, long after = 0, CancellationToken cancel = default)
    {
        try
        {
            return await ReadAndOpenAsync(session, after, cancel);
        }
        catch (Exception away) when (StorageFaults.IsUnavailable(away))
        {
            throw Unavailable(away);
        }
    }

    internal static byte[] BindOutbox(TenantId tenant, Guid message, Guid key) => Sealer.BindRow(new(tenant, "outbox", RandomId.Format(message)), key);

    private async Task SealAndAppendAsync(SessionAppend append, CancellationToken cancel)
    {
        var key = await vault.OpenAsync(append.Session.Tenant, append.Key, cancel);
        await store.AppendAsync(Seal(append, key) with { Token = append.Token, At = Microseconds.Cut(clock.GetUtcNow()) }, cancel);
    }

    private static SealedAppend Seal(SessionAppend append, DataKey key)
    {
        var (entries, messages) = (append.Entries, append.Outbox);
        var bodies = new (byte[], byte[])[entries.Length + messages.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            bodies[i] = (entries[i].Body, Bind(append.Session, entries[i], key.Id));
        }

        for (var i = 0; i < messages.Length; i++)
        {
            bodies[entries.Length + i] = (messages[i].Payload, BindOutbox(append.Session.Tenant, messages[i].Id, key.Id));
        }

        var closed = Sealer.SealAll(key, bodies);
        return new(
            append.Session, append.Key, [.. entries.Select((e, i) => e with { At = Microseconds.Cut(e.At), Body = closed[i] })], append.Listing,
            [.. messages.Select((m, i) => m with { Payload = closed[entries.Length + i] })], null, default);
    }

    private async Task<SessionHistory> ReadAndOpenAsync(TenantKey session, long after, CancellationToken cancel)
    {
        var stored = await store.ReadAsync(session, after, cancel);
        var keys = await vault.OpenManyAsync(session.Tenant, stored.Entries.Select(e => e.Key), cancel);
        var entries = ImmutableArray.CreateBuilder<JournalEntry>(stored.Entries.Count);
        foreach (var (entry, id) in stored.Entries)
        {
            var key = keys.GetValueOrDefault(id) ?? throw new KeyGoneException();
            entries.Add(entry with { Body = sealer.Open(key, entry.Body, Bind(session, entry, id), "session event") });
        }

        return new(entries.MoveToImmutable(), stored.Entries.Count == 0 ? null : stored.Entries[^1].Key, StoppedAt(stored));
    }

    private static JournalUnavailableException Unavailable(Exception away) => new("The journal or its keys can not be used now.", away);

    private static byte[] Bind(TenantKey session, JournalEntry entry, Guid key) => Envelope.Bind(
        Sealer.Service, "session-event", session.Tenant.ToString(), RandomId.Format(session.Id), entry.Seq.ToString(CultureInfo.InvariantCulture),
        entry.Kind, entry.Version.ToString(CultureInfo.InvariantCulture), RandomId.Format(key));

    // A writer without any pulse died before its first: its last event is then all that is known of it.
    private DateTimeOffset? StoppedAt(StoredHistory stored)
    {
        if (stored.Writer is not { } writer || writer == process.Id || stored.Entries.Count == 0)
        {
            return null;
        }

        var seen = stored.WriterPulse ?? stored.Entries[^1].Entry.At;
        return clock.GetUtcNow() - seen > PulseLimit ? seen : null;
    }
}
