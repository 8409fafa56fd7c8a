using System.Collections.Immutable;

namespace JobInterview.Api.Identity;

/// <summary>What an API client may be allowed, as <c>resource:verb</c>.</summary>
public static class Scopes
{
    public const string ReadPlans = "plans:read";
    public const string WritePlans = "plans:write";
    public const string WriteInvitations = "invitations:write";
    public const string ReadSessions = "sessions:read";
    public const string ReadSuggestions = "suggestions:read";
    public const string ReadRecordings = "recordings:read";
    public const string ReadSubjects = "subjects:read";
    public const string WriteSubjects = "subjects:write";
    public const string ReadRetention = "retention:read";
    public const string WriteRetention = "retention:write";
    public const string ReadAudit = "audit:read";
    public const string ReadMembers = "members:read";
    public const string ReadClients = "clients:read";
    public const string ReadUsage = "usage:read";
    public const string ReadWebhooks = "webhooks:read";
    public const string WriteWebhooks = "webhooks:write";

    /// <summary>All there are.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        ReadPlans, WritePlans, WriteInvitations, ReadSessions, ReadSuggestions, ReadRecordings, ReadSubjects, WriteSubjects, ReadRetention, WriteRetention,
        ReadAudit, ReadMembers, ReadClients, ReadUsage, ReadWebhooks, WriteWebhooks,
    ];
}
