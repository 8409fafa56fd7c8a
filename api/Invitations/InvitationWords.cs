using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Invitations;

/// <summary>What an invitation offers, in words.</summary>
internal static class InvitationWords
{
    /// <summary>How much time a candidate has, as who invites chooses it.</summary>
    public static string Time(decimal times) => times == 1
        ? Say("The usual time", "Le temps habituel")
        : string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{times:0.##} × {Say("the usual time", "le temps habituel")}");
}
