using System.Collections.Immutable;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Silo.Journal;

/// <summary>Where sealed events are kept; each engine commits many appends at once in its own way.</summary>
internal interface IJournalStore
{
    /// <summary>All of it durable when this returns; throws what <see cref="ISessionJournal.AppendAsync"/> promises.</summary>
    Task AppendAsync(SealedAppend append, CancellationToken cancel);

    Task<StoredHistory> ReadAsync(TenantKey session, long after, CancellationToken cancel);

    /// <summary>Says that this process lives.</summary>
    Task BeatAsync(DateTimeOffset at, CancellationToken cancel);
}

/// <summary>An append as it is written: bodies and payloads sealed.</summary>
internal sealed record SealedAppend(
    TenantKey Session, Guid Key, ImmutableArray<SealedEntry> Entries, SessionListing Listing,
    ImmutableArray<OutboxMessage> Outbox, RoomTokenHash? Token, DateTimeOffset At)
{
    /// <summary>Lines of parts that begin with these entries.</summary>
    public ImmutableArray<DueEntry> Parts { get; init; } = [];

    /// <summary>The number of the last event there must be before this append.</summary>
    public long After => Entries.IsEmpty ? Listing.Seq : Entries[0].Entry.Seq - 1;

    public long LastSeq => Entries.IsEmpty ? Listing.Seq : Entries[^1].Entry.Seq;
}

/// <summary>An entry with its body sealed, and the key that opens it.</summary>
internal readonly record struct SealedEntry(JournalEntry Entry, Guid Key);

/// <summary>Sealed events with their keys, and who wrote last.</summary>
internal sealed record StoredHistory(List<(JournalEntry Entry, Guid Key)> Entries, Guid? Writer, DateTimeOffset? WriterPulse);
