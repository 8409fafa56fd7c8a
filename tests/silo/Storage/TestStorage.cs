using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>The storage of one process, as the program builds it, with a clock that stands still.</summary>
public sealed class TestStorage : IAsyncDisposable
{
    /// <summary>The same root key for all, so that databases can be copied.</summary>
    private static readonly string Root = Convert.ToBase64String(new byte[32].Select((_, i) => (byte)i).ToArray());

    private readonly IHost _host;

    private TestStorage(IHost host, Dictionary<string, string?> settings, FakeTimeProvider clock, LogCollector log) =>
        (_host, Settings, Clock, Log) = (host, settings, clock, log);

    public Dictionary<string, string?> Settings { get; }

    public FakeTimeProvider Clock { get; }

    internal LogCollector Log { get; }

    public string Path => Settings["Data:Folder"]!;

    public static Dictionary<string, string?> Folder() => new()
    {
        ["Data:Folder"] = Directory.CreateTempSubdirectory("ji-data-").FullName,
        ["Keys:Root"] = Root,
    };

    public static async Task<TestStorage> StartAsync(Dictionary<string, string?> settings, FakeTimeProvider? clock = null)
    {
        var storage = Build(settings, clock);
        await storage.Get<IStorageStartup>().PrepareAsync();
        return storage;
    }

    public static TestStorage Build(Dictionary<string, string?> settings, FakeTimeProvider? clock = null)
    {
        var (time, log) = (clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)), new LogCollector());
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddJobInterviewStorage();
        return new(builder.Build(), settings, time, log);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public T Make<T>(params object[] arguments) => ActivatorUtilities.CreateInstance<T>(_host.Services, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
