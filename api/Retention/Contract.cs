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
    public async Task<Outcome<RetentionTerms>> ChangeAsync(PlanTier tier, long? version, MemberCaller by) =>
        await NoteAsync(await tenant.Tenant().ChangePlanAsync(tier, version), version, "plan.changed", by, tier.ToString().ToLowerInvariant());

    public async Task<Outcome<RetentionTerms>> CancelAsync(long? version, MemberCaller by) =>
        await NoteAsync(await tenant.Tenant().CancelPlanAsync(version), version, "plan.cancelled", by, null);

    private async Task<Outcome<RetentionTerms>> NoteAsync(Outcome<RetentionTerms> outcome, long? seen, string action, MemberCaller by, string? detail)
    {
        if (outcome.Accepted && outcome.Value.Plan.Version != seen)
        {
            await audit.AppendAsync(tenant.Id, new(action, by.Actor, null, detail));
        }

        return outcome;
    }
}
