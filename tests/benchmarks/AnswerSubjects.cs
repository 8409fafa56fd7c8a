using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>A system under load.</summary>
internal interface ISubject
{
    string Name { get; }

    IReadOnlyList<ServerProcess> Servers { get; }

    Task<LoadResult> RunAsync(int connections, TimeSpan duration);
}

/// <summary>How the product's processes are cut: all in one on SQLite; on PostgreSQL one api process that is a silo too, or a silo and an api.</summary>
internal enum Topology { OneProcess, Hosted, Split }

/// <summary>2 KiB that no database can press together, a different text for every answer: words of random letters between those of a story.</summary>
internal static class AnswerTexts
{
    private static readonly string[] Words = "I asked my team and we agreed on it but she was not sure so after a week the delivery came".Split(' ');

    public static string Make(Random random)
    {
        var text = new StringBuilder("Last year I had a disagreement. ", 2_100);
        while (text.Length < 2_040)
        {
            text.Append(random.Next(4) == 0 ? Words[random.Next(Words.Length)] : Unheard(random)).Append(random.Next(12) == 0 ? ". " : " ");
        }

        return text.ToString(0, 2_040);
    }

    private static string Unheard(Random random) => string.Concat(Enumerable.Range(0, random.Next(3, 10)).Select(_ => (char)('a' + random.Next(26))));
}

internal sealed class PlainSubject : ISubject, IAsyncDisposable
{
    private readonly ServerProcess _server;
    private readonly byte[][] _requests;
    private int _next;

    private PlainSubject(string name, ServerProcess server, byte[][] requests) => (Name, _server, _requests) = (name, server, requests);

    public string Name { get; }

    public IReadOnlyList<ServerProcess> Servers => [_server];

    /// <param name="isBare">Whether the same two rows are written by group commit alone, which is the ceiling.</param>
    public static async Task<PlainSubject> StartAsync(string folder, PostgresServer? postgres, BenchmarkOptions options, bool isBare = false)
    {
        var connection = postgres is null ? $"Data Source={folder}/plain.db" : postgres.Connection(await postgres.CreateDatabaseAsync());
        var plain = await ServeAsync("plain", postgres is null ? "sqlite" : "postgresql", connection);
        using var http = plain.Http();
        var ids = await (await http.PostAsync($"/setup/{options.Sessions}", null)).Content.ReadFromJsonAsync<Guid[]>();
        if (isBare)
        {
            await plain.DisposeAsync();
        }

        var random = new Random(1);
        return new(
            isBare ? "bare" : "plain", isBare ? await ServeAsync("bare", connection) : plain,
            [.. ids!.Select(id => Request.Post($"/sessions/{id}/answers", null, new { epoch = 1, clientMessageId = "b-1", text = AnswerTexts.Make(random) }))]);
    }

    public Task<LoadResult> RunAsync(int connections, TimeSpan duration) =>
        LoadDriver.RunAsync(_server.EndPoint, connections, duration, _ => (_requests[Interlocked.Increment(ref _next) % _requests.Length], 0), static (_, _) => { });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task<ServerProcess> ServeAsync(params string[] what)
    {
        var port = ServerProcess.FreePort();
        return ServerProcess.StartAsync(
            port, "/", [], [ServerProcess.Built("tests/benchmarks", "JobInterview.Benchmarks.dll"), .. what, $"http://127.0.0.1:{port}"]);
    }
}

/// <summary>The product as it ships.</summary>
internal sealed class ProductSubject : ISubject, IAsyncDisposable
{
    private const int Questions = 120;
    private readonly List<ServerProcess> _servers;
    private readonly Room[] _rooms;
    private readonly HttpClient _http;
    private readonly string _accessToken;
    private int _next = -1;

    private ProductSubject(Topology topology, List<ServerProcess> servers, Room[] rooms, HttpClient http, string accessToken) =>
        (Name, _servers, _rooms, _http, _accessToken) = (topology.ToString(), servers, rooms, http, accessToken);

    public string Name { get; }

    public IReadOnlyList<ServerProcess> Servers => _servers;

    public static async Task<ProductSubject> StartAsync(string folder, PostgresServer? postgres, Topology topology, BenchmarkOptions options)
    {
        var data = Path.Combine(folder, topology.ToString());
        var port = ServerProcess.FreePort();
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}", ["PublicUrl"] = $"http://localhost:{port}/", ["Data__Folder"] = data,
            ["Limits__TenantPerSecond"] = "100000", ["Limits__TenantBurst"] = "1000000", ["Demo"] = "true", ["Limits__RoomPerSecond"] = "1000", ["Limits__RoomBurst"] = "10000",
        };
        var servers = new List<ServerProcess>();
        if (postgres is not null)
        {
            settings["Cluster__Mode"] = "PostgreSql";
            settings["ConnectionStrings__JobInterview"] = postgres.Connection(await postgres.CreateDatabaseAsync());
            settings["Keys__Root"] = Convert.ToBase64String(new byte[32].Select((_, i) => (byte)i).ToArray());
            settings["Silo__Port"] = $"{ServerProcess.FreePort()}";
            settings["Silo__GatewayPort"] = $"{ServerProcess.FreePort()}";
            settings["Cluster__HostsSilo"] = $"{topology == Topology.Hosted}";
        }

        try
        {
            if (topology == Topology.Split)
            {
                servers.Add(await ServerProcess.StartAsync(0, null, settings, ServerProcess.Built("silo", "JobInterview.Silo.dll")));
            }

            servers.Add(await ServerProcess.StartAsync(port, "/health/ready", settings, ServerProcess.Built("api", "JobInterview.Api.dll")));
            return await OpenAsync(topology, servers, JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "demo.json")))!, options.Sessions);
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
        var missing = 0;
        foreach (var room in _rooms)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/sessions/{room.SessionId}/transcript");
            request.Headers.Authorization = new("Bearer", _accessToken);
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
        for (var tries = 0; tries < _rooms.Length; tries++)
        {
            var i = (Interlocked.Increment(ref _next) & int.MaxValue) % _rooms.Length;
            if (_rooms[i].NextTurn() is { } request)
            {
                return (request, i);
            }
        }

        return null;
    }

    private static async Task<ProductSubject> OpenAsync(Topology topology, List<ServerProcess> servers, JsonNode demo, int sessions)
    {
        var http = servers[^1].Http();
        var token = await TokenAsync(http, demo);
        var plan = await PlanAsync(http, token);
        var random = new Random(2);
        var rooms = new List<Room>();
        foreach (var batch in Enumerable.Range(0, sessions).Chunk(16))
        {
            rooms.AddRange(await Task.WhenAll(batch.Select(i => Room.OpenAsync(http, token, plan, i, AnswerTexts.Make(random)))));
        }

        return new(topology, servers, [.. rooms], http, token);
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
        var questions = new JsonArray([.. Enumerable.Range(1, Questions).Select(i =>
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

    // The request is made once and only its number is written anew, so that the driver costs what it costs for the plain endpoint.
    private sealed class Room(string sessionId, string token, int epoch, string text)
    {
        private const int Digits = 8;
        private readonly byte[] _request = Request.Post("/api/v1/room/turns", token, new { epoch, clientMessageId = Number(0), text });
        private int _turn;
        private int _acknowledged;
        private volatile bool _isOver;

        public string SessionId => sessionId;

        public int AcknowledgedTurns => _acknowledged;

        public static async Task<Room> OpenAsync(HttpClient http, string token, string plan, int number, string text)
        {
            var invited = await Request.SendAsync(http, token, HttpMethod.Post, "/api/v1/invitations",
                new JsonObject { ["planId"] = plan, ["candidate"] = new JsonObject { ["name"] = $"Candidate {number}", ["email"] = $"c{number}@load.test" } });
            var room = invited["roomToken"]!.ToString();
            var view = await Request.SendAsync(http, room, HttpMethod.Get, "/api/v1/room", null);
            await Request.SendAsync(http, room, HttpMethod.Post, "/api/v1/room/consent", new JsonObject
            {
                ["noticeVersion"] = view["consent"]!["noticeVersion"]!.ToString(),
                ["purposes"] = new JsonArray(new JsonObject { ["purpose"] = "interview", ["granted"] = true }),
            });
            var started = await Request.SendAsync(http, room, HttpMethod.Post, "/api/v1/room/start", null);
            return new(invited["sessionId"]!.ToString(), room, started["epoch"]!.GetValue<int>(), text);
        }

        /// <summary>The next answer, until the interview has come to its end.</summary>
        public byte[]? NextTurn()
        {
            if (_isOver)
            {
                return null;
            }

            var request = _request.ToArray();
            Encoding.ASCII.GetBytes(Number(Interlocked.Increment(ref _turn)), request.AsSpan(request.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(Number(0)))));
            return request;
        }

        private static string Number(int turn) => turn.ToString($"D{Digits}", CultureInfo.InvariantCulture);

        public void Answered(bool isAccepted)
        {
            if (isAccepted)
            {
                Interlocked.Increment(ref _acknowledged);
            }
            else
            {
                _isOver = true;
            }
        }
    }
}
