using System.Net.Http.Json;
using System.Text;
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
    public static async Task<PlainSubject> StartAsync(string folder, PostgresServer? postgres, int sessions, bool isBare = false, Place? place = null)
    {
        var connection = postgres is null ? $"Data Source={folder}/plain.db" : postgres.Connection(await postgres.CreateDatabaseAsync());
        var plain = await ServeAsync(place, "plain", postgres is null ? "sqlite" : "postgresql", connection);
        using var http = plain.Http();
        var ids = await (await http.PostAsync($"/setup/{sessions}", null)).Content.ReadFromJsonAsync<Guid[]>();
        if (isBare)
        {
            await plain.DisposeAsync();
        }

        var random = new Random(1);
        return new(
            isBare ? "bare" : "plain", isBare ? await ServeAsync(place, "bare", connection) : plain,
            [.. ids!.Select(id => Request.Post($"/sessions/{id}/answers", null, new { epoch = 1, clientMessageId = "b-1", text = AnswerTexts.Make(random) }))]);
    }

    public Task<LoadResult> RunAsync(int connections, TimeSpan duration) =>
        LoadDriver.RunAsync(_server.EndPoint, connections, duration, _ => (_requests[Interlocked.Increment(ref _next) % _requests.Length], 0), static (_, _) => { });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task<ServerProcess> ServeAsync(Place? place, params string[] what)
    {
        var port = ServerProcess.FreePort();
        return ServerProcess.StartAsync(
            place ?? Place.Anywhere, port, "/", [], [Checkout.Built("tests/benchmarks", "JobInterview.Benchmarks.dll"), .. what, $"http://127.0.0.1:{port}"]);
    }
}
