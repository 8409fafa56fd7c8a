using System.Net;
using System.Text;
using System.Text.Json;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.OpenApi;
using JobInterview.Api.Tenants;
using JobInterview.Api.Tests.Http;
using JobInterview.Silo.Hosting;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Api.Tests.Identity;

/// <summary>A real server with the doors of identity, on the real storage in a folder of its own; restarted on the same folder when asked.</summary>
public class IdentityHost : IAsyncLifetime
{
    public const string Password = "a quite ordinary sentence";
    private readonly string _folder = Directory.CreateTempSubdirectory("ji-identity-").FullName;
    private WebApplication? _app;
    private int _slow;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public string Folder => _folder;

    /// <summary>What the slow routes wait for.</summary>
    public TaskCompletionSource<string> Slow { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The time by which refusals are held back; it stands still.</summary>
    internal FakeTimeProvider DelayTime { get; } = new();

    internal Delays Delays => field ??= new(DelayTime);

    /// <summary>The time of day this host believes in.</summary>
    public ShiftedClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = _folder, ["Limits:SignInBurst"] = "100000" });
        builder.Configuration.AddInMemoryCollection(await SettingsAsync());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddJobInterviewSilo();
        builder.AddApiConventions();
        builder.AddTenancy();
        builder.AddAccounts();
        builder.AddOAuth();
        builder.AddJobInterviewOpenApi();
        // Time stands still for limits: how many are let through does not depend on how fast this machine is.
        builder.Services.AddSingleton(services => new LimitSet(services.GetRequiredService<IOptions<LimitOptions>>(), new FakeTimeProvider()));
        builder.Services.AddSingleton(_ => Delays);
        _app = builder.Build();
        _app.UseApiConventions();
        _app.UseCallers();
        _app.MapIdentity();
        _app.MapOAuth();
        _app.MapJobInterviewOpenApi();
        MapProbes(_app);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(address) };
    }

    /// <summary>What makes this host run on another database.</summary>
    protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    /// <summary>Until so many requests wait in the slow routes.</summary>
    public Task UntilSlowAsync(int requests) => UntilAsync(() => Volatile.Read(ref _slow) >= requests);

    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private Task<string> WaitAsync()
    {
        Interlocked.Increment(ref _slow);
        return Slow.Task;
    }

    // Routes that stand for what others build: a page of a company, a decision, a room, something that is counted.
    private void MapProbes(WebApplication app)
    {
        app.MapGet("/api/v1/probe/slow", () => WaitAsync()).RequireAuthorization(Policies.ReadSessions);
        app.MapGet("/api/v1/probe/stream", async (HttpResponse response) =>
        {
            await response.WriteAsync("it begins");
            await response.Body.FlushAsync();
            await WaitAsync();
        }).RequireAuthorization(Policies.ReadSessions);
        var counter = 0;
        app.MapGet("/{slug}/home", (TenantContext tenant) => tenant.Slug).RequireAuthorization(Policies.SignedIn);
        app.MapPost("/api/v1/probe/decision", () => "decided").RequireAuthorization(Policies.Decide);
        app.MapGet("/api/v1/probe/sessions", (TenantContext tenant) => tenant.Id.ToString()).RequireAuthorization(Policies.ReadSessions);
        app.MapGet("/api/v1/room/probe", (RoomGrains room) => room.Key.ToString()).RequireAuthorization(Policies.TakeInterviews);
        app.MapPost("/api/v1/probe/count", (JsonBody<Dictionary<string, string>> body) => body.Value.ContainsKey("fail")
            ? Results.StatusCode(503)
            : Results.Json(new { count = Interlocked.Increment(ref counter), said = body.Value })).RequireAuthorization(Policies.WritePlans);
    }

    public async Task RestartAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, object? json = null, string? bearer = null, string? cookie = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json as string ?? JsonSerializer.Serialize(json, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        }

        return await SendAsync(request, bearer, cookie, headers);
    }

    public Task<Answer> PostFormAsync(string path, string? cookie = null, params (string Name, string Value)[] fields) => SendAsync(
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.ToDictionary(f => f.Name, f => f.Value)) }, null, cookie, []);

    private async Task<Answer> SendAsync(HttpRequestMessage request, string? bearer, string? cookie, (string Name, string Value)[] headers)
    {
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", bearer);
        }

        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        using var response = await Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>A new company with a signed-in owner.</summary>
    public async Task<Signed> SignUpAsync(string company = "Acme", string? email = null)
    {
        email ??= $"owner-{RandomId.Format(RandomId.New())}@example.com";
        var answer = await PostFormAsync("/sign-up", null, ("company", company), ("name", "Olive Owner"), ("email", email), ("password", Password));
        Assert.Equal(303, answer.Status);
        return new(answer.Headers["Location"].Trim('/'), email, CookieOf(answer));
    }

    public async Task<(string ClientId, string Secret)> AddClientAsync(Signed by, params string[] scopes)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/api-clients", new { name = "Robot", scopes = scopes.Length > 0 ? scopes : null }, cookie: by.Cookie);
        Assert.Equal(201, answer.Status);
        return (answer.Json.GetProperty("clientId").GetString()!, answer.Json.GetProperty("clientSecret").GetString()!);
    }

    public Task<Answer> AskTokenAsync((string ClientId, string Secret) client, string? scope = null) => PostFormAsync(
        "/connect/token", null,
        [("grant_type", "client_credentials"), ("client_id", client.ClientId), ("client_secret", client.Secret), .. scope is null ? [] : new[] { ("scope", scope) }]);

    public async Task<string> TokenAsync(Signed by, params string[] scopes)
    {
        var answer = await AskTokenAsync(await AddClientAsync(by, scopes));
        Assert.Equal(200, answer.Status);
        return answer.Json.GetProperty("access_token").GetString()!;
    }

    public static string CookieOf(Answer answer) => answer.Headers["Set-Cookie"].Split(';')[0];
}

/// <summary>The machine's clock, set forward at will; timers go on in real time, as a server needs them.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
}

/// <summary>Someone who is signed in.</summary>
public sealed record Signed(string Slug, string Email, string Cookie);
