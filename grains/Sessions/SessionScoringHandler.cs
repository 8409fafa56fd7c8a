using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>After the end of an interview: has its answers scored, away from the conversation.</summary>
internal sealed class SessionScoringHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => SessionOutbox.ScoreKind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        CallerTenant.Set(session.Tenant);
        await grains.GetGrain<IScoringGrain>(session.ToString()).ScoreAsync();
        return OutboxVerdict.Done;
    }
}

/// <summary>Scores one session, once: it may be slow, and it holds up nobody.</summary>
[GrainInterfaceType("session-scoring")]
internal interface IScoringGrain : ITenantScopedGrain
{
    [Alias("score"), ResponseTimeout("00:10:00")] Task ScoreAsync();
}

[GrainType("session-scoring")]
internal sealed class ScoringGrain(ISessionJournal journal, PublishedPlans plans, SessionScoring scoring) : Grain, IScoringGrain
{
    public async Task ScoreAsync()
    {
        var key = TenantKey.Parse(this.GetPrimaryKeyString());
        var record = SessionRecord.Of((await journal.ReadAsync(key)).Entries);
        var session = GrainFactory.GetGrain<IInterviewSessionGrain>(key.ToString());
        var plan = await plans.GetAsync(GrainFactory, new(key.Tenant, record.Terms.PlanId), record.Terms.PlanVersion);
        if (plan is null || !record.Allows(ConsentNotice.Evaluate))
        {
            await session.SuggestAsync([], unavailable: true);
            return;
        }

        var suggestions = await scoring.ScoreAsync(plan.Content, record.Terms.Language, record.Answers, CancellationToken.None);
        await session.SuggestAsync([.. suggestions.Select(record.Verified)], unavailable: false);
    }
}
