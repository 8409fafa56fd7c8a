using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>After the end of an interview: has its answers scored, away from the conversation.</summary>
internal sealed class SessionScoringHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => SessionOutbox.ScoreKind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        CallerTenant.Set(session.Tenant);
        return await grains.GetGrain<IScoringGrain>(session.ToString()).ScoreAsync() ? OutboxVerdict.Done : OutboxVerdict.Wait;
    }
}

/// <summary>Scores one session, once: it may be slow, and it holds up nobody.</summary>
[GrainInterfaceType("session-scoring")]
internal interface IScoringGrain : ITenantScopedGrain
{
    /// <summary>False where it is too early: transcripts are still to come, or a legal hold keeps what would be read or written.</summary>
    [Alias("score"), ResponseTimeout("00:10:00")] Task<bool> ScoreAsync();
}

[GrainType("session-scoring")]
internal sealed class ScoringGrain(ISessionJournal journal, IDueShelf ledger, PublishedPlans plans, SessionScoring scoring, TimeProvider clock) : Grain, IScoringGrain
{
    public async Task<bool> ScoreAsync()
    {
        var key = TenantKey.Parse(this.GetPrimaryKeyString());
        var record = SessionRecord.Of((await journal.ReadAsync(key)).Entries);
        if (ScoringPatience.Waits(record, clock.GetUtcNow()))
        {
            return false;
        }

        if (record.Scoring is not null)
        {
            return true;
        }

        if ((await ledger.OfSessionAsync(key)).Any(line => line is { State: DueState.Held, Kind: AssetKind.Transcript or AssetKind.Scorecard }))
        {
            return false;
        }

        var session = GrainFactory.GetGrain<IInterviewSessionGrain>(key.ToString());
        var plan = await plans.GetAsync(GrainFactory, new(key.Tenant, record.Terms.PlanId), record.Terms.PlanVersion);
        if (plan is null || !record.Allows(ConsentNotice.Evaluate))
        {
            await session.SuggestAsync([], unavailable: true);
            return true;
        }

        var suggestions = await scoring.ScoreAsync(plan.Content, record.Terms.Language, record.Answers, CancellationToken.None);
        await session.SuggestAsync([.. suggestions.Select(record.Verified)], unavailable: false);
        return true;
    }
}

/// <summary>How long scoring waits for the words of spoken answers; then it scores what there is.</summary>
internal static class ScoringPatience
{
    public static readonly TimeSpan ForTranscripts = TimeSpan.FromMinutes(15);

    public static bool Waits(SessionRecord record, DateTimeOffset now) =>
        record is { Scoring: null, AwaitsTranscripts: true } && record.Allows(ConsentNotice.Evaluate)
        && record.Events.LastOrDefault(happened => happened.Event is SessionCompleted) is { } ended && now < ended.At + ForTranscripts;
}
