using JobInterview.Grains.Retention;
using JobInterview.Tenants;
using Orleans.Concurrency;

namespace JobInterview.Grains.Tenants;

/// <summary>A company: its name, slug, plan and settings. Key: <c>tenant/id</c>, the id being the tenant's own.</summary>
[GrainInterfaceType("tenant")]
public interface ITenantGrain : ITenantScopedGrain
{
    /// <summary>Makes the company; a repeat with the same name changes nothing.</summary>
    [Alias("open")] Task<Outcome<TenantView>> OpenAsync(string name, string slug, PlanTier tier);

    /// <summary>The same for two weeks to try it out; without a choice of a plan it ends by itself.</summary>
    [Alias("open-trial")] Task<Outcome<TenantView>> OpenTrialAsync(string name, string slug);

    [Alias("read")] Task<Outcome<TenantView>> ReadAsync();

    [Alias("rename")] Task<Outcome<TenantView>> RenameAsync(string name);

    /// <summary>The plan and the periods that are durable now; answers also while a change of them is on its way.</summary>
    [Alias("terms"), AlwaysInterleave] Task<Outcome<RetentionTerms>> TermsAsync();

    /// <summary>Another tier: a larger one at once, a smaller one at the end of a period. When this returns nothing is destroyed by the plan before.</summary>
    /// <param name="version">The version of the plan that the caller has seen; null for whichever is current.</param>
    [Alias("change-plan-of")] Task<Outcome<RetentionTerms>> ChangePlanAsync(PlanTier tier, long? version = null);

    /// <summary>The end of the contract, at the end of a period.</summary>
    [Alias("cancel-plan-of")] Task<Outcome<RetentionTerms>> CancelPlanAsync(long? version = null);

    /// <summary>The company's own periods; for recordings they can only shorten the plan's.</summary>
    [Alias("keep-of")] Task<Outcome<RetentionTerms>> KeepAsync(RetentionPeriods periods, long? version = null);

    /// <summary>Someone has looked at recordings that are kept without a limit, and they are still needed; refused with <c>retention-is-limited</c> where something limits them.</summary>
    [Alias("review-retention")] Task<Outcome<RetentionTerms>> ReviewAsync();

    /// <summary>Tells the owners that a smaller plan or the end is near, where that is due and was not told.</summary>
    [Alias("give-notice")] Task GiveNoticeAsync();

    /// <summary>Counts an invitation against the month's entitlement, or refuses with <c>quota-exceeded</c>.</summary>
    [Alias("count-invitation")] Task<Outcome<TenantView>> CountInvitationAsync();
}

/// <summary>A company as its members see it.</summary>
[GenerateSerializer, Immutable, Alias("tenant-view")]
public sealed record TenantView(
    [property: Id(0)] TenantId Id, [property: Id(1)] string Name, [property: Id(2)] string Slug, [property: Id(3)] PlanTier Tier, [property: Id(4)] bool IsSuspended);
