using System.Collections.Immutable;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Journal;

/// <summary>Interviews of before their parts had keys of their own: each part is sealed anew under its own key and gets its line, and the one key of all is destroyed as
/// any other thing that is due.</summary>
internal sealed class SessionParting(IUnitsOfWork units, KeyVault vault, Sealer sealer)
{
    public async Task<ImmutableDictionary<AssetKind, Guid>?> PartAsync(SessionAppend append, TenantKey subject, CancellationToken cancel)
    {
        var (tenant, session) = (append.Session.Tenant, append.Session.Id);
        var (events, messages, lines) = await ReadAsync(append.Session, cancel);
        var wanted = events.Select(e => SessionEventCodec.PartOf(e.Kind)).Distinct().Where(part => lines.All(line => line.Kind != part)).ToList();
        if (wanted.Count == 0)
        {
            return null;
        }

        var shared = wanted.Any(part => part != AssetKind.DecisionRecord && append.Keys.GetValueOrDefault(part) == append.Key);
        var keys = append.Keys.SetItem(AssetKind.DecisionRecord, append.Key);
        foreach (var part in keys.Keys.Where(part => shared && keys[part] == append.Key).ToList())
        {
            keys = keys.SetItem(part, await vault.CreateDataKeyAsync(subject, cancel));
        }

        var open = await vault.OpenManyAsync(tenant, [append.Key, .. keys.Values], cancel);
        await using var unit = await units.WriteAsync(tenant, cancel);
        if (await unit.Db.Set<SessionRow>().Where(s => s.Id == session && s.Seq == append.Listing.Seq - 1)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Seq, append.Listing.Seq), cancel) == 0)
        {
            throw new JournalFenceException();
        }

        foreach (var row in events.Where(row => shared && row.KeyId == append.Key))
        {
            var (entry, key) = (new JournalEntry(row.Seq, row.Kind, row.V, row.At, row.Body), open[keys[SessionEventCodec.PartOf(row.Kind)]]);
            var plain = sealer.Open(open[append.Key], row.Body, SessionJournal.Bind(append.Session, entry, append.Key), "session event");
            var body = Sealer.Seal(key, plain, SessionJournal.Bind(append.Session, entry, key.Id));
            await unit.Db.Set<SessionEventRow>().Where(e => e.Session == session && e.Seq == row.Seq)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.KeyId, key.Id).SetProperty(e => e.Body, body), cancel);
        }

        foreach (var row in messages.Where(row => shared && row.KeyId == append.Key))
        {
            var key = open[keys[AssetKind.DecisionRecord]];
            var payload = Sealer.Seal(key, sealer.Open(open[append.Key], row.Payload, SessionJournal.BindOutbox(tenant, row.Id, append.Key), "outbox message"), SessionJournal.BindOutbox(tenant, row.Id, key.Id));
            await unit.Db.Set<OutboxRow>().Where(o => o.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.KeyId, key.Id).SetProperty(o => o.Payload, payload), cancel);
        }

        foreach (var part in wanted)
        {
            unit.Db.Add(DueRow.Of(SessionKeys.LineOf(append.Session, subject.Id, part, keys[part])));
        }

        foreach (var entry in append.Entries)
        {
            var key = open[keys[SessionEventCodec.PartOf(entry.Kind)]];
            unit.Db.Add(new SessionEventRow
            {
                TenantId = tenant,
                Session = session,
                Seq = entry.Seq,
                Kind = entry.Kind,
                V = entry.Version,
                At = entry.At,
                KeyId = key.Id,
                Body = Sealer.Seal(key, entry.Body, SessionJournal.Bind(append.Session, entry, key.Id)),
            });
        }

        if (shared)
        {
            // Whatever old copy of these rows there is must not be opened either.
            unit.Db.Add(DueRow.Of(SessionKeys.LineOf(append.Session, subject.Id, AssetKind.Log, append.Key).Replaced(append.Entries[0].At)));
        }

        await unit.CommitAsync(cancel);
        return keys;
    }

    private async Task<(List<SessionEventRow> Events, List<OutboxRow> Messages, List<DueRow> Lines)> ReadAsync(TenantKey session, CancellationToken cancel)
    {
        await using var unit = await units.ReadAsync(session.Tenant, cancel);
        return (
            await unit.Db.Set<SessionEventRow>().AsNoTracking().Where(e => e.Session == session.Id).OrderBy(e => e.Seq).ToListAsync(cancel),
            await unit.Db.Set<OutboxRow>().AsNoTracking().Where(o => o.Session == session.Id).ToListAsync(cancel),
            await unit.Db.Set<DueRow>().AsNoTracking().Where(d => d.Session == session.Id && d.Kind != AssetKind.Recording).ToListAsync(cancel));
    }
}
