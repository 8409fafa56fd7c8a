using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Retention;

/// <summary>What is kept until when and why, and what was destroyed (DESIGN §7, §11).</summary>
public static class RetentionEndpoints
{
    public static WebApplicationBuilder AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Sessions.ShownSessions>();
        builder.Services.AddScoped<RetentionView>();
        builder.Services.AddScoped<PeriodsDesk>();
        builder.Services.AddScoped<Holds>();
        builder.Services.AddScoped<Contract>();
        builder.Services.AddScoped<Export>();
        return builder;
    }

    public static IEndpointRouteBuilder MapRetention(this IEndpointRouteBuilder routes)
    {
        var retention = routes.MapGroup("/retention").WithTags("Retention");
        retention.MapGet("/due", ListAsync).RequireAuthorization(Policies.ReadRetention).WithSummary("The due ledger, what goes first at the top; without a state all but what is destroyed");
        retention.MapGet("/summary", SummaryAsync).RequireAuthorization(Policies.ReadRetention).WithSummary("The ledger in numbers: what is kept by which rule, what was destroyed, and how late the latest one was");
        retention.MapGet("/periods", PeriodsAsync).RequireAuthorization(Policies.ReadRetention).WithSummary("The company's own periods in days");
        retention.MapPut("/periods", KeepAsync).RequireAuthorization(Policies.WriteRetention).WithSummary("Sets the company's own periods; for recordings they can only shorten the plan's");
        retention.MapPost("/review", ReviewAsync).RequireAuthorization(Policies.WriteRetention).WithSummary("Says that recordings are still needed without a limit; looked at once a year");
        routes.MapHolds();
        routes.MapContract();
        routes.MapExport();
        return routes;
    }

    private static async Task<Results<Ok<Listed<DueJson>>, Refused>> ListAsync(
        PageQuery page, TenantGrains tenant, IDueShelf ledger, TimeProvider clock, string? state = null, string? sessionId = null, string? kind = null)
    {
        if (page.Refusal is { } refusal)
        {
            return refusal.ToHttp();
        }

        Guid? session = sessionId is null ? null : RandomId.TryParse(sessionId, out var id) ? id : throw new RefusedException(Refusals.NotFound);
        var now = clock.GetUtcNow();
        var filter = QueryWords.Read<DueWord>(state) switch
        {
            DueWord.Scheduled => new DueFilter(DueState.Scheduled, session, NotDueBy: now),
            DueWord.Due => new(DueState.Scheduled, session, DueBy: now),
            DueWord.Held => new(DueState.Held, session),
            DueWord.Destroying => new(DueState.Destroying, session),
            DueWord.Destroyed => new(DueState.Destroyed, session),
            _ => new(null, session),
        };
        filter = filter with { Kind = QueryWords.Read<AssetKind>(kind) };
        return TypedResults.Ok(page.Show(await ledger.ListAsync(tenant.Id, filter, page.After, page.Limit), entry => DueJson.Of(entry, now)));
    }

    private static async Task<Ok<RetentionSummaryJson>> SummaryAsync(TenantGrains tenant, IDueShelf ledger, RetentionView retention, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return TypedResults.Ok(RetentionSummaryJson.Of(await ledger.SummaryAsync(tenant.Id, now), (await retention.TermsAsync()).ReviewDueAt(now)));
    }

    private static async Task<Results<Ok<ReviewJson>, Refused>> ReviewAsync(PeriodsDesk desk, HttpContext http, TimeProvider clock) =>
        (await desk.ReviewAsync(http.Caller().Actor)).ToHttp(terms => new ReviewJson(terms.ReviewedAt!.Value, terms.ReviewDueAt(clock.GetUtcNow())));

    private static async Task<Results<Ok<PeriodsJson>, Refused>> PeriodsAsync(RetentionView retention, HttpContext http) => Show(await retention.TermsAsync(), http);

    private static async Task<Results<Ok<PeriodsJson>, Refused>> KeepAsync(JsonBody<PeriodsJson> body, IfMatch match, PeriodsDesk desk, HttpContext http) =>
        match.Required is { Refusal: { } refusal } ? new Refused(refusal)
        : Show(await desk.SetAsync(body.Value.ToPeriods(), match.Required.Value!.Revision, http.Caller().Actor), http);

    private static Results<Ok<PeriodsJson>, Refused> Show(Outcome<RetentionTerms> outcome, HttpContext http)
    {
        if (outcome.Accepted)
        {
            http.Response.SetRevision(outcome.Value.Plan.Version);
        }

        return outcome.ToHttp(terms => PeriodsJson.Of(terms.Periods));
    }
}
