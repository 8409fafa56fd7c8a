using JobInterview.Silo.Backups;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tests.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JobInterview.Silo.Tests.Backups;

/// <summary>Backup and restore on the real stores: what lives comes back, what was destroyed since does not.</summary>
public abstract class BackupTests(Engine engine) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ji-backup-").FullName;

    private BackupPlace Place => BackupPlace.Of(Path.Combine(_folder, "monday"), null);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_lives_is_restored_and_what_was_destroyed_after_the_backup_stays_destroyed()
    {
        var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var gone = await kept.EndedAsync();
        storage.Clock.Advance(TimeSpan.FromDays(6.5));
        var live = await kept.EndedAsync();
        await storage.Get<Backup>().RunAsync(Place);
        storage.Clock.Advance(TimeSpan.FromDays(1));
        await kept.WorkAsync();
        storage.Clock.Advance(TimeSpan.FromHours(1));         // the backup is older than a day: the log reaches past it
        await LoseAsync(storage);

        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        await restoring.Get<Restore>().RunAsync(Place);

        Assert.Contains("Security: 1 destroyed keys", Assert.Single(restoring.Log.At(LogLevel.Critical)), StringComparison.Ordinal);
        await using var next = await engine.StartAsync(storage);
        var after = kept.In(next);
        Assert.Equal(KeptThings.Content, await after.ReadAsync(live));
        Assert.NotEmpty(after.Files(gone));                   // its ciphertext is back, and opens for nobody
        Assert.Null(await after.ReadAsync(gone));
        Assert.False(await after.HasKeyAsync(gone));
        await after.WorkAsync();
        Assert.Empty(after.Files(gone));
    }

    [Fact]
    public async Task A_backup_in_which_one_byte_is_another_is_refused_and_nothing_is_changed()
    {
        var storage = await engine.StartAsync();
        await new KeptThings(storage).EndedAsync();
        await storage.Get<Backup>().RunAsync(Place);
        await LoseAsync(storage);
        var before = Directory.GetFileSystemEntries(storage.Path, "*", SearchOption.AllDirectories);
        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        foreach (var file in new[] { Place.Data, Place.Keys }.SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
        {
            var whole = await File.ReadAllBytesAsync(file);
            var changed = whole.ToArray();
            changed[changed.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, changed);

            await Assert.ThrowsAsync<BackupRefusedException>(() => restoring.Get<Restore>().RunAsync(Place));

            await File.WriteAllBytesAsync(file, whole);
            Assert.Equal(before, Directory.GetFileSystemEntries(storage.Path, "*", SearchOption.AllDirectories));
            Assert.True(await restoring.Get<IDatabaseCopies>().AreEmptyAsync(default));
        }

        await File.WriteAllTextAsync(Path.Combine(Place.Data, "more"), "");
        await Assert.ThrowsAsync<BackupRefusedException>(() => restoring.Get<Restore>().RunAsync(Place));
        File.Delete(Path.Combine(Place.Data, "more"));
        await restoring.Get<Restore>().RunAsync(Place);
    }

    [Fact]
    public async Task A_restore_goes_only_where_nothing_is()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        await storage.Get<Backup>().RunAsync(Place);

        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        await Assert.ThrowsAsync<BackupRefusedException>(() => restoring.Get<Restore>().RunAsync(Place));

        Assert.Equal(KeptThings.Content, await kept.ReadAsync(recording));
        await Assert.ThrowsAsync<BackupRefusedException>(() => storage.Get<Backup>().RunAsync(Place));     // nor a backup into another
    }

    [Theory]
    [InlineData(23, true), InlineData(25, false)]
    public async Task Without_the_log_only_a_young_backup_is_taken(int hours, bool isTaken)
    {
        var storage = await engine.StartAsync();
        await storage.Get<Backup>().RunAsync(Place);
        storage.Clock.Advance(TimeSpan.FromHours(hours));
        await LoseAsync(storage, withLog: true);

        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        var refused = await Record.ExceptionAsync(() => restoring.Get<Restore>().RunAsync(Place));

        Assert.Equal(isTaken, refused is null);
        Assert.Equal(isTaken, await restoring.Get<ITombstones>().ExistsAsync());
    }

    [Fact]
    public async Task A_log_that_is_another_one_or_was_begun_anew_restores_nothing()
    {
        var storage = await engine.StartAsync();
        await storage.Get<Backup>().RunAsync(Place);
        await LoseAsync(storage, withLog: true);

        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        await restoring.Get<ITombstones>().OpenAsync(null);

        Assert.Contains("does not reach", (await Assert.ThrowsAsync<BackupRefusedException>(() => restoring.Get<Restore>().RunAsync(Place))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_another_installation_or_of_another_backup_at_the_same_time_are_refused_and_nothing_is_changed()
    {
        var other = await engine.StartAsync();
        await new KeptThings(other).EndedAsync();
        var (foreign, second) = (BackupPlace.Of(Path.Combine(_folder, "foreign"), null), BackupPlace.Of(Path.Combine(_folder, "second"), null));
        await other.Get<Backup>().RunAsync(foreign);
        await other.DisposeAsync();
        await using var fresh = TestStorage.Build(await EmptyAsync());
        await (await TestStorage.StartAsync(fresh.Settings)).DisposeAsync();
        var storage = await engine.StartAsync(fresh);
        await new KeptThings(storage).EndedAsync();
        await storage.Get<Backup>().RunAsync(Place);
        await storage.Get<Backup>().RunAsync(second);
        await LoseAsync(storage);
        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        foreach (var (place, why) in new[] { (foreign with { Data = Place.Data }, "of installation"), (Place with { Data = foreign.Data }, "of installation"), (second with { Data = Place.Data }, "of another backup") })
        {
            var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => restoring.Get<Restore>().RunAsync(place));

            Assert.Contains(why, refused.Message, StringComparison.Ordinal);
            Assert.True(await restoring.Get<IDatabaseCopies>().AreEmptyAsync(default));
        }

        await restoring.Get<Restore>().RunAsync(second);
    }

    [Fact]
    public async Task A_backup_that_a_newer_program_made_is_not_put_back()
    {
        var storage = await engine.StartAsync();
        await storage.AsOwnerAsync("""insert into "__EFMigrationsHistory" values ('29991231235959_Tomorrow', '10.0.0')""");
        await storage.Get<Backup>().RunAsync(Place);
        await LoseAsync(storage);

        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => restoring.Get<Restore>().RunAsync(Place));

        Assert.Contains("29991231235959_Tomorrow", refused.Message, StringComparison.Ordinal);
        Assert.True(await restoring.Get<IDatabaseCopies>().AreEmptyAsync(default));
    }

    [Theory]
    [InlineData(0, true, true), InlineData(59, false, false), InlineData(60, false, true), InlineData(-1, true, false)]
    public void Keys_fit_data_that_is_surely_older(int minutes, bool isOneBackup, bool fits)
    {
        var (at, one) = (new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero), RandomId.New());
        var data = new Manifest(BackupPart.Data, "sqlite", at, []) { Backup = one };

        var refused = Record.Exception(() => Halves.Check(data, data with { Part = BackupPart.Keys, TakenAt = at.AddMinutes(minutes), Backup = isOneBackup ? one : RandomId.New() }));

        Assert.Equal(fits, refused is null);
    }

    [Fact]
    public async Task A_process_that_dies_in_a_backup_leaves_none_that_a_restore_takes_and_the_next_one_is_whole()
    {
        var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var recording = await kept.EndedAsync();
        await Assert.ThrowsAsync<ProcessDiedException>(() => storage.Make<Backup>(new DyingBlobs(storage.Get<IBlobStore>())).RunAsync(Place));
        Assert.False(Directory.Exists(Place.Data));
        var half = BackupPlace.Of(Place.Data + ".partial", Place.Keys + ".partial");

        await using var restoring = TestStorage.Build(storage.Settings, storage.Clock);
        await Assert.ThrowsAsync<BackupRefusedException>(() => restoring.Get<Restore>().RunAsync(half));
        await storage.Get<Backup>().RunAsync(Place);
        Assert.Equal(2, Directory.GetDirectories(_folder).Length);
        await LoseAsync(storage);
        await restoring.Get<Restore>().RunAsync(Place);

        Assert.Equal(KeptThings.Content, await kept.In(restoring).ReadAsync(recording));
    }

    [Fact]
    public async Task A_backup_does_not_go_where_the_data_is()
    {
        await using var storage = await engine.StartAsync();

        await Assert.ThrowsAsync<BackupRefusedException>(() => storage.Get<Backup>().RunAsync(BackupPlace.Of(Path.Combine(storage.Path, "backup"), Place.Keys)));

        Assert.Empty(Directory.GetDirectories(storage.Path, "backup*"));
        Assert.False(Directory.Exists(Place.Keys));
    }

    [Fact]
    public async Task The_root_key_is_in_no_backup_and_no_key_in_that_of_the_data()
    {
        await using var storage = await engine.StartAsync();
        var kept = new KeptThings(storage);
        var wrapped = (await storage.Get<KeyStore>().FindAsync(kept.Tenant, [(await kept.EntryAsync(await kept.EndedAsync())).KeyId], default)).Single().Wrapped;
        await storage.Get<Backup>().RunAsync(Place);

        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Convert.FromBase64String(storage.Settings["Keys:Root"]!)));
            Assert.True(file.StartsWith(Place.Keys, StringComparison.Ordinal) || bytes.AsSpan().IndexOf(wrapped.AsSpan(2, 24)) < 0);
        }
    }

    [Fact]
    public async Task A_restore_that_was_killed_stops_the_start_until_it_is_done_again()
    {
        await using var storage = await engine.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(storage.Path, "restore.unfinished"), "");

        await Assert.ThrowsAsync<StartRefusedException>(() => engine.StartAsync(storage));
    }

    private protected abstract Task<Dictionary<string, string?>> EmptyAsync();

    /// <summary>Loses everything but the log of destroyed keys, and that too if it is said.</summary>
    private protected abstract Task LoseAsync(TestStorage storage, bool withLog = false);

    private sealed class DyingBlobs(IBlobStore blobs) : IBlobStore
    {
        public bool HasRoom => blobs.HasRoom;

        public Task<IBlobWriter> CreateAsync(BlobName name, long atMost, CancellationToken cancel = default) => blobs.CreateAsync(name, atMost, cancel);

        public Task<IBlobReader?> OpenAsync(BlobName name, CancellationToken cancel = default) => throw new ProcessDiedException();

        public Task<IReadOnlyList<BlobName>> ListAsync(BlobOwner owner, CancellationToken cancel = default) => blobs.ListAsync(owner, cancel);

        public IAsyncEnumerable<BlobName> AllAsync(CancellationToken cancel = default) => blobs.AllAsync(cancel);

        public Task DeleteAsync(BlobName name, CancellationToken cancel = default) => blobs.DeleteAsync(name, cancel);

        public Task DeleteAllAsync(IReadOnlyCollection<BlobOwner> owners, CancellationToken cancel = default) => blobs.DeleteAllAsync(owners, cancel);
    }
}

public sealed class SqliteBackupTests(SqliteEngine engine) : BackupTests(engine)
{
    private readonly SqliteEngine _engine = engine;

    private protected override Task<Dictionary<string, string?>> EmptyAsync() => _engine.SettingsAsync();

    private protected override async Task LoseAsync(TestStorage storage, bool withLog = false)
    {
        await storage.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var log = Path.Combine(storage.Path, "tombstones.log");
        var kept = await File.ReadAllBytesAsync(log);
        Directory.Delete(storage.Path, recursive: true);
        Directory.CreateDirectory(storage.Path);
        if (!withLog)
        {
            await File.WriteAllBytesAsync(log, kept);
        }
    }
}

public sealed class PostgresBackupTests(PostgresEngine engine) : BackupTests(engine)
{
    private readonly PostgresEngine _engine = engine;

    private protected override Task<Dictionary<string, string?>> EmptyAsync() => _engine.EmptyAsync();

    private protected override async Task LoseAsync(TestStorage storage, bool withLog = false)
    {
        await storage.DisposeAsync();
        Directory.Delete(storage.Path, recursive: true);
        Directory.CreateDirectory(storage.Path);
        await using var connection = new NpgsqlConnection(storage.Settings["ConnectionStrings:JobInterview"]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"drop schema public cascade; create schema public; drop schema keys cascade; {(withLog ? "drop schema tombstones cascade" : "")}", connection);
        await command.ExecuteNonQueryAsync();
    }
}
