using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JobInterview.Api.Identity;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Http;

/// <summary>Gives a repeated POST its first answer again. A key belongs to one caller, method and path; the body it came with is remembered too.</summary>
internal sealed class IdempotencyKeys(RequestDelegate next, IFirstAnswers answers, TimeProvider clock)
{
    private const string Header = "Idempotency-Key";
    private const int MaxKey = 255;
    private static readonly string[] Kept = ["Content-Type", "ETag", "Location"];

    public Task InvokeAsync(HttpContext context) =>
        Applies(context.Request) && context.Request.Headers[Header] is { Count: > 0 } key ? RunAsync(context, key!) : next(context);

    private static bool Applies(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/api/v1") && !ApiPaths.IsRoom(request.Path);

    private async Task RunAsync(HttpContext context, string text)
    {
        if (text.Length is 0 or > MaxKey || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            await Problem.WriteAsync(context, HttpRefusals.BadKey);
            return;
        }

        if (Caller.Of(context.User) is not { } caller)
        {
            await next(context);
            return;
        }

        var (body, refusal) = await ReadAsync(context.Request);
        if (refusal is not null)
        {
            await Problem.WriteAsync(context, refusal);
            return;
        }

        var key = new RequestKey(caller.Tenant, $"{caller.Actor.Kind}:{RandomId.Format(caller.Actor.Id)}", HashOf(context.Request.Method, context.Request.Path, text));
        var state = await answers.TakeAsync(key, HashOf(context.Request.QueryString.Value ?? "", Convert.ToBase64String(body)), clock.GetUtcNow(), context.RequestAborted);
        await (state switch
        {
            { Answer: { } first } => WriteAsync(context, JsonSerializer.Deserialize<FirstAnswer>(first)!),
            { IsOther: true } => Problem.WriteAsync(context, HttpRefusals.KeyReused),
            { IsTaken: true } => WorkAsync(context, key),
            _ => WriteRunningAsync(context),
        });
    }

    private async Task WorkAsync(HttpContext context, RequestKey key)
    {
        var wire = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try
        {
            await next(context);
        }
        catch
        {
            await answers.ReleaseAsync(key, CancellationToken.None);
            throw;
        }
        finally
        {
            context.Response.Body = wire;
        }

        // The work is done whether or not the client still listens, so its answer is kept regardless.
        var answer = FirstAnswer.Of(context.Response, copy.ToArray());
        await (answer.Status >= 500 ? answers.ReleaseAsync(key, CancellationToken.None)
            : answers.KeepAsync(key, answer.Status, JsonSerializer.SerializeToUtf8Bytes(answer), CancellationToken.None));
        await wire.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static Task WriteRunningAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problem.WriteAsync(context, HttpRefusals.KeyInProgress);
    }

    private static async Task WriteAsync(HttpContext context, FirstAnswer first)
    {
        context.Response.StatusCode = first.Status;
        foreach (var (name, value) in first.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers["Idempotency-Replayed"] = "true";
        await context.Response.Body.WriteAsync(first.Body, context.RequestAborted);
    }

    private static async Task<(byte[] Body, Grains.Refusal? Refusal)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > JsonBodies.MaxBytes)
        {
            return ([], HttpRefusals.TooLarge);
        }

        request.EnableBuffering(bufferThreshold: JsonBodies.MaxBytes);
        using var copy = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(block, request.HttpContext.RequestAborted)) > 0;)
        {
            copy.Write(block, 0, read);
            if (copy.Length > JsonBodies.MaxBytes)
            {
                return ([], HttpRefusals.TooLarge);
            }
        }

        request.Body.Position = 0;
        return (copy.ToArray(), null);
    }

    private static byte[] HashOf(params string[] parts) => SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts)));

    private sealed record FirstAnswer(int Status, Dictionary<string, string> Headers, byte[] Body)
    {
        public static FirstAnswer Of(HttpResponse response, byte[] body) => new(
            response.StatusCode, Kept.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString()), body);
    }
}
