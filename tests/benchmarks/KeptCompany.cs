using System.Diagnostics;
using JobInterview.Grains.Billing;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Hosting;
using JobInterview.Tenants;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Benchmarks;

/// <summary>A company with so many recordings that are kept, in a folder of its own.</summary>
internal sealed class KeptCompany : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ji-sweep-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly TenantId _tenant = TenantId.New();
    private readonly IHost _host;

    private KeptCompany(int kept)
    {
        Kept = kept;
        _host = Storage(_folder, _clock);
    }

    public int Kept { get; }

    public static async Task<KeptCompany> CreateAsync(int kept)
    {
        var company = new KeptCompany(kept);
        await company._host.Services.GetRequiredService<IStorageStartup>().PrepareAsync();
        var now = company._clock.GetUtcNow();
        await RecordAsync(company._host.Services, company._tenant, now);
        await EndAsync(company._host.Services, company._tenant, now, now + TimeSpan.FromDays(7));
        await CopyLastAsync(company._folder, kept);
        return company;
    }

    /// <summary>Lets so many recordings fall due and has them destroyed; microseconds for each.</summary>
    public async Task<double> DestroyAsync(int expired)
    {
        var now = _clock.GetUtcNow();
        for (var i = 0; i < expired; i++)
        {
            await RecordAsync(_host.Services, _tenant, now);
        }

        await EndAsync(_host.Services, _tenant, now - TimeSpan.FromDays(8), now - TimeSpan.FromDays(1));
        var (run, terms) = (Run(_host.Services), new RetentionTerms(Subscription.Open(PlanTier.Starter, now), RetentionPeriods.Default));
        var working = Stopwatch.StartNew();
        var destroyed = await WorkAsync(run, _tenant, terms, tally => tally.Shredded);
        working.Stop();
        _clock.Advance(DueEntry.LeaseLimit + TimeSpan.FromSeconds(1));
        working.Start();
        var ended = await WorkAsync(run, _tenant, terms, tally => tally.Finished);
        working.Stop();
        return destroyed == expired && ended == expired
            ? working.Elapsed.TotalMicroseconds / expired
            : throw new InvalidOperationException($"Of {expired} due recordings {destroyed} were destroyed and the end of {ended} was told.");
    }

    public void Dispose()
    {
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static IHost Storage(string folder, TimeProvider clock)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = folder });
        builder.Services.AddSingleton(clock);
        builder.AddJobInterviewStorage();
        return builder.Build();
    }

    private static RetentionRun Run(IServiceProvider services) => new(
        services.GetRequiredService<IDueLedger>(), services.GetRequiredService<IShredder>(), services.GetRequiredService<IHoldBook>(),
        ActivatorUtilities.CreateInstance<ProcessClock>(services));

    private static async Task<int> WorkAsync(RetentionRun run, TenantId tenant, RetentionTerms terms, Func<RetentionTally, int> count)
    {
        var sum = 0;
        while (await run.PageAsync(tenant, terms) is { } page)
        {
            sum += count(page);
        }

        return sum;
    }

    /// <summary>A recording as the product keeps it: key, row, ledger line, and a file of 4 KiB.</summary>
    private static async Task RecordAsync(IServiceProvider services, TenantId tenant, DateTimeOffset now)
    {
        var (recording, subject) = (new TenantKey(tenant, RandomId.New()), RandomId.New());
        var key = await services.GetRequiredService<IKeyring>().CreateDataKeyAsync(new(tenant, subject));
        if (!MediaType.TryParse("audio/webm", out var media))
        {
            throw new InvalidOperationException("The product records no audio.");
        }

        var begun = Recording.Begin(new(RandomId.New(), subject, media, "candidate", null, null, 4_096, "filename bm90ZXM="), key, new(), now).Value!;
        await services.GetRequiredService<IRecordingRows>().SaveAsync(recording, null, begun);
        await using var blob = await services.GetRequiredService<IBlobStore>().CreateAsync(new(new(recording), "part"), 4_096);
        await blob.WriteAsync(new byte[4_096]);
        await blob.CompleteAsync();
    }

    // The interviews of everything that has no time yet.
    private static async Task EndAsync(IServiceProvider services, TenantId tenant, DateTimeOffset ended, DateTimeOffset due)
    {
        await using var unit = await services.GetRequiredService<IUnitsOfWork>().WriteAsync(tenant);
        await unit.Db.Set<DueRow>().Where(row => row.StartsAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.StartsAt, ended).SetProperty(row => row.DueAt, due));
        await unit.CommitAsync();
    }

    // Rows alone: a million files would say something of the disk and nothing of the sweep, which never looks at them.
    private static async Task CopyLastAsync(string folder, int times)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "jobinterview.db")}");
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"attach '{Path.Combine(folder, "keys.db")}' as k; pragma synchronous = off; pragma cache_size = -200000");
        var id = await ScalarAsync(connection, "select asset from due_ledger order by due_at desc limit 1");
        await CopyAsync(connection, "due_ledger", "asset", id, ["asset", "key_id", "session", "subject_id"], times);
        await CopyAsync(connection, "recordings", "id", id, ["id", "key_id", "session", "subject_id"], times);
        var keyId = await ScalarAsync(connection, "select id from k.keys order by created_at desc limit 1");
        await CopyAsync(connection, "k.keys", "id", keyId, ["id", "subject", "slot"], times);
        await ExecuteAsync(connection, "pragma wal_checkpoint(truncate)");        // what filling left to do is not the sweep's
    }

    private static async Task CopyAsync(SqliteConnection connection, string table, string key, object id, string[] fresh, int times)
    {
        var (schema, name) = table.Split('.') is [var other, var inner] ? (other, inner) : ("main", table);
        var columns = new List<string>();
        await using (var info = connection.CreateCommand())
        {
            info.CommandText = $"select name from pragma_table_info('{name}', '{schema}')";
            await using var reader = await info.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                columns.Add(reader.GetString(0));
            }
        }

        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            insert into {table}({string.Join(", ", columns)})
            with recursive n(i) as (select 1 union all select i + 1 from n where i < $times)
            select {string.Join(", ", columns.Select(column => fresh.Contains(column) ? "lower(hex(randomblob(16)))" : $"t.{column}"))} from (select * from {table} where {key} = $id) t, n
            """;
        command.Parameters.AddWithValue("$times", times);
        command.Parameters.AddWithValue("$id", id);
        command.CommandTimeout = 0;
        if (await command.ExecuteNonQueryAsync() != times)
        {
            throw new InvalidOperationException($"{table} was not filled.");
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())!;
    }
}
