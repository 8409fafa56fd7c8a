using System.Collections.Immutable;
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
    TenantKey Session, Guid Key, ImmutableArray<JournalEntry> Entries, SessionListing Listing,
    ImmutableArray<OutboxMessage> Outbox, RoomTokenHash? Token, DateTimeOffset At)
{
    /// <summary>The number of the last event there must be before this append.</summary>
    public long After => Entries.IsEmpty ? Listing.Seq : Entries[0].Seq - 1;

    public long LastSeq => Entries.IsEmpty ? Listing.Seq : Entries[^1].Seq;
}

/// <summary>Sealed events with their keys, and who wrote last.</summary>
internal sealed record StoredHistory(List<(JournalEntry Entry, Guid Key)> Entries, Guid? Writer, DateTimeOffset? WriterPulse);
