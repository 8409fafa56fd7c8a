using System.Threading.Channels;
using JobInterview.Silo.Journal;
using Microsoft.Data.Sqlite;

namespace JobInterview.Silo.Data.Sqlite;

/// <summary>Group commit: one thread takes what has queued up, writes it in one transaction, and tells every caller after the commit.</summary>
internal sealed class SqliteWriter(SqliteFile file, SqliteTurn turn) : IDisposable
{
    private const int BatchLimit = 512;

    private readonly Channel<Write> _queue =
        Channel.CreateBounded<Write>(new BoundedChannelOptions(8192) { SingleReader = true });
    private readonly Lock _start = new();
    private Thread? _thread;
    private SqliteConnection? _connection;
    private SqliteStatements? _statements;

    /// <summary>Runs one write whole or not at all, and returns when it is durable. What the write throws undoes it alone;
    /// <see cref="WriterUnavailableException"/> undoes all that were queued with it.</summary>
    public async Task WriteAsync(Action<SqliteStatements> write, CancellationToken cancel = default)
    {
        Start();
        var queued = new Write(write);
        try
        {
            await _queue.Writer.WriteAsync(queued, cancel);
        }
        catch (ChannelClosedException closed)
        {
            throw new WriterUnavailableException(closed);
        }

        await queued.Done.Task;                               // once queued it can not be taken back, so no cancelling here
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread?.Join();
        Close();
    }

    private void Start()
    {
        if (_thread is null)
        {
            lock (_start)
            {
                if (_thread is null)
                {
                    var thread = new Thread(Run) { IsBackground = true, Name = "sqlite-writer" };
                    thread.Start();
                    _thread = thread;
                }
            }
        }
    }

    private void Run()
    {
        var batch = new List<Write>(BatchLimit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < BatchLimit && _queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            var failure = TryCommit(batch);
            foreach (var write in batch)
            {
                write.Tell(failure);
            }

            batch.Clear();
        }
    }

    private WriterUnavailableException? TryCommit(List<Write> batch)
    {
        try
        {
            turn.Take();
        }
        catch (TimeoutException late)
        {
            return new(late);
        }

        try
        {
            Commit(batch);
            JournalMetrics.Committed(batch.Count);
            return null;
        }
        catch (Exception broken) when (broken is SqliteException or IOException or UnauthorizedAccessException)
        {
            JournalMetrics.CommitFailed();
            Close();                                          // closing rolls back; the next batch starts on a fresh connection
            return new(broken);
        }
        finally
        {
            turn.GiveBack();
        }
    }

    private void Commit(List<Write> batch)
    {
        _connection ??= file.OpenForWriting();
        _statements ??= new(_connection);
        _statements.Execute("begin immediate");
        foreach (var write in batch)
        {
            _statements.Execute("savepoint one");
            try
            {
                write.Run(_statements);
            }
            catch (Exception refused) when (refused is not SqliteException sqlite || IsAboutOneWrite(sqlite))
            {
                write.Refused = refused;
                _statements.Execute("rollback to one");
            }

            _statements.Execute("release one");
        }

        _statements.Execute("commit");
    }

    private void Close()
    {
        _statements?.Dispose();
        _connection?.Dispose();
        (_statements, _connection) = (null, null);
    }

    // A broken constraint, a value too large or a wrong statement says nothing about the other writes; anything else is the file's state.
    private static bool IsAboutOneWrite(SqliteException sqlite) => sqlite.SqliteErrorCode is 1 or 18 or 19 or 20 or 25;

    private sealed class Write(Action<SqliteStatements> run)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Refused { get; set; }

        public void Run(SqliteStatements statements) => run(statements);

        public void Tell(WriterUnavailableException? failure)
        {
            if ((failure ?? Refused) is { } error)
            {
                Done.SetException(error);
            }
            else
            {
                Done.SetResult();
            }
        }
    }
}

/// <summary>The file can not be written now (full, read-only, damaged, busy elsewhere); nothing of the batch was kept.</summary>
internal sealed class WriterUnavailableException(Exception inner) : Exception("The database can not be written now.", inner);
