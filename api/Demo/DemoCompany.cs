using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Demo;

/// <summary>Makes the demo company: each step looks at what is there first, so it may be killed anywhere and started again.</summary>
internal sealed partial class DemoCompany(
    IServiceScopeFactory scopes, IStorageStartup storage, ISystemSecrets secrets, DataFolder folder, PublicAddress address, DemoOptions options, TimeProvider clock, ILogger<DemoCompany> logger)
    : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether the demo exists, or none is wanted.</summary>
    public bool IsReady { get; private set; } = !options.IsWanted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!IsReady)
        {
            try
            {
                await MakeAsync(stoppingToken);
                IsReady = true;
            }
            catch (Exception failure) when (failure is OrleansException or TimeoutException)
            {
                LogWaiting(failure.GetType().Name);           // no silo answers yet
                await Task.Delay(TryAgain, clock, stoppingToken);
            }
        }

        if (options.IsWanted)
        {
            LogReady(address.Link("sign-in"), folder.File("demo.json"));
        }
    }

    private async Task MakeAsync(CancellationToken cancel)
    {
        await using var alone = await storage.AloneAsync(cancel);
        var access = DemoAccess.FromBytes(await secrets.GetOrCreateAsync("demo", () => DemoAccess.New().ToBytes(), cancel));
        await using var scope = scopes.CreateAsyncScope();
        var company = await OpenAsync(scope.ServiceProvider, access, cancel);
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(company);

        var grains = scope.ServiceProvider.GetRequiredService<TenantGrains>();
        await PublishAsync(grains.Plan(access.EnglishPlan), DemoPlans.English);
        await PublishAsync(grains.Plan(access.FrenchPlan), DemoPlans.French);
        if (!File.Exists(folder.File("demo.json")))
        {
            var client = DemoClient.FromBytes(await secrets.GetOrCreateAsync("demo-client", () => DemoClient.New().ToBytes(), cancel));
            var added = await scope.ServiceProvider.GetRequiredService<IApiClients>().EnsureAsync(new(company, client.Id), client.Secret, "Demo", Scopes.All, cancel);
            await DemoFile.WriteOnceAsync(folder, address.Url, access, new(added, client.Secret));
        }
    }

    private static async Task<TenantId> OpenAsync(IServiceProvider services, DemoAccess access, CancellationToken cancel)
    {
        if (await services.GetRequiredService<ITenantDirectory>().FindBySlugAsync(DemoAccess.Slug, cancel) is not { } known)
        {
            var opened = await services.GetRequiredService<Accounts>().OpenAsync("Demo Company", DemoAccess.Slug, "Dana Owner", access.Email, access.Password, cancel: cancel);
            return opened.Value?.Company.Id ?? throw new InvalidOperationException($"The demo company could not be opened: {opened.Refusal!.Code}.");
        }

        // Its row comes before its state: what a process that died in between has left is made whole, and anything else stays as it is.
        await services.GetRequiredService<TenantGrains>().Opening(known.Id).OpenAsync(known.Name, known.Slug, known.Tier);
        var members = services.GetRequiredService<IMemberDirectory>();
        if ((await members.FindByEmailAsync(access.Email, known.Id, cancel)).Count == 0)
        {
            await services.GetRequiredService<UserManager<Member>>().CreateAsync(
                new() { Tenant = known.Id, Id = RandomId.New(), Name = "Dana Owner", Email = access.Email, JoinedAt = known.CreatedAt, Role = MemberRole.Owner }, access.Password);
        }

        return known.Id;
    }

    private static async Task PublishAsync(IInterviewPlanGrain plan, PlanContent content)
    {
        var (view, refusal) = await plan.CreateAsync(content);
        view = refusal is null && view!.Version == 0 ? (await plan.PublishAsync(null)).Value : view;
        if (view is not { Version: > 0 })
        {
            throw new InvalidOperationException("The demo's own plan does not pass the lint.");
        }
    }

    [LoggerMessage(LogLevel.Information, "The demo waits for a silo ({Reason})")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(LogLevel.Information, "Sign in at {Link} with the access in {File}")]
    private partial void LogReady(string link, string file);
}

/// <summary>Whether a demo company is wanted: in one process unless said otherwise, in a cluster only when said.</summary>
internal sealed record DemoOptions(bool IsWanted);
