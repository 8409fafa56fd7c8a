using JobInterview.Api.Http;
using JobInterview.Grains;
using JobInterview.Tenants;

namespace JobInterview.Api.Identity;

/// <summary>Where the pages' forms are sent: they work without script, answer with a redirect, and say what went wrong by a code.</summary>
internal static class AccountForms
{
    private const int MaxFormBytes = 16 * 1024;

    public static IEndpointRouteBuilder MapAccountForms(this IEndpointRouteBuilder routes)
    {
        // Before the page of the same address, which would answer a post as well.
        var forms = routes.MapGroup("").WithOrder(-1).ExcludeFromDescription().AddEndpointFilter<AttemptLimit>();
        forms.MapPost("/sign-in", SignInAsync);
        forms.MapPost("/sign-up", SignUpAsync);
        forms.MapPost("/join/{token}", JoinAsync);
        routes.MapPost("/sign-out", SignOutAsync).WithOrder(-1).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> SignInAsync(HttpContext context, Accounts accounts)
    {
        var form = await ReadAsync(context);
        var back = LocalPath.Of(form["returnUrl"]);
        var slug = form["slug"] is [{ Length: > 0 } named] ? named : null;
        var (company, refusal) = await accounts.SignInAsync(context, Text(form, "email"), Text(form, "password"), slug);
        return refusal is null ? SeeOther(back ?? $"/{company!.Slug}") : Again("/sign-in", refusal, back);
    }

    private static async Task<IResult> SignUpAsync(HttpContext context, Accounts accounts)
    {
        var form = await ReadAsync(context);
        var slug = form["slug"] is [{ Length: > 0 } wanted] ? wanted : null;
        var (company, refusal) = await accounts.SignUpAsync(
            context, Text(form, "company"), slug, Text(form, "name"), Text(form, "email"), Text(form, "password"), form["trial"] is ["on"]);
        return refusal is null ? SeeOther($"/{company!.Slug}") : Again("/sign-up", refusal, null);
    }

    private static async Task<IResult> JoinAsync(string token, HttpContext context, Team team, ITenantStore tenants)
    {
        var form = await ReadAsync(context);
        var (member, refusal) = await team.JoinAsync(context, token, Text(form, "name"), Text(form, "password"));
        if (refusal is not null)
        {
            return Again(context.Request.Path, refusal, null);
        }

        var company = await tenants.GetAsync(member!.Tenant, context.RequestAborted);
        return SeeOther($"/{company?.Identifier}");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Accounts accounts)
    {
        await accounts.SignOutAsync(context);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return SeeOther("/sign-in");
    }

    private static async Task<IFormCollection> ReadAsync(HttpContext context) =>
        context.Request.HasFormContentType
            ? await context.Request.ReadFormAsync(new() { BufferBodyLengthLimit = MaxFormBytes, KeyLengthLimit = 64, ValueLengthLimit = 4_096, ValueCountLimit = 20 }, context.RequestAborted)
            : FormCollection.Empty;

    private static string Text(IFormCollection form, string field) => form[field] is [{ } text] ? text : "";

    private static Redirection Again(string page, Refusal refusal, string? back)
    {
        var returning = back is null ? "" : $"&returnUrl={Uri.EscapeDataString(back)}";
        return SeeOther($"{page}?error={Uri.EscapeDataString(CodeOf(refusal))}{returning}");
    }

    private static string CodeOf(Refusal refusal) => refusal.Faults is [var fault, ..]
        ? fault.Code == PasswordRules.Weak ? PasswordRules.Weak : fault.Pointer.TrimStart('/') + "-invalid"
        : refusal.Code;

    private static Redirection SeeOther(string path) => new(path);

    // 303, so that the browser asks for the next page with GET.
    private sealed class Redirection(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }

    private sealed class AttemptLimit(LimitSet limits) : IEndpointFilter
    {
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var http = context.HttpContext;
            var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
            return limits.SignIns.Take(address, http.Response) == Share.Left
                ? next(context)
                : new(Again(http.Request.Path, HttpRefusals.TooManyRequests, null));
        }
    }
}
