using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Retention;

/// <summary>Changes of the plan as forms and requests ask for them, each told to the audit log.</summary>
internal sealed class Contract(TenantGrains tenant, IAuditLog audit)
{
    /// <param name="version">The version that the caller has seen; null for whichever is current.</param>
    public Task<Outcome<RetentionTerms>> ChangeAsync(PlanTier tier, long? version, MemberCaller by) =>
        NoteAsync(() => tenant.Tenant().ChangePlanAsync(tier, version), "plan.changed", by, tier.ToString().ToLowerInvariant());

    public Task<Outcome<RetentionTerms>> CancelAsync(long? version, MemberCaller by) => NoteAsync(() => tenant.Tenant().CancelPlanAsync(version), "plan.cancelled", by, null);

    // What changed nothing is not told: the version says so.
    private async Task<Outcome<RetentionTerms>> NoteAsync(Func<Task<Outcome<RetentionTerms>>> changeAsync, string action, MemberCaller by, string? detail)
    {
        var before = await tenant.Tenant().TermsAsync();
        var outcome = await changeAsync();
        if (outcome.Accepted && outcome.Value.Plan.Version != before.Value?.Plan.Version)
        {
            await audit.AppendAsync(tenant.Id, new(action, by.Actor, null, detail));
        }

        return outcome;
    }
}
