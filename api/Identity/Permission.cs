using System.Collections.Frozen;
using JobInterview.Grains.Tenants;

namespace JobInterview.Api.Identity;

/// <summary>What a member may do.</summary>
public enum Permission
{
    ReadPlans, WritePlans, InviteCandidates, ReadSessions, Review, Decide, ReadSubjects, WriteSubjects, ReadRecordings, ReadRetention, WriteRetention,
    ReadMembers, ManageMembers, ManageClients, ManageWebhooks, ReadAudit, ReadUsage, ManageBilling, RotateKeys, ExportData,
}

/// <summary>What each role may do: the one table of it.</summary>
public static class Permissions
{
    private static readonly Permission[] Reviewing = [Permission.ReadPlans, Permission.ReadSessions, Permission.ReadRecordings, Permission.Review];

    private static readonly Permission[] Hiring =
        [.. Reviewing, Permission.WritePlans, Permission.InviteCandidates, Permission.ReadSubjects, Permission.ReadRetention, Permission.Decide];

    private static readonly FrozenDictionary<MemberRole, FrozenSet<Permission>> Table = new Dictionary<MemberRole, FrozenSet<Permission>>
    {
        [MemberRole.Owner] = Enum.GetValues<Permission>().ToFrozenSet(),
        [MemberRole.Admin] = Enum.GetValues<Permission>().Except([Permission.ManageBilling, Permission.RotateKeys]).ToFrozenSet(),
        [MemberRole.Recruiter] = Hiring.ToFrozenSet(),
        [MemberRole.HiringManager] = Reviewing.Append(Permission.Decide).ToFrozenSet(),
        [MemberRole.Reviewer] = Reviewing.ToFrozenSet(),
        [MemberRole.Auditor] =
            [Permission.ReadPlans, Permission.ReadSessions, Permission.ReadSubjects, Permission.ReadRetention, Permission.ReadMembers, Permission.ReadAudit, Permission.ReadUsage],
    }.ToFrozenDictionary();

    /// <summary>Whether the role may do it.</summary>
    public static bool Allows(this MemberRole role, Permission permission) => Table[role].Contains(permission);
}
