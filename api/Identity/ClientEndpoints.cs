using System.Collections.Immutable;
using JobInterview.Api.Http;
using JobInterview.Grains;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Identity;

internal static class ClientEndpoints
{
    public static IEndpointRouteBuilder MapClients(this IEndpointRouteBuilder routes)
    {
        var clients = routes.MapGroup("/api-clients").WithTags("API clients");
        clients.MapGet("", ListAsync).RequireAuthorization(Policies.ReadClients).WithSummary("The programs that may call for the company");
        clients.MapPost("", AddAsync).RequireAuthorization(Policies.ManageClients).WithSummary("Adds a program; its secret is told once");
        clients.MapDelete("/{id}", RemoveAsync).RequireAuthorization(Policies.ManageClients).WithSummary("Removes a program with its tokens");
        return routes;
    }

    private static async Task<Results<Ok<Listed<ClientShown>>, Refused>> ListAsync(
        PageQuery page, TenantContext tenant, IApiClients clients, CancellationToken cancel)
    {
        if (page.Refusal is { } refusal)
        {
            return refusal.ToHttp();
        }

        return TypedResults.Ok(page.Show(await clients.ListAsync(tenant.Id, page.After, page.Limit, cancel), ClientShown.Of));
    }

    private static async Task<Results<Created<ClientCreated>, Refused>> AddAsync(JsonBody<NewClient> body, HttpContext context, ClientRegistry registry)
    {
        var (added, refusal) = await registry.AddAsync(context.Member()!, body.Value.Name, body.Value.Scopes, context.RequestAborted);
        return refusal is not null
            ? refusal.ToHttp()
            : TypedResults.Created($"/api/v1/api-clients/{added!.Client.ClientId}", ClientCreated.Of(added));
    }

    private static async Task<Results<NoContent, Refused>> RemoveAsync(RouteId id, HttpContext context, ClientRegistry registry) =>
        (await registry.RemoveAsync(context.Member()!, id.Value, context.RequestAborted)).ToNoContent();
}

/// <summary>A program to be added; without scopes it is allowed all.</summary>
internal sealed record NewClient(string Name, ImmutableArray<string>? Scopes = null);

/// <summary>A program of the company.</summary>
internal sealed record ClientShown(string Id, string ClientId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt)
{
    public static ClientShown Of(ApiClientListing client) => new(client.ClientId, client.ClientId, client.Name, client.Scopes, client.CreatedAt);
}

/// <summary>A program that was just added, with the secret that is told once.</summary>
internal sealed record ClientCreated(string Id, string ClientId, string ClientSecret, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt)
{
    public static ClientCreated Of(NewApiClient added) =>
        new(added.Client.ClientId, added.Client.ClientId, added.Secret, added.Client.Name, added.Client.Scopes, added.Client.CreatedAt);
}

/// <summary>Adds and removes programs of a company, and writes down who did.</summary>
internal sealed class ClientRegistry(IApiClients clients, KnownClients known, IAuditLog audit)
{
    public async Task<Outcome<NewApiClient>> AddAsync(MemberCaller by, string name, ImmutableArray<string>? scopes, CancellationToken cancel)
    {
        var allowed = scopes is { IsDefault: false } asked ? asked : Scopes.All;
        var fault = TextRules.Line("/name", name, 100) ?? ScopeFault(allowed);
        if (fault is not null)
        {
            return Refusals.Invalid(fault);
        }

        var added = await clients.AddAsync(by.Tenant, name.Trim(), [.. allowed.Distinct()], cancel);
        await audit.AppendAsync(by.Tenant, new("client.added", by.Actor, added.Client.Id), cancel);
        return added;
    }

    public async Task<Outcome<bool>> RemoveAsync(MemberCaller by, Guid client, CancellationToken cancel)
    {
        if (!await clients.RemoveAsync(new(by.Tenant, client), cancel))
        {
            return Refusals.NotFound;
        }

        known.Forget(client);
        await audit.AppendAsync(by.Tenant, new("client.removed", by.Actor, client), cancel);
        return true;
    }

    private static Fault? ScopeFault(ImmutableArray<string> scopes)
    {
        for (var i = 0; i < scopes.Length; i++)
        {
            if (!Scopes.All.Contains(scopes[i]))
            {
                return new($"/scopes/{i}", "unknown-scope");
            }
        }

        return scopes.IsEmpty ? new("/scopes", "missing") : null;
    }
}
