using JobInterview.Api.Http;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Keys;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Validation.AspNetCore;

namespace JobInterview.Api.Identity;

public static class AccountsHosting
{
    private const string AnyScheme = "ji";

    /// <summary>People who sign in, candidates with a room token, and what each may do.</summary>
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityStorage();
        AddPeople(services);
        AddCallers(services, new(builder.Configuration));
        AddPolicies(services);
        services.AddSingleton(provider => new Cursors(provider.GetRequiredService<ISystemSecrets>()
            .Get("cursors", () => System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))));
        return builder;
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddIdentityCore<Member>().AddUserStore<MemberStore>();
        services.AddSingleton<IPasswordHasher<Member>, PasswordHashing>();
        // Ours alone: the framework's would ask for capitals and digits, and look the opaque user name up.
        services.AddScoped<IEnumerable<IPasswordValidator<Member>>>(_ => [new PasswordRules()]);
        services.AddScoped<IEnumerable<IUserValidator<Member>>>(_ => []);
        services.AddSingleton<PasswordGate>();
        services.AddSingleton<MemberSignIns>();
        services.AddScoped<Passwords>();
        services.AddScoped<Accounts>();
        services.AddScoped<Team>();
        services.AddSingleton<ClientRegistry>();
    }

    private static void AddCallers(IServiceCollection services, PublicAddress address)
    {
        services.AddSingleton<RoomDoor>();
        services.AddDataProtection();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRing>();
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, any => any.ForwardDefaultSelector = SchemeOf)
            .AddCookie(MemberSignIns.Scheme, cookie => Configure(cookie, address));
    }

    // A token speaks for a program and never mixes with a cookie; pages know cookies only.
    private static string SchemeOf(HttpContext context) =>
        context.Request.Headers.Authorization.Count > 0 && context.Request.Path.StartsWithSegments("/api")
            ? OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme
            : MemberSignIns.Scheme;

    private static void Configure(CookieAuthenticationOptions cookie, PublicAddress address)
    {
        cookie.Cookie.Name = address.Cookie(MemberSignIns.CookieName);
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = address.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        cookie.ExpireTimeSpan = MemberSignIns.Lifetime;
        cookie.SlidingExpiration = false;
        cookie.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<MemberSignIns>().ValidateAsync(context);
    }

    private static void AddPolicies(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, CallerAuthorization>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationAnswers>();
        var policies = services.AddAuthorizationBuilder();
        foreach (var (name, requirement) in Policies.Table)
        {
            policies.AddPolicy(name, policy => policy.AddRequirements(requirement));
        }
    }

    /// <summary>The forms of the account pages, and what programs read of members, clients and the log.</summary>
    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapAccountForms();
        var api = routes.MapGroup("/api/v1");
        api.MapMembers();
        api.MapClients();
        api.MapAuditLog();
        return routes;
    }
}
