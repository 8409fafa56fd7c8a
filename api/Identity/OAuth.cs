using JobInterview.Api.Http;
using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using OpenIddict.Validation;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers;

namespace JobInterview.Api.Identity;

public static class OAuth
{
    internal const string Audience = "jobinterview";

    /// <summary>The OAuth server for API clients, and the check of its tokens.</summary>
    public static WebApplicationBuilder AddOAuth(this WebApplicationBuilder builder)
    {
        var address = new PublicAddress(builder.Configuration);
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, OAuthKeys>();
        builder.Services.AddSingleton<KnownClients>();
        builder.Services.AddHostedService<TokenPruning>();
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseOurTables())
            .AddServer(server => Serve(server, address))
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();
                validation.AddAudiences(Audience);
                validation.AddEventHandler<OpenIddictValidationEvents.ProcessAuthenticationContext>(handler =>
                    handler.UseSingletonHandler<ClientIsKnown>().SetOrder(int.MaxValue - 1_000));
            });
        return builder;
    }

    private static void Serve(OpenIddictServerBuilder server, PublicAddress address)
    {
        server.SetIssuer(address.Url)
            .SetTokenEndpointUris("connect/token")
            .SetIntrospectionEndpointUris("connect/introspect")
            .SetRevocationEndpointUris("connect/revoke")
            .AllowClientCredentialsFlow()
            .SetAccessTokenLifetime(TimeSpan.FromMinutes(5))
            .RegisterScopes([.. Scopes.All])
            .RegisterAudiences(Audience)
            .IgnoreScopePermissions()                          // the token endpoint answers invalid_scope itself
            .IgnoreAudiencePermissions()
            .DisableAccessTokenEncryption();
        server.AddEventHandler<OpenIddictServerEvents.ProcessRequestContext>(handler =>
            handler.UseSingletonHandler<OnePublicAddress>().SetOrder(ResolveRequestUri.Descriptor.Order + 1));
        var host = server.UseAspNetCore().EnableTokenEndpointPassthrough();
        if (!address.IsSecure)
        {
            host.DisableTransportSecurityRequirement();        // PublicAddress admits http on loopback only
        }
    }

    /// <summary>The token endpoint; OpenIddict serves the others itself.</summary>
    public static IEndpointRouteBuilder MapOAuth(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/connect/token", TokenEndpoint.IssueAsync).ExcludeFromDescription();
        return routes;
    }
}

/// <summary>Whatever address a process listens on, the OAuth server has one.</summary>
internal sealed class OnePublicAddress(PublicAddress address) : IOpenIddictServerHandler<OpenIddictServerEvents.ProcessRequestContext>
{
    public ValueTask HandleAsync(OpenIddictServerEvents.ProcessRequestContext context)
    {
        if (context.RequestUri is { } called)
        {
            context.BaseUri = address.Url;
            context.RequestUri = new(address.Url, called.PathAndQuery.TrimStart('/'));
        }

        return default;
    }
}
