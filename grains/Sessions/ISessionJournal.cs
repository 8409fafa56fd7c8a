using System.Collections.Immutable;
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
}

/// <summary>What happened in one session, and whether whoever wrote it last still lives.</summary>
/// <param name="Key">The data key that seals the session, or null when there are no entries.</param>
/// <param name="WriterStoppedAt">When the process that wrote last was last seen alive, if that process is another one and gone.</param>
public sealed record SessionHistory(ImmutableArray<JournalEntry> Entries, Guid? Key, DateTimeOffset? WriterStoppedAt);

/// <summary>One event as it is stored: numbers from 1 without gaps, a pinned name and version, and a JSON body.</summary>
[GenerateSerializer, Immutable, Alias("journal-entry")]
public sealed record JournalEntry(
    [property: Id(0)] long Seq, [property: Id(1)] string Kind, [property: Id(2)] int Version,
    [property: Id(3)] DateTimeOffset At, [property: Id(4)] byte[] Body);

/// <summary>What one decision writes, in one transaction.</summary>
public sealed record SessionAppend(TenantKey Session, Guid Key, ImmutableArray<JournalEntry> Entries, SessionListing Listing)
{
    /// <summary>What must still be done because of these entries, claimed row by row after the commit.</summary>
    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>The new room token's hash, on the entry that schedules the session.</summary>
    public RoomTokenHash? Token { get; init; }
}

/// <summary>Another writer has already used these numbers: this activation is not the session's owner any more.</summary>
public sealed class JournalFenceException() : Exception("Another activation has written to this session.");

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
