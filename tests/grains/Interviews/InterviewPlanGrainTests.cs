using JobInterview.Grains.Interviews;
using JobInterview.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;

namespace JobInterview.Grains.Tests.Interviews;

public sealed class InterviewPlanGrainTests(PlanCluster cluster) : IClassFixture<PlanCluster>
{
    private readonly TenantKey _key = new(TenantId.New(), RandomId.New());

    [Fact]
    public async Task A_plan_that_was_never_written_is_not_found()
    {
        Assert.Equal(Refusals.NotFound, (await Plan.ReadAsync()).Refusal);
        Assert.Equal(Refusals.NotFound, (await Plan.WriteAsync(Plans.Good, null)).Refusal);
        Assert.Equal(Refusals.NotFound, (await Plan.PublishAsync(null)).Refusal);
        Assert.Equal(Refusals.NotFound, (await Plan.RetireAsync(null)).Refusal);
        Assert.Equal(Refusals.NotFound, (await Plan.VersionAsync(1)).Refusal);
        Assert.DoesNotContain(_key, cluster.List.Rows);
    }

    [Fact]
    public async Task Creating_twice_with_the_same_content_changes_nothing()
    {
        var first = await Plan.CreateAsync(Plans.Good);
        var again = await Plan.CreateAsync(Plans.Good);
        var other = await Plan.CreateAsync(Plans.Good with { Title = "Other" });

        Assert.Equal((1, 1), (first.Value!.Revision, again.Value!.Revision));
        Assert.Equal("plan-exists", other.Refusal!.Code);
    }

    [Fact]
    public async Task A_published_version_stays_as_it_was()
    {
        await Plan.CreateAsync(Plans.Good);
        await Plan.PublishAsync(null);
        await Plan.WriteAsync(Plans.Good with { Title = "Changed" }, null);
        var second = await Plan.PublishAsync(null);

        Assert.Equal((2, false), (second.Value!.Version, second.Value.HasUnpublishedChanges));
        Assert.Equal("Team coordinator", (await Plan.VersionAsync(1)).Value!.Content.Title);
        Assert.Equal("Changed", (await Plan.VersionAsync(2)).Value!.Content.Title);
        Assert.Equal(Refusals.NotFound, (await Plan.VersionAsync(3)).Refusal);
    }

    [Fact]
    public async Task Publishing_twice_makes_one_version()
    {
        await Plan.CreateAsync(Plans.Good);
        await Plan.PublishAsync(null);

        Assert.Equal(1, (await Plan.PublishAsync(null)).Value!.Version);
    }

    [Fact]
    public async Task A_stale_revision_is_refused()
    {
        await Plan.CreateAsync(Plans.Good);
        await Plan.WriteAsync(Plans.Good with { Title = "Changed" }, 1);

        Assert.Equal(Refusals.VersionIsStale, (await Plan.WriteAsync(Plans.Good, 1)).Refusal);
        Assert.Equal(Refusals.VersionIsStale, (await Plan.PublishAsync(1)).Refusal);
        Assert.Equal("Changed", (await Plan.ReadAsync()).Value!.Content.Title);
    }

    [Fact]
    public async Task A_draft_with_errors_is_kept_and_not_published()
    {
        await Plan.CreateAsync(Plans.Asking("How old are you?"));

        var published = await Plan.PublishAsync(null);

        Assert.Equal("plan-has-errors", published.Refusal!.Code);
        Assert.Contains(new Fault("/questions/0/text/en", "protected-topic"), published.Refusal.Faults);
        Assert.Equal(PlanStatus.Draft, (await Plan.ReadAsync()).Value!.Status);
    }

    [Fact]
    public async Task A_draft_of_an_impossible_shape_is_refused()
    {
        var refusal = (await Plan.CreateAsync(Plans.Good with { Title = "" })).Refusal!;

        Assert.Equal((RefusalKind.Invalid, "/title"), (refusal.Kind, Assert.Single(refusal.Faults).Pointer));
        Assert.Equal(Refusals.NotFound, (await Plan.ReadAsync()).Refusal);
    }

    [Fact]
    public async Task A_retired_plan_changes_no_more_and_keeps_its_versions()
    {
        await Plan.CreateAsync(Plans.Good);
        await Plan.PublishAsync(null);
        await Plan.RetireAsync(null);

        Assert.Equal("plan-is-retired", (await Plan.WriteAsync(Plans.Good with { Title = "Changed" }, null)).Refusal!.Code);
        Assert.Equal("plan-is-retired", (await Plan.PublishAsync(null)).Refusal!.Code);
        Assert.Equal(PlanStatus.Retired, (await Plan.ReadAsync()).Value!.Status);
        Assert.NotNull((await Plan.VersionAsync(1)).Value);
    }

    [Fact]
    public async Task The_row_follows_the_plan()
    {
        await Plan.CreateAsync(Plans.Good);
        await Plan.PublishAsync(null);

        var row = cluster.List.Rows[_key];

        Assert.Equal((_key.Id, "Team coordinator", 1, PlanStatus.Published, 6), (row.Id, row.Title, row.Version, row.Status, row.Questions));
    }

    [Fact]
    public async Task A_row_that_was_lost_is_written_again_by_the_next_activation()
    {
        await Plan.CreateAsync(Plans.Good);
        cluster.List.Rows.TryRemove(_key, out _);

        await PlanCluster.DeactivateAsync(Plan);
        await Plan.ReadAsync();

        Assert.Equal("Team coordinator", cluster.List.Rows[_key].Title);
    }

    [Fact]
    public async Task A_version_is_read_from_the_plan_once()
    {
        await Plan.CreateAsync(Plans.Good);
        await Plan.PublishAsync(null);
        var plans = new PublishedPlans();

        var first = await plans.GetAsync(cluster.Grains, _key, 1);
        var again = await plans.GetAsync(cluster.Grains, _key, 1);

        Assert.Equal("Team coordinator", first!.Content.Title);
        Assert.Same(first, again);
        Assert.Null(await plans.GetAsync(cluster.Grains, _key, 2));
    }

    [Fact]
    public async Task Another_tenants_caller_reaches_no_plan()
    {
        await Plan.CreateAsync(Plans.Good);
        var plan = Plan;

        CallerTenant.Set(TenantId.New());

        await Assert.ThrowsAsync<ForeignTenantException>(() => plan.ReadAsync());
    }

    private IInterviewPlanGrain Plan
    {
        get
        {
            CallerTenant.Set(_key.Tenant);
            return cluster.Grains.GetGrain<IInterviewPlanGrain>(_key.ToString());
        }
    }
}

/// <summary>One silo with the wall, storage in memory and a list in memory.</summary>
public sealed class PlanCluster : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    internal MemoryPlanList List { get; } = new();

    public IGrainFactory Grains => _cluster.Client;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault(options => options.GrainStorageSerializer = new JsonState()).AddTenantWall();
            silo.Services.AddSingleton<IPlanList>(List);
            silo.Services.AddSingleton(TimeProvider.System);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public static Task DeactivateAsync(IInterviewPlanGrain plan) =>
        plan.AsReference<IGrainManagementExtension>().DeactivateOnIdle().AsTask();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}

/// <summary>State as our storage writes it: System.Text.Json.</summary>
internal sealed class JsonState : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => BinaryData.FromObjectAsJson(input);

    public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>()!;
}
