using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Api.Tests.Operators;

public sealed class DashboardTests(ProductFixture shared)
{
    private readonly string _secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task Without_a_secret_in_the_settings_there_is_none()
    {
        using var page = await shared.Http.GetAsync("/operators/");
        using var nobody = await shared.Http.GetAsync("/nobody-of-that-name/");
        using var script = await shared.Http.GetAsync("/operators/index.min.js");
        using var counters = await shared.Http.GetAsync("/operators/DashboardCounters");

        Assert.Equal(nobody.StatusCode, page.StatusCode);          // the address of a company that there is not
        Assert.Equal(HttpStatusCode.NotFound, script.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, counters.StatusCode);
    }

    [Fact]
    public async Task Who_knows_the_secret_sees_the_page_and_the_counters_and_no_state_no_log_and_no_reminder()
    {
        var settings = Settings();
        await using var product = await ProductProcess.StartAsync(settings);
        using var http = At(settings);
        http.DefaultRequestHeaders.Authorization = Basic(_secret);

        using var page = await http.GetAsync("/operators/");
        using var script = await http.GetAsync("/operators/index.min.js");
        var counters = JsonNode.Parse(await http.GetStringAsync("/operators/DashboardCounters"))!;

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self'; style-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);        // it draws its charts with inline styles
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.Equal(1, counters["totalActiveHostCount"]!.GetValue<int>());
        foreach (var hidden in new[] { "GrainState?grainId=1&grainType=x", "grainstate", "Trace", "Reminders", "Reminders/1", "SiloMetadata/x", "LifecycleStages" })
        {
            using var refused = await http.GetAsync($"/operators/{hidden}");
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Nobody_else_sees_anything_and_who_guesses_is_stopped()
    {
        var settings = Settings();
        await using var product = await ProductProcess.StartAsync(settings);
        using var http = At(settings);

        using var nobody = await http.GetAsync("/operators/DashboardCounters");
        var guesses = new List<HttpStatusCode>();
        for (var i = 0; i < 20 && guesses.LastOrDefault() != HttpStatusCode.TooManyRequests; i++)
        {
            http.DefaultRequestHeaders.Authorization = i % 2 == 0 ? Basic($"guess {i}") : new("Basic", "no base64");
            using var guess = await http.GetAsync("/operators/DashboardCounters");
            guesses.Add(guess.StatusCode);
        }

        http.DefaultRequestHeaders.Authorization = Basic(_secret);
        using var late = await http.GetAsync("/operators/DashboardCounters");

        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.StartsWith("Basic", nobody.Headers.WwwAuthenticate.Single().Scheme, StringComparison.Ordinal);
        Assert.InRange(guesses.Count, 11, 13);                     // ten, and one more for each six seconds that they took
        Assert.All(guesses[..^1], status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, guesses[^1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, late.StatusCode);
        Assert.DoesNotContain("guess", await File.ReadAllTextAsync(product.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_product_itself_listens_there_is_no_dashboard_whatever_the_secret()
    {
        await using var product = await ProductProcess.StartAsync(Settings());
        using var http = product.Http();
        http.DefaultRequestHeaders.Authorization = Basic(_secret);

        using var answer = await http.GetAsync("/operators/DashboardCounters");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_api_process_shows_the_silos_of_its_cluster()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var settings = Settings();
        settings["Cluster__Mode"] = "PostgreSql";
        settings["ConnectionStrings__JobInterview"] = postgres.Connection(await postgres.CreateDatabaseAsync());
        settings["Keys__Root"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        settings["Cluster__HostsSilo"] = "true";
        (settings["Silo__Port"], settings["Silo__GatewayPort"]) = ($"{ProductProcess.FreePort()}", $"{ProductProcess.FreePort()}");
        await using var silo = await ProductProcess.StartAsync(settings);
        settings["Cluster__HostsSilo"] = "false";
        settings["Dashboard__Port"] = $"{ProductProcess.FreePort()}";
        settings["PublicUrl"] = silo.Address.ToString();
        await using var client = await ProductProcess.StartAsync(settings);
        using var http = At(settings);
        http.DefaultRequestHeaders.Authorization = Basic(_secret);

        var counters = JsonNode.Parse(await http.GetStringAsync("/operators/DashboardCounters"))!;

        Assert.Equal(1, counters["totalActiveHostCount"]!.GetValue<int>());
        Assert.NotEmpty(counters["simpleGrainStats"]!.AsArray());
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["Dashboard__SecretSha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_secret))), ["Dashboard__Port"] = $"{ProductProcess.FreePort()}",
    };

    private static HttpClient At(Dictionary<string, string> settings) => new() { BaseAddress = new($"http://127.0.0.1:{settings["Dashboard__Port"]}") };

    private static AuthenticationHeaderValue Basic(string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{secret}")));
}
