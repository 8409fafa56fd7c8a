using System.Text;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JobInterview.Silo.Tests.Journal;

public abstract class JournalTests(Engine engine)
{
    [Fact]
    public async Task What_was_appended_is_read_back_in_order_by_another_process()
    {
        var first = await engine.StartAsync();
        var session = await Sessions.NewAsync(first);
        await first.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1, 3));
        await first.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 4));
        await first.DisposeAsync();

        await using var second = await engine.StartAsync(first);
        var history = await second.Get<ISessionJournal>().ReadAsync(session.Session);

        Assert.Equal(["an answer 1", "an answer 2", "an answer 3", "an answer 4"], Sessions.Texts(history));
        Assert.Equal(session.Key, history.Key);
        Assert.Equal(Sessions.Noon, history.Entries[0].At);
        Assert.Single((await second.Get<ISessionJournal>().ReadAsync(session.Session, after: 3)).Entries);
    }

    [Fact]
    public async Task A_session_that_does_not_exist_has_no_history()
    {
        var storage = await engine.SharedAsync();

        var history = await storage.Get<ISessionJournal>().ReadAsync(new(TenantId.New(), RandomId.New()));

        Assert.Empty(history.Entries);
        Assert.Null(history.Key);
    }

    [Fact]
    public async Task Of_many_concurrent_appends_each_session_keeps_its_own()
    {
        var storage = await engine.SharedAsync();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Sessions.NewAsync(storage)));

        await Task.WhenAll(sessions.Select(async session =>
        {
            for (var turn = 0; turn < 5; turn++)
            {
                await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1 + (turn * 3), 3, RandomId.Format(session.Session.Id)));
            }
        }));

        foreach (var session in sessions)
        {
            var texts = Sessions.Texts(await storage.Get<ISessionJournal>().ReadAsync(session.Session));
            Assert.Equal(Enumerable.Range(1, 15).Select(seq => $"{RandomId.Format(session.Session.Id)} {seq}"), texts);
        }
    }

    [Fact]
    public async Task Only_one_of_two_writers_gets_a_number_and_the_loser_writes_nothing()
    {
        await using var one = await engine.StartAsync();
        await using var other = await engine.StartAsync(one);
        var session = await Sessions.NewAsync(one);
        await one.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));

        var outcomes = await Task.WhenAll(
            TryAsync(one, Sessions.Append(session, 2, 2, "from one")), TryAsync(other, Sessions.Append(session, 2, 2, "from other")));

        Assert.Equal(1, outcomes.Count(refused => refused is JournalFenceException));
        var texts = Sessions.Texts(await one.Get<ISessionJournal>().ReadAsync(session.Session));
        Assert.Equal(3, texts.Length);
        Assert.True(texts[1..].All(t => t.StartsWith("from one", StringComparison.Ordinal)) || texts[1..].All(t => t.StartsWith("from other", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_append_that_loses_takes_no_other_append_of_its_batch_with_it()
    {
        var storage = await engine.SharedAsync();
        var stale = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(stale, 1));
        var good = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Sessions.NewAsync(storage)));

        var outcomes = await Task.WhenAll(
            [TryAsync(storage, Sessions.Append(stale, 1)), .. good.Select(g => TryAsync(storage, Sessions.Append(g, 1))), TryAsync(storage, Sessions.Append(stale, 1))]);

        Assert.Equal(2, outcomes.Count(refused => refused is JournalFenceException));
        Assert.Equal(30, outcomes.Count(refused => refused is null));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task Numbers_that_do_not_follow_are_refused(long from)
    {
        var storage = await engine.SharedAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));

        await Assert.ThrowsAsync<JournalFenceException>(() => storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, from)));

        Assert.Single((await storage.Get<ISessionJournal>().ReadAsync(session.Session)).Entries);
    }

    [Fact]
    public async Task The_list_row_the_token_and_the_outbox_are_there_with_the_event()
    {
        var storage = await engine.SharedAsync();
        var session = await Sessions.NewAsync(storage);
        var token = new RoomTokenHash(Guid.NewGuid().ToByteArray());

        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1) with { Token = token });

        Assert.Equal(1, (await storage.Get<ISessionList>().FindAsync(session.Session))!.Listing.Seq);
        Assert.Equal(session.Session.Id, await storage.Get<IRoomTokens>().FindSessionAsync(session.Session.Tenant, token));
        Assert.Null(await storage.Get<IRoomTokens>().FindSessionAsync(TenantId.New(), token));
    }

    [Fact]
    public async Task Swapped_events_stay_closed_and_raise_the_alarm()
    {
        await using var storage = await engine.StartAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1, 2));

        await storage.ExecuteAsync("""
            update session_events set body = (select o.body from session_events o where o.session = session_events.session and o.seq = 3 - session_events.seq)
            """);

        await Assert.ThrowsAsync<SealBrokenException>(() => storage.Get<ISessionJournal>().ReadAsync(session.Session));
        Assert.Contains(storage.Log.At(LogLevel.Critical), entry => entry.Contains("session event", StringComparison.Ordinal));
        Assert.DoesNotContain("an answer", storage.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_not_readable_under_another_tenant()
    {
        var storage = await engine.SharedAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));

        var history = await storage.Get<ISessionJournal>().ReadAsync(new(TenantId.New(), session.Session.Id));

        Assert.Empty(history.Entries);
    }

    [Fact]
    public async Task A_writer_that_stopped_is_known_by_its_last_pulse()
    {
        var first = await engine.StartAsync();
        var session = await Sessions.NewAsync(first);
        var lastSeen = first.Clock.GetUtcNow();
        await first.Get<IJournalStore>().BeatAsync(lastSeen, default);
        await first.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        await first.DisposeAsync();
        await using var second = await engine.StartAsync(first);

        var soon = await second.Get<ISessionJournal>().ReadAsync(session.Session);
        second.Clock.Advance(TimeSpan.FromSeconds(4));
        var later = await second.Get<ISessionJournal>().ReadAsync(session.Session);

        Assert.Null(soon.WriterStoppedAt);
        Assert.Equal(lastSeen, later.WriterStoppedAt);
    }

    [Fact]
    public async Task A_live_writer_has_not_stopped()
    {
        await using var storage = await engine.StartAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        storage.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null((await storage.Get<ISessionJournal>().ReadAsync(session.Session)).WriterStoppedAt);
    }

    protected static async Task<Exception?> TryAsync(TestStorage storage, SessionAppend append) =>
        await Record.ExceptionAsync(() => storage.Get<ISessionJournal>().AppendAsync(append));
}

public sealed class SqliteJournalTests(SqliteEngine engine) : JournalTests(engine)
{
    [Fact]
    public async Task A_full_disk_refuses_the_answer_and_loses_none_that_was_acknowledged()
    {
        await using var storage = await new SqliteEngine().StartAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        await storage.Get<Silo.Data.Sqlite.SqliteWriter>().WriteAsync(s => s.Scalar($"pragma max_page_count = {s.Scalar("pragma page_count")}"));

        long seq = 1;
        Exception? refused = null;
        for (; refused is null && seq < 100; seq++)
        {
            refused = await TryAsync(storage, Sessions.Append(session, seq + 1, 1, new string('x', 20_000)));
        }

        Assert.IsType<JournalUnavailableException>(refused);
        var kept = (await storage.Get<ISessionJournal>().ReadAsync(session.Session)).Entries.Length;
        Assert.Equal(seq - 1, kept);
        Assert.Null(await TryAsync(storage, Sessions.Append(session, kept + 1)));       // the writer begins again, with room on the disk
    }

    [Fact]
    public async Task No_file_of_the_data_folder_holds_a_readable_word()
    {
        await using var storage = await new SqliteEngine().StartAsync();
        var session = await Sessions.NewAsync(storage);
        var message = new OutboxMessage(Guid.NewGuid(), "invitation-mail", Encoding.UTF8.GetBytes("""{"name":"Zebedee"}"""));
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1, 1, "Zebedee") with { Outbox = [message] });
        await storage.Get<JobInterview.Grains.DataSubjects.ISubjectDirectory>().FindOrAddAsync(session.Session.Tenant, new("Zebedee", "zebedee@example.org"));

        foreach (var file in Directory.GetFiles(storage.Path))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes);
            Assert.DoesNotContain("zebedee", Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        }
    }
}

public sealed class PostgresJournalTests(PostgresEngine engine) : JournalTests(engine)
{
    private readonly PostgresEngine _engine = engine;

    [Fact]
    public async Task Ciphertext_of_an_answer_is_kept_inline()
    {
        var storage = await _engine.SharedAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1, 1, new string('x', 3000)));

        await using var command = storage.Get<PostgresDatabases>().Main.CreateCommand(
            "select pg_relation_size(reltoastrelid) from pg_class where relname = 'session_events'");

        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_refuses_the_answer_and_takes_it_again_later()
    {
        await using var storage = await _engine.StartAsync();
        var session = await Sessions.NewAsync(storage);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));
        await AlterAsync(storage, "on");

        var lost = await TryAsync(storage, Sessions.Append(session, 2));
        var refused = await TryAsync(storage, Sessions.Append(session, 2));
        await AlterAsync(storage, "off");

        Assert.IsType<JournalUnavailableException>(lost);     // the writer's connection, which the server ended
        Assert.IsType<JournalUnavailableException>(refused);
        Assert.Single((await storage.Get<ISessionJournal>().ReadAsync(session.Session)).Entries);
        Assert.Null(await TryAsync(storage, Sessions.Append(session, 2)));
    }

    // New sessions of the server take the setting, so the pooled ones are dropped, and the one that the writer keeps is ended.
    private static async Task AlterAsync(TestStorage storage, string readOnly)
    {
        var databases = storage.Get<PostgresDatabases>();
        await using (var connection = databases.OpenForMigrations())
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                $"begin; set local transaction read write; alter database {connection.Database} set default_transaction_read_only = {readOnly}; commit;"
                + "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'jobinterview-journal'", connection);
            await command.ExecuteNonQueryAsync();
            NpgsqlConnection.ClearPool(connection);
        }

        databases.Main.Clear();
    }
}
