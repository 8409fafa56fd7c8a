using JobInterview.Api.Http;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobInterview.Api.Identity;

internal static class AuditEndpoints
{
    public static IEndpointRouteBuilder MapAuditLog(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit-log", ListAsync).WithTags("Audit log").RequireAuthorization(Policies.ReadAudit).WithSummary("What was done and by whom, newest first");
        return routes;
    }

    private static async Task<Results<Ok<Listed<AuditShown>>, Refused>> ListAsync(PageQuery page, TenantContext tenant, IAuditLog audit, CancellationToken cancel)
    {
        if (page.Refusal is { } refusal)
        {
            return refusal.ToHttp();
        }

        return TypedResults.Ok(page.Show(await audit.ListAsync(tenant.Id, page.After, page.Limit, cancel), AuditShown.Of));
    }
}

/// <summary>An entry of the log; <paramref name="Hash"/> covers the entry before it.</summary>
internal sealed record AuditShown(long Seq, DateTimeOffset At, string Action, ActorKind? ActorKind, string? ActorId, string? TargetId, string? Detail, string Hash)
{
    public static AuditShown Of(AuditEntry entry) => new(
        entry.Seq, entry.At, entry.Note.Action, entry.Note.By?.Kind, entry.Note.By is { } by ? RandomId.Format(by.Id) : null,
        entry.Note.Subject is { } subject ? RandomId.Format(subject) : null, entry.Note.Detail, entry.Hash);
}
