namespace JobInterview.Silo.Outbox;

/// <summary>An invitation as its outbox row keeps it, sealed: JSON in camelCase.</summary>
public sealed record InvitationLetter(
    string Name, string Email, Uri Link, string Company, string PlanTitle, string Language, DateTimeOffset ExpiresAt)
{
    /// <summary>The outbox kind of an invitation.</summary>
    public const string Kind = "invitation-mail";
}
