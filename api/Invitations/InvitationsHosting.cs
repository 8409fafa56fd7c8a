namespace JobInterview.Api.Invitations;

public static class InvitationsHosting
{
    /// <summary>What the invitation page and endpoint share.</summary>
    public static WebApplicationBuilder AddInvitations(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Inviting>();
        return builder;
    }
}
