using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>A silo with its storage, and recordings in it.</summary>
internal sealed class RecordingSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private RecordingSilo(IHost host, Dictionary<string, string?> settings, LogCollector log) => (_host, Settings, Log) = (host, settings, log);

    public Dictionary<string, string?> Settings { get; }

    public LogCollector Log { get; }

    public IRecordingUploads Uploads => Get<IRecordingUploads>();

    public IRecordings Recordings => Get<IRecordings>();

    public string Folder => Settings["Data:Folder"]!;

    public static async Task<RecordingSilo> StartAsync(Dictionary<string, string?> settings, TimeProvider? clock = null)
    {
        var log = new LogCollector();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings) { ["Silo:Port"] = $"{FreePort()}", ["Silo:GatewayPort"] = $"{FreePort()}" });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddJobInterviewSilo();
        if (clock is not null)
        {
            builder.Services.AddSingleton<IFatalErrorHandler, Shrug>();       // one that is killed here must not take the test with it
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ProcessClock>(services, clock));    // Orleans keeps the machine's
        }

        var host = builder.Build();
        await host.StartAsync();
        return new(host, settings, log);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public T Make<T>(params object[] arguments) => ActivatorUtilities.CreateInstance<T>(_host.Services, arguments);

    public IRecordingGrain Grain(TenantKey recording)
    {
        CallerTenant.Set(recording.Tenant);
        return Get<IGrainFactory>().GetGrain<IRecordingGrain>(recording.ToString());
    }

    public async Task<UploadView> BeginAsync(long? length = null, TenantId? tenant = null, Guid? session = null, string type = "audio/webm")
    {
        var key = new TenantKey(tenant ?? TenantId.New(), RandomId.New());
        Assert.True(MediaType.TryParse(type, out var media));
        var begun = await Grain(key).BeginAsync(new(session ?? RandomId.New(), RandomId.New(), media, "candidate", null, null, length, ""));
        Assert.True(begun.Accepted);
        return begun.Value;
    }

    public Task<Outcome<UploadView>> SendAsync(UploadView upload, long offset, Stream body, AnnouncedChecksum? checksum = null, long? length = null, IRecordingUploads? through = null) =>
        (through ?? Uploads).ReceiveAsync(Grain(upload.Key), upload, new(PipeReader.Create(body), offset, null, length, checksum));

    public async Task<byte[]> ReadAsync(UploadView upload)
    {
        await using var stream = await Recordings.OpenAsync(upload.Key);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Stops without a word to its neighbours: what was in its memory is lost.</summary>
    public async Task KillAsync()
    {
        try
        {
            await _host.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }

        _host.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

/// <summary>Says nothing when a silo is told that it is dead: in a test it is.</summary>
internal sealed class Shrug : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => false;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
    }
}

/// <summary>A body whose line goes dead after its last byte.</summary>
internal sealed class CutBody(byte[] bytes) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The line is dead.");
}
