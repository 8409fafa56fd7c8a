using System.Net;
using JobInterview.Api.Tests.Product;
using Microsoft.Data.Sqlite;

namespace JobInterview.Api.Tests.AtRest;

/// <summary>Sealed rows are bound to their place: moved to another session they open for nobody, and an alarm says so.</summary>
public sealed class SwappedRowTests
{
    [Fact]
    public async Task Two_swapped_rows_make_both_sessions_unreadable_with_an_alarm()
    {
        await using var product = await ProductProcess.StartAsync();
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var one = await TalkAsync(http, api);
        var two = await TalkAsync(http, api);
        await product.KillAsync();
        Swap(Path.Combine(product.Data, "jobinterview.db"), one.SessionId, two.SessionId);
        await product.StartAsync();
        api = await ApiClient.SignInAsync(http, product.Demo());

        var answers = new[]
        {
            await api.GetAsync($"/api/v1/sessions/{one.SessionId}/transcript"), await api.GetAsync($"/api/v1/sessions/{two.SessionId}/transcript"),
            await one.Room.GetAsync("/api/v1/room"), await two.Room.GetAsync("/api/v1/room"),
        };

        Assert.All(answers, answer => Assert.True((int)answer.Status >= 500, answer.Text));
        Assert.All(answers, answer => Assert.DoesNotContain("compromise", answer.Text, StringComparison.Ordinal));
        Assert.Contains("crit:", await File.ReadAllTextAsync(product.Log), StringComparison.Ordinal);
    }

    private static async Task<Candidate> TalkAsync(HttpClient http, ApiClient api)
    {
        var candidate = await Candidate.InviteAsync(http, api, email: $"{Guid.NewGuid():n}@example.test");
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await candidate.SayAsync("m-1", Candidate.Story)).Status);
        return candidate;
    }

    private static void Swap(string file, string one, string two)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            create temp table swapped as
                select a.session as session, b.body as body, b.key_id as key_id from session_events a join session_events b on a.seq = b.seq and a.session <> b.session
                where a.kind = 'turn.committed' and b.kind = 'turn.committed' and a.session in ($one, $two) and b.session in ($one, $two);
            update session_events set body = (select s.body from swapped s where s.session = session_events.session), key_id = (select s.key_id from swapped s where s.session = session_events.session)
                where kind = 'turn.committed' and session in ($one, $two);
            """;
        command.Parameters.AddWithValue("$one", Convert.FromHexString(one));
        command.Parameters.AddWithValue("$two", Convert.FromHexString(two));
        Assert.True(command.ExecuteNonQuery() >= 2);
    }
}
