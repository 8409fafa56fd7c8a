using System.Collections.Concurrent;
using System.Diagnostics;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Tenants;
using Npgsql;
using NpgsqlTypes;

namespace JobInterview.Silo.Journal;

/// <summary>
/// Group commit on PostgreSQL: one writer takes what has queued up, commits it in one round trip, and tells every caller after it. It has a thread of its own,
/// so that a commit waits for the database alone and not for its turns among the process's other work.
/// </summary>
internal sealed class PostgresJournalStore : IJournalStore, IDisposable
{
    private const int BatchLimit = 128;
    private const int QueueLimit = 8192;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly PostgresDatabases _databases;
    private readonly ProcessIdentity _process;
    private readonly OutboxSignal _outbox;
    private readonly BlockingCollection<Queued> _queue = new(QueueLimit);
    private readonly Lazy<Thread> _writer;
    private readonly Timer _patience;
    private List<Queued> _underWay = [];
    private long _since;

    public PostgresJournalStore(PostgresDatabases databases, ProcessIdentity process, OutboxSignal outbox)
    {
        (_databases, _process, _outbox) = (databases, process, outbox);
        _writer = new(StartWriter);
        _patience = new(_ => RefuseWhoWaitsInVain(), null, Look, Look);
    }

    // The database has had a commit for longer than anyone is patient; the writer goes on waiting for it, and learns so when the database is back.
    private bool IsStuck => Volatile.Read(ref _since) is > 0 and var since && Stopwatch.GetElapsedTime(since) > SessionJournal.Patience;

    public async Task AppendAsync(SealedAppend append, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _ = _writer.Value;
        var queued = new Queued(append, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (IsStuck || !IsQueued(queued))
        {
            throw new JournalUnavailableException("The database does not answer, the process is stopping, or too much waits for the journal.");
        }

        await queued.Done.Task;                               // once queued it can not be taken back, so no cancelling here
        if (!append.Outbox.IsEmpty)
        {
            _outbox.Raise();
        }
    }

    public async Task<StoredHistory> ReadAsync(TenantKey session, long after, CancellationToken cancel)
    {
        var givenUp = new CancellationTokenSource();
        try
        {
            // Who waited for a commit in vain does not wait as long again for what comes after it.
            return await ReadRowsAsync(session, after, givenUp.Token).WaitAsync(IsStuck ? 2 * Look : SessionJournal.Patience, cancel);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            _ = givenUp.CancelAsync();                        // telling a database that does not answer takes long as well
            throw late is TimeoutException ? new JournalUnavailableException("The journal can not be read now.", late) : late;
        }
    }

    public async Task BeatAsync(DateTimeOffset at, CancellationToken cancel)
    {
        try
        {
            await using var connection = await _databases.Main.OpenConnectionAsync(cancel);
            await using var batch = PostgresUnit.AcrossTenants(connection)
                .Then(
                    "insert into process_pulse(id, at) values ($1, $2) on conflict (id) do update set at = excluded.at",
                    Id(_process.Id), new NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime })
                .Then("commit");
            batch.Timeout = (int)SessionJournal.Patience.TotalSeconds * 2;      // on a line that says nothing the next beat would be missed as well
            await batch.ExecuteNonQueryAsync(cancel);
        }
        catch (NpgsqlException away)
        {
            throw new JournalUnavailableException("The journal can not be written now.", away);
        }
    }

    public void Dispose()
    {
        using (var isQuiet = new ManualResetEvent(false))
        {
            _patience.Dispose(isQuiet);
            isQuiet.WaitOne();
        }

        _queue.CompleteAdding();
        if (_writer.IsValueCreated)
        {
            _writer.Value.Join();
        }

        _queue.Dispose();
    }

    private async Task<StoredHistory> ReadRowsAsync(TenantKey session, long after, CancellationToken cancel)
    {
        await using var connection = await _databases.Main.OpenConnectionAsync(cancel);
        await using var batch = PostgresUnit.Of(connection, session.Tenant)
            .Then(
                "select seq, kind, v, at, key_id, body from session_events where tenant = $1 and session = $2 and seq > $3 order by seq",
                Id(session.Tenant.Value), Id(session.Id), new NpgsqlParameter<long> { TypedValue = after })
            .Then(
                "select s.writer, p.at from sessions s left join process_pulse p on p.id = s.writer where s.tenant = $1 and s.id = $2",
                Id(session.Tenant.Value), Id(session.Id))
            .Then("commit");
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.NextResultAsync(cancel);                   // past the answer of set_config
        var entries = new List<(JournalEntry, Guid)>();
        while (await rows.ReadAsync(cancel))
        {
            entries.Add((
                new(rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetFieldValue<byte[]>(5)),
                rows.GetGuid(4)));
        }

        await rows.NextResultAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? new(entries, rows.GetGuid(0), await rows.IsDBNullAsync(1, cancel) ? null : rows.GetFieldValue<DateTimeOffset>(1))
            : new(entries, null, null);
    }

    private bool IsQueued(Queued queued)
    {
        try
        {
            return _queue.TryAdd(queued);
        }
        catch (InvalidOperationException)                     // the process is stopping
        {
            return false;
        }
    }

    private Thread StartWriter()
    {
        var thread = new Thread(Write) { IsBackground = true, Name = "journal" };
        thread.Start();
        return thread;
    }

    private void Write()
    {
        using var writer = new PostgresJournalWriter(_databases.Journal, _process.Id);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            var batch = new List<Queued>(BatchLimit) { first };
            while (batch.Count < BatchLimit && _queue.TryTake(out var queued))
            {
                batch.Add(queued);
            }

            Volatile.Write(ref _underWay, batch);
            Commit(writer, batch);
            Volatile.Write(ref _since, 0);
        }
    }

    private void RefuseWhoWaitsInVain()
    {
        if (!IsStuck)
        {
            return;
        }

        Volatile.Read(ref _underWay).ForEach(Refuse);         // their outcome is unknown: who repeats finds it
        while (_queue.TryTake(out var queued))
        {
            Refuse(queued);
        }

        static void Refuse(Queued queued) => queued.Done.TrySetException(new JournalUnavailableException("The database has not answered for too long."));
    }

    private void Commit(PostgresJournalWriter writer, List<Queued> batch)
    {
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        try
        {
            writer.Commit(batch.ConvertAll(q => q.Append));
            batch.ForEach(q => q.Done.TrySetResult());
            JournalMetrics.Committed(batch.Count);
        }
        catch (PostgresException refused) when (JournalStatements.IsAboutOneAppend(refused) && batch.Count > 1)
        {
            foreach (var one in batch)                        // one of them lost a race: each again on its own, so that only that one is refused
            {
                Commit(writer, [one]);
            }
        }
        catch (PostgresException refused) when (JournalStatements.IsAboutOneAppend(refused))
        {
            batch[0].Done.TrySetException(new JournalFenceException());
        }
#pragma warning disable CA1031 // a line that breaks throws whatever it broke in, and a writer that dies would leave every later caller waiting
        catch (Exception away)
#pragma warning restore CA1031
        {
            JournalMetrics.CommitFailed();
            batch.ForEach(q => q.Done.TrySetException(new JournalUnavailableException("The journal can not be written now.", away)));
        }
    }

    private static NpgsqlParameter<Guid> Id(Guid value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private sealed record Queued(SealedAppend Append, TaskCompletionSource Done);
}
