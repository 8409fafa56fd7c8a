using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JobInterview.Api.Http;
using JobInterview.Grains;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JobInterview.Api.Tests.Http;

/// <summary>A real server with nothing but the conventions and a few routes to try them on.</summary>
public sealed class ConventionsHost : IAsyncLifetime
{
    private WebApplication? _app;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddApiConventions();
        builder.Services.AddSingleton(new Cursors(new byte[32]));
        _app = builder.Build();
        _app.UseApiConventions();
        _app.MapPost("/api/things", (JsonBody<Thing> body) => TypedResults.Ok(body.Value));
        _app.MapPost("/api/maybe", (JsonBody<Thing> body) => TypedResults.Ok(body.ValueOrDefault?.Title ?? "nothing"));
        _app.MapPut("/api/things/{id}", (RouteId id, IfMatch match, HttpResponse response) =>
        {
            response.SetRevision(8);
            return match.Required.ToHttp(precondition => new { id.Value, precondition.Revision });
        });
        _app.MapGet("/api/list", (PageQuery page) => page.Refusal is { } refusal
            ? (IResult)refusal.ToHttp()
            : TypedResults.Ok(page.Show(new Page<string>([page.After ?? "first"], "second"))));
        _app.MapGet("/api/refuse/{kind}", (RefusalKind kind) => new Refusal(kind, "some-code", "Some text.").ToHttp());
        _app.MapGet("/api/throw", () => { throw new InvalidOperationException("a secret word"); });
        _app.MapGet("/api/given-up", () => { throw new OperationCanceledException("a secret word"); });
        _app.MapGet("/api/timeout", () => { throw new TimeoutException("a secret word"); });
        _app.MapGet("/page", () => TypedResults.Text("<p>hello</p>", "text/html"));
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new() { BaseAddress = new(address) };
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app!.DisposeAsync();
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json", Action<HttpRequestHeaders>? with = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        with?.Invoke(request.Headers);
        using var response = await Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}

public sealed record Thing(string Title, int Count, Part[] Parts, Colour Colour = Colour.DarkRed);

public sealed record Part(string Name);

public enum Colour { DarkRed, Blue }

/// <summary>What came back, read to the end.</summary>
public sealed record Answer(int Status, string? Type, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string Pointer => Json.GetProperty("errors")[0].GetProperty("pointer").GetString()!;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
}
