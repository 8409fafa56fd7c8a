using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Tests.Tombstones;

/// <summary>The log of destroyed keys on the real stores: what it names never opens again, whoever puts it back.</summary>
public abstract class TombstoneTests(Engine engine)
{
    [Fact]
    public async Task A_key_that_a_backup_brings_back_is_destroyed_before_anyone_is_served()
    {
        await using var storage = await engine.StartAsync();
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        var (gone, kept) = (await CreateAsync(storage, subject), await CreateAsync(storage, subject));
        var backup = await storage.Get<KeyStore>().FindAsync(subject.Tenant, [gone, kept], default);

        await storage.Get<KeyVault>().DestroyAsync(subject.Tenant, gone);
        await storage.Get<KeyStore>().AddAsync(backup.Single(key => key.Id == gone), default);
        await using var next = await engine.StartAsync(storage);

        await Assert.ThrowsAsync<KeyGoneException>(() => next.Get<KeyVault>().OpenAsync(subject.Tenant, gone).AsTask());
        Assert.NotNull(await next.Get<KeyVault>().OpenAsync(subject.Tenant, kept));
        Assert.Contains("Security: 1 destroyed keys", Assert.Single(next.Log.At(LogLevel.Critical)), StringComparison.Ordinal);
        await using var quiet = await engine.StartAsync(storage);
        Assert.Empty(quiet.Log.At(LogLevel.Critical));
    }

    [Fact]
    public async Task A_process_that_dies_between_the_log_and_the_key_has_passed_the_point_of_no_return()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        storage.Clock.Advance(TimeSpan.FromDays(7));
        await Assert.ThrowsAsync<ProcessDiedException>(() => kept.WorkAsync(new DyingShredder(storage.Get<IShredder>(), 0)));
        await storage.Get<ITombstones>().AppendAsync([(await kept.EntryAsync(recording)).KeyId], TombstoneKind.Destroyed);
        var entries = await EntriesAsync(storage);

        await kept.Run().PageAsync(kept.Tenant, kept.Terms with { Plan = kept.Terms.Plan.Change(PlanTier.Enterprise, storage.Clock.GetUtcNow()).Value! });

        Assert.False(await kept.HasKeyAsync(recording));
        Assert.Empty(await storage.Get<KeyStore>().FindAsync(kept.Tenant, [(await kept.EntryAsync(recording)).KeyId], default));
        Assert.Equal(entries.Count, (await EntriesAsync(storage)).Count);       // a repeat names nothing twice
    }

    [Fact]
    public async Task The_log_is_one_chain_that_names_keys_and_times_alone()
    {
        await using var storage = await engine.StartAsync();
        await using var other = await engine.StartAsync(storage);
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        var keys = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => CreateAsync(storage, subject)));

        await Task.WhenAll(keys.Select((key, i) => (i % 2 == 0 ? storage : other).Get<KeyVault>().DestroyAsync(subject.Tenant, key)));

        var entries = await EntriesAsync(storage);
        Tombstone? last = null;
        Assert.All(entries, entry =>
        {
            Assert.True(entry.Follows(last));
            Assert.Equal(entry, Tombstone.Parse(entry.ToString()));
            last = entry;
        });
        Assert.Equal(keys.Order(), entries.Skip(1).SelectMany(entry => entry.Keys).Where(keys.Contains).Order());
        Assert.DoesNotContain(entries, entry => entry.ToString().Contains(subject.Tenant.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_erased_takes_all_keys_below_with_them_and_each_is_in_the_log()
    {
        await using var storage = await engine.StartAsync();
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        Guid[] keys = [await CreateAsync(storage, subject), await CreateAsync(storage, subject)];

        await storage.Get<KeyVault>().DestroySubjectAsync(subject);

        Assert.Empty(await storage.Get<KeyStore>().FindOfSubjectAsync(subject, default));
        var named = (await EntriesAsync(storage)).SelectMany(entry => entry.Keys).ToHashSet();
        Assert.Superset(keys.ToHashSet(), named);
    }

    [Fact]
    public async Task A_missing_log_stops_the_start_and_nothing_new_is_begun()
    {
        await using var storage = await engine.StartAsync();
        await RemoveAsync(storage);

        var refused = await Assert.ThrowsAsync<TombstonesBrokenException>(() => engine.StartAsync(storage));

        Assert.Contains("is missing", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TombstonesBrokenException>(() => engine.StartAsync(storage));
    }

    [Fact]
    public async Task A_log_that_was_cut_or_changed_stops_the_start_and_keeps_every_key()
    {
        await using var storage = await engine.StartAsync();
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        for (var i = 0; i < 3; i++)
        {
            await storage.Get<KeyVault>().DestroyAsync(subject.Tenant, await CreateAsync(storage, subject));
        }

        var kept = await CreateAsync(storage, subject);
        foreach (var damage in Damages(storage))
        {
            await using (await damage())
            {
                await Assert.ThrowsAsync<TombstonesBrokenException>(() => engine.StartAsync(storage));
            }
        }

        await using var whole = await engine.StartAsync(storage);
        Assert.NotNull(await whole.Get<KeyVault>().OpenAsync(subject.Tenant, kept));
    }

    protected abstract Task RemoveAsync(TestStorage storage);

    /// <summary>Each damages the log; disposed, the log is whole again.</summary>
    protected abstract IEnumerable<Func<Task<IAsyncDisposable>>> Damages(TestStorage storage);

    protected static Task<Guid> CreateAsync(TestStorage storage, TenantKey subject) => storage.Get<IKeyring>().CreateDataKeyAsync(subject);

    private protected static async Task<List<Tombstone>> EntriesAsync(TestStorage storage) => await storage.Get<ITombstones>().ReadAsync(-1).ToListAsync();

    protected sealed class Repair(Func<Task> repairAsync) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(repairAsync());
    }
}

public sealed class SqliteTombstoneTests(SqliteEngine engine) : TombstoneTests(engine)
{
    private readonly SqliteEngine _engine = engine;

    [Fact]
    public async Task What_a_power_cut_left_of_the_last_write_is_cut_off_and_the_chain_goes_on()
    {
        await using var storage = await _engine.StartAsync();
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        await storage.Get<KeyVault>().DestroyAsync(subject.Tenant, await CreateAsync(storage, subject));
        var whole = await File.ReadAllBytesAsync(Log(storage));
        var next = $"{(await EntriesAsync(storage))[^1].Next(storage.Clock.GetUtcNow(), TombstoneKind.Destroyed, [RandomId.New()])}\n";
        for (var torn = 1; torn < next.Length; torn++)
        {
            await File.WriteAllTextAsync(Log(storage), System.Text.Encoding.ASCII.GetString(whole) + next[..torn]);

            await using var started = await _engine.StartAsync(storage);

            Assert.Equal(whole, await File.ReadAllBytesAsync(Log(storage)));
        }

        await using var last = await _engine.StartAsync(storage);
        await last.Get<KeyVault>().DestroyAsync(subject.Tenant, await CreateAsync(last, subject));
        await using var again = await _engine.StartAsync(storage);
    }

    [Fact]
    public async Task A_destroyed_key_is_in_no_byte_of_the_key_file_not_even_wrapped()
    {
        await using var storage = await _engine.StartAsync();
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        var key = await CreateAsync(storage, subject);
        var wrapped = Assert.Single(await storage.Get<KeyStore>().FindAsync(subject.Tenant, [key], default)).Wrapped;
        Assert.True(IsInAFile());

        await storage.Get<KeyVault>().DestroyAsync(subject.Tenant, key);

        Assert.False(IsInAFile());

        bool IsInAFile() => Directory.GetFiles(storage.Path, "keys.db*").Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray().AsSpan().IndexOf(wrapped.AsSpan(2, 24)) >= 0;
        });
    }

    protected override Task RemoveAsync(TestStorage storage)
    {
        File.Delete(Log(storage));
        return Task.CompletedTask;
    }

    protected override IEnumerable<Func<Task<IAsyncDisposable>>> Damages(TestStorage storage)
    {
        var whole = File.ReadAllBytes(Log(storage));
        var ends = whole.Index().Where(at => at.Item == '\n').Select(at => at.Index + 1).ToArray();
        foreach (var flipped in Enumerable.Range(0, whole.Length).Where(i => i % 7 == 0))
        {
            var changed = whole.ToArray();
            changed[flipped] ^= 1;
            yield return () => WriteAsync(changed);
        }

        foreach (var end in ends[..^1])
        {
            yield return () => WriteAsync(whole[..end]);
        }

        yield return () => WriteAsync([.. whole[..ends[0]], .. whole[ends[1]..]]);
        yield return () => WriteAsync([]);

        async Task<IAsyncDisposable> WriteAsync(byte[] bytes)
        {
            await File.WriteAllBytesAsync(Log(storage), bytes);
            return new Repair(() => File.WriteAllBytesAsync(Log(storage), whole));
        }
    }

    private static string Log(TestStorage storage) => Path.Combine(storage.Path, "tombstones.log");
}

public sealed class PostgresTombstoneTests(PostgresEngine engine) : TombstoneTests(engine)
{
    private readonly PostgresEngine _engine = engine;

    [Fact]
    public async Task The_table_takes_nothing_but_new_entries()
    {
        await using var storage = await _engine.StartAsync();

        foreach (var sql in new[] { "delete from tombstones.entries", "update tombstones.entries set at = 0", "truncate tombstones.entries" })
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => RunAsync(storage, sql));
            Assert.Contains("only appended to", refused.Message, StringComparison.Ordinal);
        }
    }

    protected override Task RemoveAsync(TestStorage storage) => RunAsync(storage, "drop schema tombstones cascade");

    protected override IEnumerable<Func<Task<IAsyncDisposable>>> Damages(TestStorage storage)
    {
        yield return () => DamageAsync("delete from tombstones.entries where seq = (select max(seq) from tombstones.entries)");
        yield return () => DamageAsync("delete from tombstones.entries where seq = 1");
        yield return () => DamageAsync("delete from tombstones.entries");
        yield return () => DamageAsync("update tombstones.entries set at = at + 1 where seq = 1");
        yield return () => DamageAsync("update tombstones.entries set keys = array[gen_random_uuid()] where seq = 2");

        async Task<IAsyncDisposable> DamageAsync(string sql)
        {
            await RunAsync(storage, $"create table whole as select * from tombstones.entries; alter table tombstones.entries disable trigger all; {sql}");
            return new Repair(() => RunAsync(
                storage, "delete from tombstones.entries; insert into tombstones.entries select * from whole; drop table whole; alter table tombstones.entries enable trigger all"));
        }
    }

    private static async Task RunAsync(TestStorage storage, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(storage.Settings["ConnectionStrings:JobInterview"]);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
