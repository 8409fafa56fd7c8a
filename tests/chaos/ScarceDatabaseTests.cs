using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;
using Npgsql;

namespace JobInterview.Chaos.Tests;

/// <summary>One process on a PostgreSQL whose disk is full, whose answers are locked, or of whose servers some stand still: whoever waits in vain is told soon, the rest goes on, and all heals without a restart.</summary>
public sealed class ScarceDatabaseTests(ITestOutputHelper output)
{
    private const int Talkers = 6;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(0.5);

    // It gives up after 2.5 s; without that, calls of grains end after 5.
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(4.5);

    [Fact]
    public async Task On_a_full_disk_answers_are_refused_and_reading_works_and_they_are_taken_when_there_is_room()
    {
        using var disk = SmallDisk.Make(mebibytes: 256);
        Directory.CreateDirectory(disk.Folder);
        await using var postgres = await PostgresServer.StartAsync(disk.Folder);
        await using var interviews = await Interviews.GatherAsync(postgres);
        var crowd = interviews.Crowd;
        await interviews.BeginAsync();

        // A log that can not grow ends the whole server: it has the room that it is given beforehand, as on a disk of its own.
        await RunAsync(interviews.Database, "select pg_switch_wal()");
        await RunAsync(interviews.Database, "checkpoint");
        disk.Fill();
        var refused = await crowd.UntilAllAreRefusedAsync(Within);
        var read = await crowd.Api.GetAsync($"/api/v1/sessions/{crowd.Talkers[0].SessionId}/transcript");
        disk.Free();
        await crowd.UntilAllAreHeardAsync(Within);

        output.WriteLine($"refused within {refused.TotalSeconds:0.00} s");
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Empty(await interviews.EndAsync());
    }

    [Fact]
    public async Task While_the_table_of_answers_is_locked_answers_are_refused_by_their_deadline_and_the_rest_goes_on()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var interviews = await Interviews.GatherAsync(postgres);
        var crowd = interviews.Crowd;
        await interviews.BeginAsync();

        await using var holder = new NpgsqlConnection(interviews.Database);
        await holder.OpenAsync();
        var held = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table session_events in access exclusive mode", holder, held))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var refused = await crowd.UntilAllAreRefusedAsync(Within);
        var other = await crowd.Api.GetAsync("/api/v1/interview-plans");
        await held.RollbackAsync();
        await crowd.UntilAllAreHeardAsync(Within);

        output.WriteLine($"refused within {refused.TotalSeconds:0.00} s");
        Assert.Equal(HttpStatusCode.OK, other.Status);
        Assert.InRange(refused, TimeSpan.FromSeconds(1), LongestRefusal);
        Assert.Empty(await interviews.EndAsync());
    }

    [Fact]
    public async Task Servers_of_the_pool_that_stand_still_are_left_for_others()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var interviews = await Interviews.GatherAsync(postgres);
        var crowd = interviews.Crowd;
        await Task.WhenAll(crowd.Talkers.Select(talker => talker.SayAsync()));

        // While nobody talks, so that none of them stands still with something locked.
        var still = await ServersAsync(interviews.Database);
        still.ForEach(pid => Signal("STOP", pid));
        interviews.Begin();
        var refused = await crowd.UntilAllAreRefusedAsync(Within);
        var other = await crowd.Api.GetAsync("/api/v1/interview-plans");
        await crowd.UntilAllAreHeardAsync(Within);
        still.ForEach(pid => Signal("CONT", pid));
        await crowd.UntilAllAreHeardAsync(Within);

        output.WriteLine($"refused within {refused.TotalSeconds:0.00} s");
        Assert.Equal((2, HttpStatusCode.OK), (still.Count, other.Status));
        Assert.InRange(refused, TimeSpan.FromSeconds(1), LongestRefusal);
        Assert.Empty(await interviews.EndAsync());
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // One that writes answers, and one that reads.
    private static async Task<List<int>> ServersAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select distinct on (application_name) pid from pg_stat_activity
            where application_name in ('jobinterview-journal', 'jobinterview-main') and state = 'idle' order by application_name, state_change desc
            """, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var servers = new List<int>();
        while (await rows.ReadAsync())
        {
            servers.Add(rows.GetInt32(0));
        }

        return servers;
    }

    private static void Signal(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>The process, and candidates who talk until the end.</summary>
    private sealed class Interviews(ProductProcess product, string database, Crowd crowd) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private Task _talking = Task.CompletedTask;

        public string Database => database;

        public Crowd Crowd => crowd;

        public static async Task<Interviews> GatherAsync(PostgresServer postgres)
        {
            var database = postgres.Connection(await postgres.CreateDatabaseAsync());
            var product = await ProductProcess.StartAsync(new Dictionary<string, string>
            {
                ["Cluster__Mode"] = "PostgreSql", ["Cluster__HostsSilo"] = "true", ["Demo"] = "true", ["ConnectionStrings__JobInterview"] = database,
                ["Silo__Port"] = $"{ProductProcess.FreePort()}", ["Silo__GatewayPort"] = $"{ProductProcess.FreePort()}",
                ["Keys__Root"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            });
            return new(product, database, await Crowd.GatherAsync(product, Talkers));
        }

        public void Begin() => _talking = Task.WhenAll(crowd.Talkers.Select(talker => talker.TalkAsync(Pace, _end.Token)));

        public Task BeginAsync()
        {
            Begin();
            return crowd.UntilAllAreHeardAsync(Within);
        }

        /// <summary>What the transcripts lack or have twice, once all have fallen silent; the process must have lived through it.</summary>
        public async Task<List<string>> EndAsync()
        {
            await _end.CancelAsync();
            await _talking;
            Assert.False(product.HasEnded);
            return await crowd.LiesAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            crowd.Dispose();
            _end.Dispose();
            await product.DisposeAsync();
        }
    }
}
