using System.Collections.Immutable;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Retention;

/// <summary>Legal holds: read by programs too, placed and lifted by two people only.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder routes)
    {
        var holds = routes.MapGroup("/legal-holds").WithTags("Legal holds");
        holds.MapGet("", ListAsync).RequireAuthorization(Policies.ReadRetention).WithSummary("Legal holds, newest first");
        holds.MapGet("/{id}", ReadAsync).RequireAuthorization(Policies.ReadRetention).WithSummary("One legal hold");
        holds.MapPost("", AskAsync).RequireAuthorization(Policies.HoldData).WithSummary("Asks for a hold; it keeps nothing before another member has placed it");
        Step(holds, "place", HoldStep.Place, "Places a hold that another member asked for");
        Step(holds, "withdraw", HoldStep.Withdraw, "Takes back a hold that is not placed");
        Step(holds, "ask-release", HoldStep.AskRelease, "Asks for the end of a hold");
        Step(holds, "release", HoldStep.Release, "Lifts a hold whose end another member asked for");
    }

    private static void Step(RouteGroupBuilder holds, string path, HoldStep step, string summary) =>
        holds.MapPost($"/{{id}}/{path}", async Task<Results<Ok<HoldJson>, Refused>> (RouteId id, Holds desk, HttpContext http) =>
            (await desk.StepAsync(id.Value, step, http.Member()!.Id)).ToHttp(HoldJson.Of)).RequireAuthorization(Policies.HoldData).WithSummary(summary);

    private static async Task<Results<Ok<Listed<HoldJson>>, Refused>> ListAsync(PageQuery page, TenantGrains tenant, IHoldShelf shelf) =>
        page.Refusal is { } refusal ? new Refused(refusal) : TypedResults.Ok(page.Show(await shelf.ListAsync(tenant.Id, page.After, page.Limit), HoldJson.Of));

    private static async Task<Results<Ok<HoldJson>, Refused>> ReadAsync(RouteId id, TenantGrains tenant, IHoldShelf shelf) =>
        await shelf.FindAsync(tenant.Key(id.Value)) is { } hold ? TypedResults.Ok(HoldJson.Of(hold)) : new Refused(Refusals.NotFound);

    private static async Task<Results<Created<HoldJson>, Refused>> AskAsync(JsonBody<NewHold> body, Holds desk, HttpContext http) =>
        (await desk.AskAsync(body.Value.ToRequest(), http.Member()!.Id)).ToCreated(hold => $"/api/v1/legal-holds/{RandomId.Format(hold.Id)}", HoldJson.Of);
}

/// <summary>A hold to be asked for: recordings by id, or all of some interviews, people or days.</summary>
internal sealed record NewHold(
    string Reason, DateTimeOffset ReviewAt, ImmutableArray<string>? Recordings = null, ImmutableArray<string>? Sessions = null, ImmutableArray<string>? Subjects = null,
    DateTimeOffset? From = null, DateTimeOffset? Until = null, bool FutureMatching = false)
{
    private const int MostIds = 1_000;

    public HoldRequest ToRequest() => new(
        Reason, new(Ids("recordings", Recordings), Ids("sessions", Sessions), Ids("subjects", Subjects), From?.ToUniversalTime(), Until?.ToUniversalTime(), FutureMatching),
        ReviewAt.ToUniversalTime());

    private static ImmutableArray<Guid> Ids(string member, ImmutableArray<string>? ids)
    {
        var given = ids is { IsDefault: false } some ? some : [];
        if (given.Length > MostIds)
        {
            throw new RefusedException(Refusals.Invalid(new Fault($"/{member}", "too-many")));
        }

        return [.. given.Select((text, i) => RandomId.TryParse(text, out var id) ? id : throw new RefusedException(Refusals.Invalid(new Fault($"/{member}/{i}", "not-an-id"))))];
    }
}

/// <summary>A legal hold. Nothing is kept by it before its state is inForce.</summary>
/// <param name="Items">How many things it keeps.</param>
internal sealed record HoldJson(
    string Id, HoldState State, string Reason, IReadOnlyList<string> Recordings, IReadOnlyList<string> Sessions, IReadOnlyList<string> Subjects, DateTimeOffset? From,
    DateTimeOffset? Until, bool FutureMatching, DateTimeOffset ReviewAt, int Items, string AskedBy, DateTimeOffset AskedAt, string? PlacedBy, DateTimeOffset? PlacedAt,
    string? ReleaseAskedBy, string? ReleasedBy, DateTimeOffset? ReleasedAt)
{
    public static HoldJson Of(HoldListing listing)
    {
        var hold = listing.Hold;
        return new(
            RandomId.Format(listing.Id), hold.State, hold.Reason, Ids(hold.Scope.Recordings), Ids(hold.Scope.Sessions), Ids(hold.Scope.Subjects), hold.Scope.From, hold.Scope.Until,
            hold.Scope.IsFutureMatching, hold.ReviewAt, listing.Items, RandomId.Format(hold.AskedBy), hold.AskedAt, Who(hold.PlacedBy), hold.PlacedAt, Who(hold.ReleaseAskedBy),
            Who(hold.ReleasedBy), hold.ReleasedAt);
    }

    private static IReadOnlyList<string> Ids(ImmutableArray<Guid> ids) => [.. ids.Select(RandomId.Format)];

    private static string? Who(Guid? id) => id is { } some ? RandomId.Format(some) : null;
}
