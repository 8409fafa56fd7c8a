using System.Collections.Immutable;
using JobInterview.Grains.DataSubjects;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>One session's hand in the journal: the keys of its parts, and every append under them.</summary>
internal sealed class SessionLog(TenantKey session, ISessionJournal journal, IKeyring keyring)
{
    private SessionKeys _keys = SessionKeys.None;

    public async Task<SessionHistory> ReadAsync(CancellationToken cancel)
    {
        var history = await journal.ReadAsync(session, after: 0, cancel);
        _keys = new(history.Keys);
        return history;
    }

    /// <summary>Everything that was said: the words are not kept in memory, and are asked for rarely.</summary>
    public async Task<SessionRecord> RecordAsync() => SessionRecord.Of((await journal.ReadAsync(session)).Entries);

    /// <summary>Makes a draft durable with what must follow from it, or throws what the journal throws and nothing has changed.</summary>
    public async Task<Written> AppendAsync(SessionDraft draft, ImmutableArray<OutboxMessage> outbox, RoomTokenHash? token)
    {
        var entries = Entries(draft);
        var (keys, lines) = await _keys.BeginAsync(keyring, session, draft.Session.Terms.SubjectId, entries);
        var written = new Written(entries, HasNewPart: !lines.IsEmpty);
        await journal.AppendAsync(new(session, keys.Record, entries, draft.Session.ToListing())
        {
            Keys = keys.Parts,
            Parts = lines,
            Outbox = [.. outbox.IsDefault ? [] : outbox, .. SessionOutbox.Following(draft, written.HasNewPart)],
            Token = token,
        });
        _keys = keys;
        return written;
    }

    /// <summary>Gives each part a key of its own; null where all had one.</summary>
    public async Task<Written?> PartAsync(SessionDraft draft)
    {
        var parting = new SessionAppend(session, _keys.Record, Entries(draft), draft.Session.ToListing()) { Keys = _keys.Parts };
        if (await journal.PartAsync(parting, new(session.Tenant, draft.Session.Terms.SubjectId)) is not { } keys)
        {
            return null;
        }

        _keys = new(keys);
        return new(parting.Entries, HasNewPart: true);
    }

    private static ImmutableArray<JournalEntry> Entries(SessionDraft draft) => [.. draft.Happened.Select(e => SessionEventCodec.Encode(e.Seq, e.At, e.Event))];
}

/// <summary>Entries that are durable, and whether a part of the interview begins with them.</summary>
internal readonly record struct Written(ImmutableArray<JournalEntry> Entries, bool HasNewPart);
