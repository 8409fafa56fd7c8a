using System.Diagnostics;
using System.Globalization;
using JobInterview.Silo.Tests.Storage;
using Npgsql;

namespace JobInterview.Benchmarks;

/// <summary>PostgreSQL's own load program with the same two rows in one transaction and a statement each: insert the answer, update its session. As durable as the others.</summary>
internal sealed class PgbenchSubject : ISubject
{
    /// <summary>Each is a process of the database; beyond these it only gets slower.</summary>
    public const int MaxConnections = 128;

    private const string Schema = """
        create table sessions(id int primary key, answers int not null default 0, updated_at timestamptz not null default now());
        create table answers(session int not null, seq int not null, body text not null, at timestamptz not null, primary key(session, seq));
        """;

    private const string Script = """
        \set session random(1, :sessions)
        begin;
        update sessions set answers = answers + 1, updated_at = now() where id = :session returning answers \gset
        insert into answers(session, seq, body, at) values (:session, :answers, :body, now());
        commit;
        """;

    private readonly string _folder;
    private readonly NpgsqlConnectionStringBuilder _database;
    private readonly int _sessions;

    private PgbenchSubject(string folder, NpgsqlConnectionStringBuilder database, int sessions) => (_folder, _database, _sessions) = (folder, database, sessions);

    public string Name => "pgbench";

    public IReadOnlyList<ServerProcess> Servers => [];

    public static async Task<PgbenchSubject> StartAsync(string folder, PostgresServer postgres, int sessions)
    {
        var connection = postgres.Connection(await postgres.CreateDatabaseAsync());
        await using var database = NpgsqlDataSource.Create(connection);
        await using var make = database.CreateCommand($"{Schema} insert into sessions(id) select generate_series(1, {sessions});");
        await make.ExecuteNonQueryAsync();
        var own = Directory.CreateDirectory(Path.Combine(folder, "pgbench")).FullName;
        await File.WriteAllTextAsync(Path.Combine(own, "answer.sql"), Script);
        return new(own, new(connection), sessions);
    }

    public async Task<LoadResult> RunAsync(int connections, TimeSpan duration)
    {
        string[] words =
        [
            "-n", "-M", "prepared", "-f", "answer.sql", "-c", $"{connections}", "-j", $"{Math.Min(connections, Environment.ProcessorCount)}", "-T", $"{(int)duration.TotalSeconds}",
            "-D", $"sessions={_sessions}", "-D", $"body={AnswerTexts.Make(new(3))}", "-l", "--log-prefix=took",
            "-h", _database.Host!, "-p", $"{_database.Port}", "-U", _database.Username!, _database.Database!,
        ];
        using var program = Process.Start(new ProcessStartInfo(PostgresServer.Binary("pgbench"), words) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = program.StandardError.ReadToEndAsync();
        await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return program.ExitCode == 0 ? Read(duration) : throw new InvalidOperationException($"pgbench: {await errors}");
    }

    // A line for each transaction: client, number, microseconds it took, script, and when.
    private LoadResult Read(TimeSpan duration)
    {
        var took = new List<double>();
        foreach (var log in Directory.EnumerateFiles(_folder, "took*"))
        {
            took.AddRange(File.ReadLines(log).Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1_000));
            File.Delete(log);
        }

        took.Sort();
        double[] sorted = [.. took];
        return new(sorted.Length, sorted.Length / duration.TotalSeconds, LoadDriver.At(sorted, .5), LoadDriver.At(sorted, .99), Refused: 0);
    }
}
