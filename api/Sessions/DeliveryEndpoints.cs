using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Delivery;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Sessions;

/// <summary>How answers were spoken, where the plan says that people may look; nothing else reads it.</summary>
public static class DeliveryEndpoints
{
    public static void MapDelivery(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/sessions/{id}/delivery", ReadAsync).WithTags("Sessions").RequireAuthorization(Policies.ReadRecordings)
            .WithSummary("How answers were spoken: descriptive, off by default, never in a score");

    private static async Task<IResult> ReadAsync(RouteId id, TenantGrains tenant, ShownSessions shown)
    {
        if (await shown.FindAsync(tenant.Key(id.Value)) is not { } record)
        {
            return new Refused(Refusals.NotFound);
        }

        if (record.RefusalOf(AssetKind.Transcript) is { } refusal)
        {
            return new Refused(refusal);
        }

        var plan = (await tenant.Plan(record.Terms.PlanId).VersionAsync(record.Terms.PlanVersion)).Value;
        return plan is { Content.Delivery: true } ? TypedResults.Ok(DeliveryJson.Of(record)) : new Refused(SessionRefusals.DeliveryIsOff);
    }
}

/// <summary>The numbers over the whole interview, and answer by answer; each has its unit, or why there is none.</summary>
public sealed record DeliveryJson(DeliveryMetrics Session, AnswerDeliveryJson[] Answers)
{
    public static DeliveryJson Of(SessionRecord record)
    {
        var answers = SpokenAnswers.Of(record);
        return new(
            DeliveryMetrics.Of(answers, record.Terms.Language),
            [.. answers.Select(answer => new AnswerDeliveryJson(answer.TurnSeq, DeliveryMetrics.Of([answer], record.Terms.Language)))]);
    }
}

/// <summary>The numbers of one answer.</summary>
public sealed record AnswerDeliveryJson(long TurnSeq, DeliveryMetrics Metrics);
