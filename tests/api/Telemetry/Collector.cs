using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JobInterview.Api.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP, as a collector does, and keeps all that it was sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();
    private readonly WebApplication _web;
    private TaskCompletionSource _news = new();

    private Collector(WebApplication web) => _web = web;

    /// <summary>What makes a program send everything here, and soon.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
    };

    /// <summary>All of it, one byte a character: names and numbers of the protocol's text fields stand there as they are.</summary>
    public string Everything => string.Concat(_received.Select(sent => Encoding.Latin1.GetString(sent.Body)));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var collector = new Collector(web);
        web.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector.Take(signal, body.ToArray());
            return Results.Bytes([], "application/x-protobuf");
        });
        await web.StartAsync();
        return collector;
    }

    /// <summary>Waits until something sent from now on is as asked.</summary>
    public async Task UntilAsync(string signal, Func<byte[], bool> isIt)
    {
        var seen = _received.Count;
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var news = Volatile.Read(ref _news).Task;
            if (_received.Skip(seen).Any(sent => sent.Signal == signal && isIt(sent.Body)))
            {
                return;
            }

            await news.WaitAsync(patience.Token);
        }
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private void Take(string signal, byte[] body)
    {
        _received.Enqueue((signal, body));
        Interlocked.Exchange(ref _news, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
