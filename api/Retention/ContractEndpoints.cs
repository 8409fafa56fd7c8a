using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Grains;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Retention;

internal static class ContractEndpoints
{
    public static void MapContract(this IEndpointRouteBuilder routes)
    {
        var contract = routes.MapGroup("/subscription").WithTags("Subscription");
        contract.MapGet("", ReadAsync).RequireAuthorization(Policies.ReadUsage).WithSummary("The plan, and what comes after it");
        contract.MapPut("", ChangeAsync).RequireAuthorization(Policies.ManageBilling).WithSummary("Another tier: a larger one at once, a smaller one at the end of a period with notice");
        contract.MapDelete("", CancelAsync).RequireAuthorization(Policies.ManageBilling).WithSummary("Ends the contract at the end of a period; the tier it has takes that back");
    }

    private static async Task<Results<Ok<SubscriptionJson>, Refused>> ReadAsync(RetentionView retention, TimeProvider clock, HttpContext http) =>
        Show(await retention.TermsAsync(), clock, http);

    private static async Task<Results<Ok<SubscriptionJson>, Refused>> ChangeAsync(JsonBody<PlanChoice> body, IfMatch match, Contract contract, TimeProvider clock, HttpContext http) =>
        match.Required is { Refusal: { } refusal } ? new Refused(refusal)
        : Show(await contract.ChangeAsync(body.Value.Tier, match.Required.Value!.Revision, http.Member()!), clock, http);

    private static async Task<Results<Ok<SubscriptionJson>, Refused>> CancelAsync(IfMatch match, Contract contract, TimeProvider clock, HttpContext http) =>
        match.Required is { Refusal: { } refusal } ? new Refused(refusal) : Show(await contract.CancelAsync(match.Required.Value!.Revision, http.Member()!), clock, http);

    private static Results<Ok<SubscriptionJson>, Refused> Show(Outcome<RetentionTerms> outcome, TimeProvider clock, HttpContext http)
    {
        if (outcome.Accepted)
        {
            http.Response.SetRevision(outcome.Value.Plan.Version);
        }

        return outcome.ToHttp(terms => SubscriptionJson.Of(terms.Plan, clock.GetUtcNow()));
    }
}

/// <summary>The tier that is wanted.</summary>
internal sealed record PlanChoice(PlanTier Tier);

/// <summary>What a company pays for.</summary>
/// <param name="NextTier">The smaller tier that comes at <paramref name="NextAt"/>; null with a time: the contract ends then.</param>
/// <param name="GoneAt">When everything of an ended contract is gone at the latest.</param>
internal sealed record SubscriptionJson(
    PlanTier Tier, long Version, bool IsTrial, PlanTier? NextTier, DateTimeOffset? NextAt, DateTimeOffset? GoneAt, int? RecordingDays)
{
    public static SubscriptionJson Of(Subscription plan, DateTimeOffset now)
    {
        var current = plan.At(now);
        return new(current.Tier, current.Version, current.IsTrial, current.NextTier, current.NextAt, current.GoneAt, (int?)Entitlements.Of(current.Tier).RecordingRetention?.TotalDays);
    }
}
