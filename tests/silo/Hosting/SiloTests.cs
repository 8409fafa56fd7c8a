using System.Net;
using System.Net.Sockets;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace JobInterview.Silo.Tests.Hosting;

/// <summary>Whole processes through their doors, with a grain that remembers.</summary>
public abstract class SiloTests(Engine engine)
{
    [Fact]
    public async Task What_a_grain_remembers_and_is_reminded_of_survives_a_restart()
    {
        var settings = await engine.SettingsAsync();
        var key = new TenantKey(TenantId.New(), RandomId.New());
        using (var first = await StartAsync(settings, b => b.AddJobInterviewSilo()))
        {
            await Grain(first, key).RememberAsync("first");
            await first.StopAsync();
        }

        using var second = await StartAsync(settings, b => b.AddJobInterviewSilo());

        Assert.Equal("first", await Grain(second, key).RecallAsync());
        Assert.True(await Grain(second, key).IsRemindedAsync());
        await Grain(second, key).ForgetAsync();
        Assert.False(await Grain(second, key).IsRemindedAsync());
        Assert.Equal("", await Grain(second, key).RecallAsync());
        await second.StopAsync();
    }

    [Fact]
    public async Task A_call_for_another_tenant_does_not_reach_a_grain()
    {
        using var silo = await StartAsync(await engine.SettingsAsync(), b => b.AddJobInterviewSilo());
        var grain = Grain(silo, new(TenantId.New(), RandomId.New()));
        CallerTenant.Set(TenantId.New());

        await Assert.ThrowsAsync<ForeignTenantException>(grain.RecallAsync);
        await silo.StopAsync();
    }

    protected static async Task<IHost> StartAsync(Dictionary<string, string?> settings, Action<IHostApplicationBuilder> door)
    {
        var ports = new Dictionary<string, string?>(settings) { ["Silo:Port"] = $"{FreePort()}", ["Silo:GatewayPort"] = $"{FreePort()}" };
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(ports);
        builder.Logging.ClearProviders();
        door(builder);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    protected static IRememberingGrain Grain(IHost host, TenantKey key)
    {
        CallerTenant.Set(key.Tenant);
        return host.Services.GetRequiredService<IGrainFactory>().GetGrain<IRememberingGrain>(key.ToString());
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

public sealed class SqliteSiloTests(SqliteEngine engine) : SiloTests(engine);

public sealed class PostgresSiloTests(PostgresEngine engine) : SiloTests(engine)
{
    private readonly PostgresEngine _engine = engine;

    [Fact]
    public async Task A_client_reaches_grains_on_two_silos_and_keeps_reaching_them_when_one_leaves()
    {
        var settings = await _engine.SettingsAsync();
        using var one = await StartAsync(settings, b => b.AddJobInterviewSilo());
        using var other = await StartAsync(settings, b => b.AddJobInterviewSilo());
        using var client = await StartAsync(settings, b => b.AddJobInterviewClient());
        var tenant = TenantId.New();
        var keys = Enumerable.Range(0, 20).Select(_ => new TenantKey(tenant, RandomId.New())).ToArray();
        foreach (var key in keys)
        {
            await Grain(client, key).RememberAsync(key.ToString());
        }

        var silos = await Task.WhenAll(keys.Select(key => Grain(client, key).SiloAsync()));
        await one.StopAsync();

        Assert.Equal(2, silos.Distinct().Count());
        foreach (var key in keys)
        {
            Assert.Equal(key.ToString(), await Grain(client, key).RecallAsync());
        }

        await client.StopAsync();
        await other.StopAsync();
    }
}

public interface IRememberingGrain : ITenantScopedGrain
{
    Task RememberAsync(string text);

    Task<string> RecallAsync();

    Task<bool> IsRemindedAsync();

    Task<string> SiloAsync();

    Task ForgetAsync();
}

internal sealed class RememberingGrain([PersistentState("remembering")] IPersistentState<Remembered> state, ILocalSiloDetails silo)
    : Grain, IRememberingGrain, IRemindable
{
    public async Task RememberAsync(string text)
    {
        state.State = new() { Text = text };
        await state.WriteStateAsync();
        await this.RegisterOrUpdateReminder("again", TimeSpan.FromHours(1), TimeSpan.FromMinutes(15));
    }

    public Task<string> RecallAsync() => Task.FromResult(state.State.Text);

    public async Task<bool> IsRemindedAsync() => await this.GetReminder("again") is not null;

    public Task<string> SiloAsync() => Task.FromResult(silo.SiloAddress.ToString());

    public async Task ForgetAsync()
    {
        await state.ClearStateAsync();
        await this.UnregisterReminder((await this.GetReminder("again"))!);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}

public sealed class Remembered
{
    public string Text { get; set; } = "";
}
