using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace JobInterview.Tests.Speech;

/// <summary>How the engine takes one request.</summary>
public enum Behaviour { Well, Fails, Busy, Hangs, Halves, Floods, Garbles, HearsGerman, TimesSegments, TimesNothing, IsUnsure, Refuses, HearsNothing }

/// <summary>An OpenAI-compatible <c>/audio/transcriptions</c> on loopback that behaves well, and badly when told to; by itself it fails one time in twenty.</summary>
public sealed class SpeechEngine : IAsyncDisposable
{
    public const int WordMs = 400;
    private const double FailureRate = 0.05;
    private readonly WebApplication _server;
    private readonly Random _random = new(7);
    private readonly ConcurrentQueue<Behaviour> _next = new();

    private SpeechEngine(WebApplication server) => _server = server;

    /// <summary>The base address, as the settings name it.</summary>
    public string Endpoint => _server.Urls.Single() + "/v1";

    /// <summary>What is heard in any recording.</summary>
    public string Words { get; set; } = "I asked her why she wanted to change it.";

    /// <summary>How it behaves when nothing else is queued; null is well, but for one time in twenty.</summary>
    public Behaviour? Always { get; set; }

    /// <summary>The hash of each recording that was sent, in the order of the requests.</summary>
    public ConcurrentQueue<string> Recordings { get; } = new();

    /// <summary>The type and size of each, in the same order.</summary>
    public ConcurrentQueue<(string Type, long Bytes)> Files { get; } = new();

    public IFormCollection? LastForm { get; private set; }

    public static async Task<SpeechEngine> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var engine = new SpeechEngine(builder.Build());
        engine._server.Run(engine.AnswerAsync);
        await engine._server.StartAsync();
        return engine;
    }

    public void Then(params Behaviour[] behaviours) => Array.ForEach(behaviours, _next.Enqueue);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        LastForm = await http.Request.ReadFormAsync();
        using var file = LastForm.Files[0].OpenReadStream();
        Recordings.Enqueue(Convert.ToHexStringLower(await SHA256.HashDataAsync(file)));
        Files.Enqueue((LastForm.Files[0].ContentType, LastForm.Files[0].Length));
        var behaviour = _next.TryDequeue(out var next) ? next : Always ?? (Fails() ? Behaviour.Fails : Behaviour.Well);
        switch (behaviour)
        {
            case Behaviour.Fails: http.Response.StatusCode = 500; break;
            case Behaviour.Refuses: http.Response.StatusCode = 400; break;
            case Behaviour.Busy:
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "1";
                break;
            case Behaviour.Hangs: await http.RequestAborted.WaitAsync(); break;
            case Behaviour.Halves:
                http.Response.ContentLength = 1_000;
                await http.Response.WriteAsync("""{"text":"I asked""");
                http.Abort();
                break;
            case Behaviour.Floods: await FloodAsync(http); break;
            case Behaviour.Garbles: await http.Response.WriteAsync("<html>not json</html>"); break;
            default: await http.Response.WriteAsync(Transcript(behaviour).ToJsonString()); break;
        }
    }

    private JsonObject Transcript(Behaviour behaviour)
    {
        var text = behaviour == Behaviour.HearsNothing ? "" : Words;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',')).ToList();
        JsonObject heard = new()
        {
            ["task"] = "transcribe",
            ["language"] = behaviour == Behaviour.HearsGerman ? "german" : "english",
            ["duration"] = words.Count * WordMs / 1_000.0,
            ["text"] = text,
            ["words"] = new JsonArray([.. words.Select((word, i) => new JsonObject { ["word"] = word, ["start"] = i * WordMs / 1_000.0, ["end"] = (i + 1) * WordMs / 1_000.0 })]),
            ["segments"] = new JsonArray(new JsonObject { ["text"] = text, ["start"] = 0, ["end"] = words.Count * WordMs / 1_000.0, ["avg_logprob"] = behaviour == Behaviour.IsUnsure ? -0.9 : -0.05 }),
        };
        Array.ForEach(behaviour switch { Behaviour.TimesSegments => ["words"], Behaviour.TimesNothing => ["words", "segments"], _ => Array.Empty<string>() }, name => heard.Remove(name));
        return heard;
    }

    private static async Task FloodAsync(HttpContext http)
    {
        await http.Response.WriteAsync("{\"text\":\"");
        var filler = new byte[64 * 1024];
        Array.Fill(filler, (byte)'a');
        for (var i = 0; i < 50 * 16 && !http.RequestAborted.IsCancellationRequested; i++)
        {
            await http.Response.Body.WriteAsync(filler, http.RequestAborted);
        }
    }

    private bool Fails()
    {
        lock (_random)
        {
            return _random.NextDouble() < FailureRate;
        }
    }
}

internal static class Aborting
{
    public static Task WaitAsync(this CancellationToken token)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(() => gone.TrySetResult());
        return gone.Task;
    }
}
