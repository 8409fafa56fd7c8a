using System.Collections.Immutable;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>The append-only record of every session: sealed at rest, one total order per session, the only truth about it.</summary>
public interface ISessionJournal
{
    /// <summary>All entries after a number, opened, in order; empty for a session that does not exist.</summary>
    Task<SessionHistory> ReadAsync(TenantKey session, long after = 0, CancellationToken cancel = default);

    /// <summary>Makes the entries, the listing, the outbox messages and the token durable together, or nothing of it.
    /// Acknowledged only after the commit. Throws <see cref="JournalFenceException"/> when another writer holds the numbers.</summary>
    Task AppendAsync(SessionAppend append, CancellationToken cancel = default);

    /// <summary>Gives a session of before its parts had keys and lines what it lacks: seals each part that has begun under a key of its own, in one commit with an
    /// entry that fences every other activation. Answers the keys from then on; null when there was nothing to do.</summary>
    Task<ImmutableDictionary<AssetKind, Guid>?> PartAsync(SessionAppend parting, TenantKey subject, CancellationToken cancel = default);
}

/// <summary>What happened in one session, and whether whoever wrote it last still lives.</summary>
/// <param name="Key">The data key of the record, or null when there are no entries.</param>
/// <param name="WriterStoppedAt">When the process that wrote last was last seen alive, if that process is another one and gone.</param>
public sealed record SessionHistory(ImmutableArray<JournalEntry> Entries, Guid? Key, DateTimeOffset? WriterStoppedAt)
{
    /// <summary>The data key of each part that has begun, also of one that is destroyed.</summary>
    public ImmutableDictionary<AssetKind, Guid> Keys { get; init; } = ImmutableDictionary<AssetKind, Guid>.Empty;
}

/// <summary>One event as it is stored: numbers from 1 without gaps, a pinned name and version, and a JSON body; that is empty once its part is destroyed.</summary>
[GenerateSerializer, Immutable, Alias("journal-entry")]
public sealed record JournalEntry(
    [property: Id(0)] long Seq, [property: Id(1)] string Kind, [property: Id(2)] int Version,
    [property: Id(3)] DateTimeOffset At, [property: Id(4)] byte[] Body);

/// <summary>What one decision writes, in one transaction.</summary>
/// <param name="Key">The data key of the record, and of every part without one of its own.</param>
public sealed record SessionAppend(TenantKey Session, Guid Key, ImmutableArray<JournalEntry> Entries, SessionListing Listing)
{
    /// <summary>What must still be done because of these entries, claimed row by row after the commit.</summary>
    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>The data keys of the other parts.</summary>
    public ImmutableDictionary<AssetKind, Guid> Keys { get; init; } = ImmutableDictionary<AssetKind, Guid>.Empty;

    /// <summary>The lines of the parts that begin with these entries.</summary>
    public ImmutableArray<DueEntry> Parts { get; init; } = [];

    /// <summary>The key that seals an entry.</summary>
    public Guid KeyOf(JournalEntry entry) => Keys.GetValueOrDefault(SessionEventCodec.PartOf(entry.Kind), Key);

    /// <summary>The new room token's hash, on the entry that schedules the session.</summary>
    public RoomTokenHash? Token { get; init; }
}

/// <summary>Another writer has already used these numbers: this activation is not the session's owner any more.</summary>
public sealed class JournalFenceException() : Exception("Another activation has written to this session.");

/// <summary>The part that these entries belong to is destroyed, so nothing can be added to it.</summary>
public sealed class JournalPartGoneException() : Exception("That part of the session is not kept any more.");

/// <summary>The database can not take the entries now (full, read-only, unreachable); nothing was acknowledged.</summary>
public sealed class JournalUnavailableException(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>The list row of a session: what lists filter, sort and join by; the candidate's name lives with the subject.</summary>
public sealed record SessionListing(
    SessionState State, Guid PlanId, int PlanVersion, string PlanTitle, Guid SubjectId, string Language,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    int Turns, int QuestionIndex, int QuestionCount, DateTimeOffset LastEventAt, DateTimeOffset? DeadlineAt, long Seq);

/// <summary>Work that follows from an event and must not be forgotten; the payload is sealed like the event.</summary>
public sealed record OutboxMessage(Guid Id, string Kind, byte[] Payload);

/// <summary>SHA-256 of a room token: the token itself is stored nowhere but sealed in the outbox.</summary>
public readonly record struct RoomTokenHash(ReadOnlyMemory<byte> Sha256);
