using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>The product as it ships.</summary>
internal sealed class ProductSubject : ISubject, IAsyncDisposable
{
    private readonly List<ServerProcess> _servers;
    private readonly List<Room> _rooms = [];
    private readonly HttpClient _http;
    private readonly JsonNode _demo;
    private readonly string _plan;
    private int _next = -1;

    private ProductSubject(string name, List<ServerProcess> servers, HttpClient http, JsonNode demo, string plan) =>
        (Name, _servers, _http, _demo, _plan) = (name, servers, http, demo, plan);

    public string Name { get; }

    public IReadOnlyList<ServerProcess> Servers => _servers;

    public IReadOnlyList<Room> Rooms => _rooms;

    public static Task<ProductSubject> StartAsync(string folder, PostgresServer? postgres, Topology topology, int sessions, bool isLimited = false) =>
        StartAsync(folder, postgres, new ProductLayout(topology.ToString(), topology == Topology.Split ? [Place.Anywhere] : [], Place.Anywhere), sessions, isLimited);

    /// <param name="isLimited">Whether a company's share is that of an ordinary installation; else there is no end to it.</param>
    public static async Task<ProductSubject> StartAsync(string folder, PostgresServer? postgres, ProductLayout layout, int sessions, bool isLimited = false)
    {
        var data = Path.Combine(folder, layout.Name);
        var port = ServerProcess.FreePort();
        var settings = await ProductSettings.MakeAsync(port, data, postgres, hostsSilo: layout.Silos.Length == 0);
        if (!isLimited)
        {
            (settings["Limits__TenantPerSecond"], settings["Limits__TenantBurst"]) = ("100000", "1000000");
            (settings["Limits__RoomPerSecond"], settings["Limits__RoomBurst"]) = ("1000", "10000");
        }

        var servers = new List<ServerProcess>();
        try
        {
            foreach (var silo in layout.Silos)
            {
                ProductSettings.TakePorts(settings);
                servers.Add(await ServerProcess.StartAsync(silo, 0, null, settings, Checkout.Built("silo", "JobInterview.Silo.dll")));
            }

            servers.Add(await ServerProcess.StartAsync(layout.Api, port, "/health/ready", settings, Checkout.Built("api", "JobInterview.Api.dll")));
            return await OpenAsync(layout.Name, servers, JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "demo.json")))!, sessions);
        }
        catch
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }

            throw;
        }
    }

    public Task<LoadResult> RunAsync(int connections, TimeSpan duration) => LoadDriver.RunAsync(
        _servers[^1].EndPoint, connections, duration,
        _ => Next(),
        (room, isAccepted) => _rooms[room].Answered(isAccepted));

    /// <summary>Fails where the transcripts lack an acknowledged answer.</summary>
    public async Task FindAcknowledgedAsync()
    {
        var (missing, token) = (0, "");
        foreach (var (i, room) in _rooms.Index())
        {
            token = i % 400 == 0 ? await TokenAsync(_http, _demo) : token;
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/sessions/{room.SessionId}/transcript");
            request.Headers.Authorization = new("Bearer", token);
            var transcript = JsonNode.Parse(await (await _http.SendAsync(request)).Content.ReadAsStringAsync())!;
            var stored = transcript["turns"]!.AsArray().Count(turn => turn!["speaker"]!.ToString() == "candidate");
            missing += Math.Max(0, room.AcknowledgedTurns - stored);
        }

        if (missing > 0)
        {
            throw new InvalidOperationException($"{missing} acknowledged answers are not in the transcripts.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }
    }

    private (byte[], int)? Next()
    {
        for (var tries = 0; tries < _rooms.Count; tries++)
        {
            var i = (Interlocked.Increment(ref _next) & int.MaxValue) % _rooms.Count;
            if (_rooms[i].NextTurn() is { } request)
            {
                return (request, i);
            }
        }

        return null;
    }

    /// <summary>Opens rooms until there are so many that have half of their answers before them.</summary>
    public Task TopUpAsync(int sessions) => OpenRoomsAsync(Math.Max(0, sessions - _rooms.Count(room => !room.IsHalfSpent)));

    /// <summary>Invites so many more candidates, who consent and start.</summary>
    public async Task OpenRoomsAsync(int sessions)
    {
        var random = new Random(2);
        foreach (var hundreds in Enumerable.Range(_rooms.Count, sessions).Chunk(400))
        {
            var token = await TokenAsync(_http, _demo);          // good for five minutes
            foreach (var batch in hundreds.Chunk(16))
            {
                _rooms.AddRange(await Task.WhenAll(batch.Select(i => Room.OpenAsync(_http, token, _plan, i, AnswerTexts.Make(random)))));
            }
        }
    }

    private static async Task<ProductSubject> OpenAsync(string name, List<ServerProcess> servers, JsonNode demo, int sessions)
    {
        var http = servers[^1].Http();
        using (var owner = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = http.BaseAddress })
        {
            await (await DemoOwner.SignInAsync(owner, $"{demo["owner"]!["email"]}", $"{demo["owner"]!["password"]}")).TakeTheLargestPlanAsync();
        }

        var product = new ProductSubject(name, servers, http, demo, await PlanAsync(http, await TokenAsync(http, demo)));
        await product.OpenRoomsAsync(sessions);
        return product;
    }

    private static async Task<string> TokenAsync(HttpClient http, JsonNode demo)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = demo["apiClient"]!["clientId"]!.ToString(), ["client_secret"] = demo["apiClient"]!["clientSecret"]!.ToString(),
        });
        return JsonNode.Parse(await (await http.PostAsync("/connect/token", form)).Content.ReadAsStringAsync())!["access_token"]!.ToString();
    }

    private static async Task<string> PlanAsync(HttpClient http, string token)
    {
        var all = await Request.SendAsync(http, token, HttpMethod.Get, "/api/v1/interview-plans?limit=100", null);
        var demo = all["items"]!.AsArray().First(plan => plan!["status"]!.ToString() == "published" && plan["languages"]![0]!.ToString() == "en")!;
        var full = await Request.SendAsync(http, token, HttpMethod.Get, $"/api/v1/interview-plans/{demo["id"]}", null);
        var first = full["questions"]![0]!;
        var questions = new JsonArray([.. Enumerable.Range(1, Room.Questions).Select(i =>
        {
            var question = first.DeepClone();
            question["id"] = $"q{i}";
            return question;
        })]);
        var created = await Request.SendAsync(http, token, HttpMethod.Post, "/api/v1/interview-plans", new JsonObject
        {
            ["title"] = "Load", ["languages"] = full["languages"]!.DeepClone(), ["competencies"] = full["competencies"]!.DeepClone(), ["questions"] = questions,
        });
        await Request.SendAsync(http, token, HttpMethod.Post, $"/api/v1/interview-plans/{created["id"]}/publish", null);
        return created["id"]!.ToString();
    }
}
