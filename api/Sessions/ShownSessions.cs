using System.Collections.Immutable;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Sessions;

/// <summary>Interviews as they may be shown: what is under a legal hold is left out. Whatever shows or exports one reads it here.</summary>
internal sealed class ShownSessions(ISessionJournal journal, IDueShelf ledger)
{
    private static readonly AssetKind[] UsedInReview = [AssetKind.Transcript, AssetKind.Scorecard, AssetKind.Decision];

    /// <summary>The record of a session, or null where there is none.</summary>
    public async Task<SessionRecord?> FindAsync(TenantKey session, CancellationToken cancel = default)
    {
        // The ledger last: a hold that is placed in between counts.
        var entries = (await journal.ReadAsync(session, cancel: cancel)).Entries;
        return entries.IsEmpty ? null : SessionRecord.Of(entries, await WithheldAsync(session, cancel));
    }

    /// <summary>The same for somebody of the company: where an interview runs, the candidate is told of them before its first word is shown.</summary>
    public async Task<SessionRecord?> FindAsync(TenantKey session, IInterviewSessionGrain live, Actor reader, CancellationToken cancel = default)
    {
        var record = await FindAsync(session, cancel);
        if (record is { IsOver: false, Turns.Length: > 0 })
        {
            await live.JoinAsync(reader);                      // who does not go on reading is gone a moment later
        }

        return record;
    }

    /// <summary>The parts that nobody is shown now.</summary>
    public async Task<ImmutableHashSet<AssetKind>> WithheldAsync(TenantKey session, CancellationToken cancel = default) =>
        [.. (await ledger.OfSessionAsync(session, cancel)).Where(line => line.State == DueState.Held).Select(line => line.Kind)];

    /// <summary>Why people may not rate and decide now: what they would read, or would add to, is under a legal hold.</summary>
    public async Task<Refusal?> RefuseReviewAsync(TenantKey session) => (await WithheldAsync(session)).Overlaps(UsedInReview) ? HoldRefusals.Restricted : null;

    /// <summary>All that is written after a number, held or not.</summary>
    public async Task<ImmutableArray<JournalEntry>> EntriesAsync(TenantKey session, long after, CancellationToken cancel) => (await journal.ReadAsync(session, after, cancel)).Entries;

    /// <summary>Entries as a stream may push them; of withheld parts the bodies are left out.</summary>
    public static ImmutableArray<JournalEntry> Without(IReadOnlySet<AssetKind> withheld, IReadOnlyList<JournalEntry> entries) =>
        [.. entries.Select(entry => SessionEventCodec.PartOf(entry.Kind) is not AssetKind.DecisionRecord and var part && withheld.Contains(part) ? entry with { Body = [] } : entry)];
}
