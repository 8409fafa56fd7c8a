using JobInterview.Grains.Tenants;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Identity;

/// <summary>What roles are called, and what they may do, in words.</summary>
internal static class MemberWords
{
    public static string Role(MemberRole role) => role switch
    {
        MemberRole.Owner => Say("Owner", "Propriétaire"),
        MemberRole.Admin => Say("Admin", "Administrateur"),
        MemberRole.Recruiter => Say("Recruiter", "Recruteur"),
        MemberRole.HiringManager => Say("Hiring manager", "Responsable"),
        MemberRole.Reviewer => Say("Reviewer", "Évaluateur"),
        _ => Say("Auditor", "Auditeur"),
    };

    public static string May(MemberRole role) => role switch
    {
        MemberRole.Owner => Say("everything, billing included", "tout, facturation comprise"),
        MemberRole.Admin => Say("everything but billing", "tout sauf la facturation"),
        MemberRole.Recruiter => Say("writes plans, invites, reviews, decides", "écrit les plans, invite, évalue, décide"),
        MemberRole.HiringManager => Say("reviews and decides", "évalue et décide"),
        MemberRole.Reviewer => Say("reviews", "évalue"),
        _ => Say("reads, changes nothing", "lit, ne change rien"),
    };
}
