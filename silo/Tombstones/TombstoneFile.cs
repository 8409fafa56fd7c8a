using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace JobInterview.Silo.Tombstones;

/// <summary>The log as a file of lines. One entry is one line and one write, so what a power cut can leave half is the last line, which nobody was told of.</summary>
internal sealed partial class TombstoneFile(IOptions<TombstoneOptions> options, DataFolder folder, TimeProvider clock, ILogger<TombstoneFile> logger) : ITombstones, IDisposable
{
    private const string What = "a file in the data folder, or the one of Tombstones:File";
    private readonly string _path = options.Value.File is { Length: > 0 } configured ? Path.GetFullPath(configured) : folder.Tombstones;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<Guid> _unfinished = [];
    private Tombstone? _last;
    private long _length;
    private bool _isBroken;

    public async Task<TombstoneHead> OpenAsync(TombstoneHead? known, CancellationToken cancel = default)
    {
        if (!File.Exists(_path))
        {
            if (known is not null)
            {
                throw TombstonesBrokenException.Missing(What);
            }

            DurableFile.TryCreate(_path, Encoding.ASCII.GetBytes($"{Tombstone.Begin(clock.GetUtcNow())}\n"));
        }

        using var turn = await TakeTurnAsync(cancel);
        using var file = await OpenAloneAsync(cancel);
        (_last, _length) = (null, 0);
        var knows = known is null;
        var rest = ReadOn(file, entry => knows |= entry.Head == known);
        if (!knows || _last is null)
        {
            throw _last is null || known is null ? TombstonesBrokenException.Broken(What, 0) : TombstonesBrokenException.Cut(What, known);
        }

        if (rest > 0)
        {
            RandomAccess.SetLength(file, _length);            // a write that a power cut stopped: its keys were not destroyed
            Disk.SyncData(file);
            LogTorn(_last.Seq + 1);
        }

        _unfinished.Clear();                                  // whoever opens the log goes through what it names
        return _last.Head;
    }

    public Task<bool> ExistsAsync(CancellationToken cancel = default) => Task.FromResult(File.Exists(_path));

    public Task BeginWithAsync(IReadOnlyList<Tombstone> entries, CancellationToken cancel = default)
    {
        DurableFile.TryCreate(_path, Encoding.ASCII.GetBytes(string.Concat(entries.Select(entry => $"{entry}\n"))));
        return Task.CompletedTask;
    }

    public async Task<TombstoneHead> AppendAsync(IReadOnlyCollection<Guid> keys, TombstoneKind kind, CancellationToken cancel = default)
    {
        using var turn = await TakeTurnAsync(cancel);
        using var file = await OpenAloneAsync(cancel);
        var rest = CatchUp(file);
        ImmutableArray<Guid> fresh = [.. keys.Where(key => !_unfinished.Contains(key))];
        if (fresh.IsEmpty)
        {
            return _last!.Head;
        }

        var entry = _last!.Next(clock.GetUtcNow(), kind, fresh);
        var line = Encoding.ASCII.GetBytes($"{entry}\n");
        try
        {
            if (rest > 0)
            {
                RandomAccess.SetLength(file, _length);
            }

            RandomAccess.Write(file, line, _length);
            Disk.SyncData(file);
        }
        catch
        {
            _isBroken = true;                                 // what is on the disk now is anyone's guess: nothing is destroyed before a new start has looked
            throw;
        }

        Take(entry, line.Length);
        return entry.Head;
    }

    public void Forget(IReadOnlyCollection<Guid> keys)
    {
        lock (_unfinished)
        {
            _unfinished.ExceptWith(keys);
        }
    }

    public async Task<IReadOnlySet<Guid>> NamedAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancel = default)
    {
        using var turn = await TakeTurnAsync(cancel);
        using var file = await OpenAloneAsync(cancel);
        CatchUp(file);
        lock (_unfinished)
        {
            return keys.Where(_unfinished.Contains).ToHashSet();
        }
    }

    public async IAsyncEnumerable<Tombstone> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        byte[] whole;                                         // an open reader would keep every writer waiting
        using (await TakeTurnAsync(cancel))
        using (var file = await OpenAloneAsync(cancel))
        {
            whole = ReadAll(file, 0);
        }

        using var lines = new StreamReader(new MemoryStream(whole), Encoding.ASCII);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            if (Tombstone.Parse(line) is { } entry && entry.Seq > after)
            {
                yield return entry;
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Turn> TakeTurnAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        return new(_turn);
    }

    private long CatchUp(SafeFileHandle file) =>
        _isBroken || _last is null ? throw new InvalidOperationException("The log of destroyed keys could not be written, so no key is destroyed before a new start.") : ReadOn(file, _ => { });

    // Reads what is behind the known end, another process's entries, too; answers how many bytes at the end are no entry.
    private long ReadOn(SafeFileHandle file, Action<Tombstone> seen)
    {
        var bytes = ReadAll(file, _length);
        var at = 0;
        while (at < bytes.Length)
        {
            var size = bytes.AsSpan(at).IndexOf((byte)'\n') + 1;
            var entry = size == 0 ? null : Tombstone.Parse(Encoding.ASCII.GetString(bytes, at, size - 1));
            if (entry is null || !entry.Follows(_last))
            {
                return size == 0 || at + size == bytes.Length ? bytes.Length - at : throw TombstonesBrokenException.Broken(What, (_last?.Seq ?? -1) + 1);
            }

            Take(entry, size);
            seen(entry);
            at += size;
        }

        return 0;
    }

    private static byte[] ReadAll(SafeFileHandle file, long from)
    {
        var bytes = new byte[RandomAccess.GetLength(file) - from];
        for (var read = 0; read < bytes.Length;)
        {
            read += RandomAccess.Read(file, bytes.AsSpan(read), from + read) is > 0 and var some ? some : throw new EndOfStreamException();
        }

        return bytes;
    }

    private void Take(Tombstone entry, int size)
    {
        (_last, _length) = (entry, _length + size);
        lock (_unfinished)
        {
            _unfinished.UnionWith(entry.Keys);
        }
    }

    // The lock is the file's own, and only for a moment: a second process on the same folder waits for its turn.
    private async Task<SafeFileHandle> OpenAloneAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (FileNotFoundException)
            {
                throw TombstonesBrokenException.Missing(What);
            }
            catch (IOException busy) when (Disk.IsBusy(busy))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancel);   // another process, another clock
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The log of destroyed keys ended in a write that was never finished, entry {Seq}; it is cut off, and its keys are still to be destroyed")]
    private partial void LogTorn(long seq);

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
