using System.Collections.Immutable;
using System.Globalization;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Journal;

/// <summary>Seals on the caller's thread, then queues for the next common commit.</summary>
internal sealed class SessionJournal(IJournalStore store, KeyVault vault, Sealer sealer, ProcessIdentity process, SessionParting parting, TimeProvider clock) : ISessionJournal
{
    /// <summary>How long one step of the journal waits for a database that does not answer, before whoever asked is told to try again: more than the slowest that still works needs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan PulseLimit = TimeSpan.FromSeconds(3);

    public async Task AppendAsync(SessionAppend append, CancellationToken cancel = default)
    {
        try
        {
            await SealAndAppendAsync(append, cancel);
        }
        catch (KeyGoneException)
        {
            throw new JournalPartGoneException();
        }
        catch (Exception away) when (IsUnavailable(away) && away is not JournalUnavailableException)
        {
            throw Unavailable(away);
        }
    }

    public Task<ImmutableDictionary<AssetKind, Guid>?> PartAsync(SessionAppend append, TenantKey subject, CancellationToken cancel = default) =>
        parting.PartAsync(append, subject, cancel);

    public async Task<SessionHistory> ReadAsync(TenantKey session, long after = 0, CancellationToken cancel = default)
    {
        try
        {
            return await ReadAndOpenAsync(session, after, cancel);
        }
        catch (Exception away) when (IsUnavailable(away))
        {
            throw Unavailable(away);
        }
    }

    internal static byte[] BindOutbox(TenantId tenant, Guid message, Guid key) => Sealer.BindRow(new(tenant, "outbox", RandomId.Format(message)), key);

    private async Task SealAndAppendAsync(SessionAppend append, CancellationToken cancel)
    {
        var keys = new Dictionary<Guid, DataKey>();
        foreach (var id in append.Entries.Select(append.KeyOf).Append(append.Key).Distinct())
        {
            keys[id] = await vault.OpenAsync(append.Session.Tenant, id, cancel).AsTask().WaitAsync(Patience, cancel);
        }

        await store.AppendAsync(Seal(append, keys) with { Token = append.Token, At = Microseconds.Cut(clock.GetUtcNow()) }, cancel);
    }

    private static SealedAppend Seal(SessionAppend append, Dictionary<Guid, DataKey> keys)
    {
        var entries = new SealedEntry[append.Entries.Length];
        foreach (var part in Enumerable.Range(0, entries.Length).GroupBy(i => append.KeyOf(append.Entries[i])))
        {
            int[] places = [.. part];
            var closed = Sealer.SealAll(keys[part.Key], [.. places.Select(i => (append.Entries[i].Body, Bind(append.Session, append.Entries[i], part.Key)))]);
            for (var i = 0; i < places.Length; i++)
            {
                var entry = append.Entries[places[i]];
                entries[places[i]] = new(entry with { At = Microseconds.Cut(entry.At), Body = closed[i] }, part.Key);
            }
        }

        var payloads = Sealer.SealAll(keys[append.Key], [.. append.Outbox.Select(message => (message.Payload, BindOutbox(append.Session.Tenant, message.Id, append.Key)))]);
        return new(
            append.Session, append.Key, [.. entries], append.Listing, [.. append.Outbox.Select((m, i) => m with { Payload = payloads[i] })], null, default)
        { Parts = append.Parts };
    }

    private async Task<SessionHistory> ReadAndOpenAsync(TenantKey session, long after, CancellationToken cancel)
    {
        var stored = await store.ReadAsync(session, after, cancel);
        var keys = await vault.OpenManyAsync(session.Tenant, stored.Entries.Select(e => e.Key), cancel).WaitAsync(Patience, cancel);
        var entries = ImmutableArray.CreateBuilder<JournalEntry>(stored.Entries.Count);
        var parts = ImmutableDictionary.CreateBuilder<AssetKind, Guid>();
        foreach (var (entry, id) in stored.Entries)
        {
            var part = SessionEventCodec.PartOf(entry.Kind);
            parts[part] = id;
            entries.Add(entry with { Body = Open(session, entry, id, part, keys) });
        }

        return new(entries.MoveToImmutable(), stored.Entries.Count == 0 ? null : parts.GetValueOrDefault(AssetKind.DecisionRecord, stored.Entries[^1].Key), StoppedAt(stored))
        {
            Keys = parts.ToImmutable(),
        };
    }

    // A part whose key is gone is destroyed, whatever the rows still say; without the record there is no session to read.
    private byte[] Open(TenantKey session, JournalEntry entry, Guid id, AssetKind part, Dictionary<Guid, DataKey> keys) =>
        entry.Body.Length > 0 && keys.TryGetValue(id, out var key) ? sealer.Open(key, entry.Body, Bind(session, entry, id), "session event")
        : part == AssetKind.DecisionRecord ? throw new KeyGoneException()
        : [];

    // A key that came too late is in the cache when it is asked for again.
    private static bool IsUnavailable(Exception away) => away is TimeoutException || StorageFaults.IsUnavailable(away);

    private static JournalUnavailableException Unavailable(Exception away) => new("The journal or its keys can not be used now.", away);

    internal static byte[] Bind(TenantKey session, JournalEntry entry, Guid key) => Envelope.Bind(
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
