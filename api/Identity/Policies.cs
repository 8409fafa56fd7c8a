using System.Collections.Frozen;

namespace JobInterview.Api.Identity;

/// <summary>What an endpoint or page asks of its caller. Each policy says both: the scope an API client needs, and the permission a member needs.</summary>
public static class Policies
{
    public const string ReadPlans = nameof(ReadPlans);
    public const string WritePlans = nameof(WritePlans);
    public const string InviteCandidates = nameof(InviteCandidates);
    public const string ReadSessions = nameof(ReadSessions);

    /// <summary>Suggestions: at once for a client with the scope; a member must have rated first, which the session's rules decide.</summary>
    public const string ReadSuggestions = nameof(ReadSuggestions);

    /// <summary>To rate and comment: people only.</summary>
    public const string Review = nameof(Review);

    /// <summary>To decide about a candidate: people only, never a program (law 5).</summary>
    public const string Decide = nameof(Decide);
    public const string ReadRecordings = nameof(ReadRecordings);
    public const string ReadSubjects = nameof(ReadSubjects);
    public const string WriteSubjects = nameof(WriteSubjects);
    public const string ReadRetention = nameof(ReadRetention);
    public const string WriteRetention = nameof(WriteRetention);

    /// <summary>To place and lift legal holds: two people, never a program.</summary>
    public const string HoldData = nameof(HoldData);
    public const string ReadMembers = nameof(ReadMembers);
    public const string ManageMembers = nameof(ManageMembers);
    public const string ReadClients = nameof(ReadClients);
    public const string ManageClients = nameof(ManageClients);
    public const string ReadAudit = nameof(ReadAudit);
    public const string ReadUsage = nameof(ReadUsage);
    public const string ReadWebhooks = nameof(ReadWebhooks);
    public const string WriteWebhooks = nameof(WriteWebhooks);
    public const string ManageBilling = nameof(ManageBilling);

    /// <summary>To have a new version of the company's key made: its owner, never a program.</summary>
    public const string RotateKeys = nameof(RotateKeys);

    /// <summary>To take away what is about to be destroyed: owners and administrators, never a program.</summary>
    public const string ExportData = nameof(ExportData);

    /// <summary>Any signed-in member, whatever the role.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>A candidate with a room token.</summary>
    public const string TakeInterviews = nameof(TakeInterviews);

    /// <summary>The one table of who may do what.</summary>
    internal static FrozenDictionary<string, CallerRequirement> Table { get; } = new Dictionary<string, CallerRequirement>
    {
        [ReadPlans] = Either(Scopes.ReadPlans, Permission.ReadPlans),
        [WritePlans] = Either(Scopes.WritePlans, Permission.WritePlans),
        [InviteCandidates] = Either(Scopes.WriteInvitations, Permission.InviteCandidates),
        [ReadSessions] = Either(Scopes.ReadSessions, Permission.ReadSessions),
        [ReadSuggestions] = Either(Scopes.ReadSuggestions, Permission.ReadSessions),
        [Review] = Members(Permission.Review),
        [Decide] = Members(Permission.Decide),
        [ReadRecordings] = Either(Scopes.ReadRecordings, Permission.ReadRecordings),
        [ReadSubjects] = Either(Scopes.ReadSubjects, Permission.ReadSubjects),
        [WriteSubjects] = Either(Scopes.WriteSubjects, Permission.WriteSubjects),
        [ReadRetention] = Either(Scopes.ReadRetention, Permission.ReadRetention),
        [WriteRetention] = Either(Scopes.WriteRetention, Permission.WriteRetention),
        [HoldData] = Members(Permission.WriteRetention),
        [ExportData] = Members(Permission.ExportData),
        [ReadMembers] = Either(Scopes.ReadMembers, Permission.ReadMembers),
        [ManageMembers] = Members(Permission.ManageMembers),
        [ReadClients] = Either(Scopes.ReadClients, Permission.ManageClients),
        [ManageClients] = Members(Permission.ManageClients),
        [ReadAudit] = Either(Scopes.ReadAudit, Permission.ReadAudit),
        [ReadUsage] = Either(Scopes.ReadUsage, Permission.ReadUsage),
        [ReadWebhooks] = Either(Scopes.ReadWebhooks, Permission.ManageWebhooks),
        [WriteWebhooks] = Either(Scopes.WriteWebhooks, Permission.ManageWebhooks),
        [ManageBilling] = Members(Permission.ManageBilling),
        [RotateKeys] = Members(Permission.RotateKeys),
        [SignedIn] = new(null, null, AnyMember: true),
        [TakeInterviews] = new(null, null, Candidate: true),
    }.ToFrozenDictionary();

    private static CallerRequirement Either(string scope, Permission permission) => new(scope, permission);

    private static CallerRequirement Members(Permission permission) => new(null, permission);
}
