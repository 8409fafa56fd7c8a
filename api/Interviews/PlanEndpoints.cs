using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Interviews;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Interviews;

/// <summary>Interview plans over REST: drafts change under If-Match, published versions never do.</summary>
public static class PlanEndpoints
{
    public static RouteGroupBuilder MapPlans(this IEndpointRouteBuilder routes)
    {
        var plans = routes.MapGroup("/interview-plans").WithTags("Interview plans");
        plans.MapGet("/", ListAsync).RequireAuthorization(Policies.ReadPlans).WithSummary("List plans, newest first");
        plans.MapPost("/", CreateAsync).RequireAuthorization(Policies.WritePlans).WithSummary("Write a draft");
        plans.MapPost("/draft", DraftAsync).RequireAuthorization(Policies.WritePlans).WithSummary("Draft a plan from a job description");
        plans.MapGet("/{id}", ReadAsync).RequireAuthorization(Policies.ReadPlans).WithSummary("One plan with its draft");
        plans.MapPut("/{id}", WriteAsync).RequireAuthorization(Policies.WritePlans).WithSummary("Replace the draft");
        plans.MapPost("/{id}/publish", PublishAsync).RequireAuthorization(Policies.WritePlans).WithSummary("Freeze the draft as the next version");
        plans.MapPost("/{id}/retire", RetireAsync).RequireAuthorization(Policies.WritePlans).WithSummary("Take no new invitations");
        return plans;
    }

    private static async Task<Results<Ok<Listed<PlanListJson>>, Refused>> ListAsync(TenantGrains tenant, IPlanList list, PageQuery page, string? status = null) =>
        page.Refusal is { } refusal ? new Refused(refusal)
        : TypedResults.Ok(page.Show(await list.ListAsync(tenant.Id, QueryWords.Read<PlanStatus>(status), page.After, page.Limit), PlanListJson.Of));

    private static async Task<IResult> CreateAsync(TenantGrains tenant, HttpContext http, JsonBody<PlanContent> body)
    {
        var content = body.Value;
        var id = RandomId.New();
        var created = await tenant.Plan(id).CreateAsync(content);
        return Show(http, created, at: $"/api/v1/interview-plans/{RandomId.Format(id)}");
    }

    private static async Task<IResult> DraftAsync(TenantGrains tenant, HttpContext http, JsonBody<DraftBody> body)
    {
        var draft = body.Value;
        var faults = new[]
        {
            TextRules.Line("/title", draft.Title, 120),
            TextRules.Lines("/jobDescription", draft.JobDescription, 20_000),
            draft.Language is "en" or "fr" ? null : new Fault("/language", "unknown-language"),
        }.OfType<Fault>().ToArray();
        if (faults.Length > 0)
        {
            return new Refused(Refusals.Invalid(faults));
        }

        var id = RandomId.New();
        var created = await tenant.Plan(id).CreateAsync(PlanDraft.From(draft.Title, draft.JobDescription, draft.Language));
        return Show(http, created, at: $"/api/v1/interview-plans/{RandomId.Format(id)}");
    }

    private static async Task<IResult> ReadAsync(RouteId id, TenantGrains tenant, HttpContext http) => Show(http, await tenant.Plan(id.Value).ReadAsync());

    private static Task<IResult> WriteAsync(RouteId id, TenantGrains tenant, HttpContext http, IfMatch match, JsonBody<PlanContent> body) =>
        ChangeAsync(id, tenant, http, match.Required, (plan, revision) => plan.WriteAsync(body.Value, revision));

    private static Task<IResult> PublishAsync(RouteId id, TenantGrains tenant, HttpContext http, IfMatch match) =>
        ChangeAsync(id, tenant, http, match.Optional, (plan, revision) => plan.PublishAsync(revision));

    private static Task<IResult> RetireAsync(RouteId id, TenantGrains tenant, HttpContext http, IfMatch match) =>
        ChangeAsync(id, tenant, http, match.Optional, (plan, revision) => plan.RetireAsync(revision));

    // The plan is looked for before the body and the precondition are judged: 404 comes first (DESIGN §11).
    private static async Task<IResult> ChangeAsync(
        RouteId id, TenantGrains tenant, HttpContext http, Outcome<Precondition> match, Func<IInterviewPlanGrain, long?, Task<Outcome<PlanView>>> change)
    {
        var plan = tenant.Plan(id.Value);
        return (await plan.ReadAsync()).Refusal is { } missing ? new Refused(missing)
            : match.Refusal is { } refusal ? new Refused(refusal)
            : Show(http, await change(plan, match.Value!.Revision));
    }

    private static IResult Show(HttpContext http, Outcome<PlanView> plan, string? at = null)
    {
        if (plan.Refusal is { } refusal)
        {
            return new Refused(refusal);
        }

        http.Response.SetRevision(plan.Value!.Revision);
        return at is null ? TypedResults.Ok(PlanJson.Of(plan.Value)) : TypedResults.Created(at, PlanJson.Of(plan.Value));
    }
}
