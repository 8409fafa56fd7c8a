using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Clients;
using JobInterview.Silo.Data.Members;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Silo.Hosting;

public static class IdentityHosting
{
    /// <summary>Where members, their sessions, clients, the audit log and first answers are kept; the tables come with the storage.</summary>
    public static IServiceCollection AddIdentityStorage(this IServiceCollection services) => services
        .AddSingleton<MemberRows>()
        .AddSingleton<IMemberDirectory, MemberDirectory>()
        .AddSingleton<IMemberSessions, MemberSessions>()
        .AddSingleton<IMemberInvites, MemberInvites>()
        .AddSingleton<IAuditLog, AuditLog>()
        .AddSingleton<IFirstAnswers, FirstAnswers>()
        .AddSingleton<IApiClients, ApiClients>();

    /// <summary>OpenIddict's own stores, on our tables.</summary>
    public static OpenIddictCoreBuilder UseOurTables(this OpenIddictCoreBuilder core)
    {
        core.UseEntityFrameworkCore().UseDbContext<JobInterviewDbContext>()
            .ReplaceDefaultEntities<ApiClient, ApiAuthorization, ApiScope, ApiToken, Guid>();
        return core;
    }
}
