using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace JobInterview.Benchmarks;

/// <summary>The ceiling of this machine: group commit of the plain endpoint's two rows and nothing else. No grain, seal, token, rule, order or repeat.</summary>
internal static class BareEndpoint
{
    private const int Writers = 2;
    private const int BatchLimit = 64;

    private const string Commit = """
        with a as (select * from unnest($1, $2, $3, $4) as a(session, seq, text, at)),
        answers as (insert into "Answers"("SessionId", "Seq", "Text", "At") select session, seq, text, at from a)
        update "Sessions" s set "Answers" = a.seq, "UpdatedAt" = a.at from a where s."Id" = a.session
        """;

    public static async Task<int> RunAsync(string connection, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(address);
        await using var database = NpgsqlDataSource.Create(connection);
        var queue = Channel.CreateBounded<Answer>(8192);
        for (var i = 0; i < Writers; i++)
        {
            _ = Task.Run(() => WriteAsync(database, queue.Reader));
        }

        var seqs = new System.Collections.Concurrent.ConcurrentDictionary<Guid, int>();
        var app = builder.Build();
        app.MapGet("/", () => "ready");
        app.MapPost("/sessions/{id:guid}/answers", async (Guid id, PlainAnswerBody body) =>
        {
            var answer = new Answer(id, seqs.AddOrUpdate(id, 1, static (_, seq) => seq + 1), body.Text, DateTime.UtcNow, new(TaskCreationOptions.RunContinuationsAsynchronously));
            await queue.Writer.WriteAsync(answer);
            await answer.Done.Task;
            return Results.Ok(new { seq = answer.Seq, body.ClientMessageId });
        });
        await app.RunAsync();
        return 0;
    }

    private static async Task WriteAsync(NpgsqlDataSource database, ChannelReader<Answer> queue)
    {
        await using var connection = await database.OpenConnectionAsync();
        var batch = new List<Answer>(BatchLimit);
        while (await queue.WaitToReadAsync())
        {
            while (batch.Count < BatchLimit && queue.TryRead(out var answer))
            {
                batch.Add(answer);
            }

            await using var command = new NpgsqlCommand(Commit, connection)
            {
                Parameters =
                {
                    Of(batch.ConvertAll(a => a.Session), NpgsqlDbType.Uuid), Of(batch.ConvertAll(a => a.Seq), NpgsqlDbType.Integer),
                    Of(batch.ConvertAll(a => a.Text), NpgsqlDbType.Text), Of(batch.ConvertAll(a => a.At), NpgsqlDbType.TimestampTz),
                },
            };
            if (batch.Count > 0)
            {
                await command.PrepareAsync();
                await command.ExecuteNonQueryAsync();
            }

            batch.ForEach(answer => answer.Done.SetResult());
            batch.Clear();
        }
    }

    private static NpgsqlParameter Of<T>(List<T> values, NpgsqlDbType type) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

    private sealed record Answer(Guid Session, int Seq, string Text, DateTime At, TaskCompletionSource Done);
}
