using Orleans.TestingHost;

namespace JobInterview.Tenants.Tests;

public sealed class TenantWallTests : IAsyncLifetime
{
    private readonly TenantKey _acme = new(TenantId.New(), RandomId.New());
    private InProcessTestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.AddTenantWall());
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_call_in_the_name_of_the_company_arrives()
    {
        CallerTenant.Set(_acme.Tenant);

        Assert.Equal(_acme.ToString(), await Grain(_acme).WhoAsync());
    }

    [Fact]
    public async Task A_call_in_the_name_of_another_company_does_not()
    {
        CallerTenant.Set(TenantId.New());

        await Assert.ThrowsAsync<ForeignTenantException>(() => Grain(_acme).WhoAsync());
    }

    [Fact]
    public async Task A_call_in_nobodys_name_does_not()
    {
        RequestContext.Clear();

        await Assert.ThrowsAsync<ForeignTenantException>(() => Grain(_acme).WhoAsync());
    }

    [Fact]
    public async Task A_grain_reaches_others_of_its_own_company_only()
    {
        CallerTenant.Set(_acme.Tenant);

        Assert.Equal(_acme.ToString(), await Grain(_acme).AskAsync(_acme.ToString()));
        await Assert.ThrowsAsync<ForeignTenantException>(() => Grain(_acme).AskAsync(new TenantKey(TenantId.New(), RandomId.New()).ToString()));
    }

    private IProbeGrain Grain(TenantKey key) => _cluster.Client.GetGrain<IProbeGrain>(key.ToString());
}

/// <summary>A grain of a company, to be called through the wall.</summary>
[GrainInterfaceType("probe")]
public interface IProbeGrain : ITenantScopedGrain
{
    [Alias("who")] Task<string> WhoAsync();

    [Alias("ask")] Task<string> AskAsync(string other);
}

[GrainType("probe")]
internal sealed class ProbeGrain : Grain, IProbeGrain
{
    public Task<string> WhoAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<string> AskAsync(string other) =>
        other == this.GetPrimaryKeyString() ? WhoAsync() : GrainFactory.GetGrain<IProbeGrain>(other).WhoAsync();
}
