using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;

namespace JobInterview.Silo.Recordings;

/// <summary>One request's body on its way into parts. Bounded: a part at a time, and of it a few segments.</summary>
internal sealed class Receiving(IBlobStore blobs, KeyVault vault, UploadView upload, IncomingBytes incoming) : IAsyncDisposable
{
    /// <summary>What one part holds at most: a body of any length is committed in such steps.</summary>
    private const long PartSize = 8L << 20;

    private readonly IncrementalHash? _checksum = incoming.Checksum is { } announced ? IncrementalHash.CreateHash(announced.Algorithm) : null;
    private readonly long _end = upload.Length ?? incoming.Length ?? long.MaxValue;
    private readonly List<RecordingPart> _closed = [];
    private PartWriter? _part;
    private long _partAt = upload.Offset;
    private long _received = upload.Offset;

    public UploadView Upload => upload;

    /// <summary>How far the upload has come with what is taken so far; any thread may ask.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Whether there is nothing more to come.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether the body ended before it was whole.</summary>
    public bool WasCut { get; private set; }

    private bool IsWhole => _checksum is not null;

    private long Position => _partAt + (_part?.Length ?? 0);

    /// <summary>Reads until a part is full, the body has ended or is cut; where a checksum decides, until the end.</summary>
    /// <param name="head">The upload's first bytes, while they are still coming.</param>
    public async Task<Refusal?> FillAsync(MediaHead? head, CancellationToken until)
    {
        // A read that is given up on its token never ends for the server, which then can not read on to the next request: it is woken instead, and ended.
        await using var woken = until.Register(incoming.Body.CancelPendingRead);
        while (true)
        {
            var (read, wasCut) = await ReadAsync(until);
            if (wasCut)
            {
                return await EndAsync(wasCut: true);
            }

            if (head?.Add(read.Buffer) is { } wrong)
            {
                incoming.Body.AdvanceTo(read.Buffer.Start);
                return wrong;
            }

            if (Position + read.Buffer.Length > _end)
            {
                incoming.Body.AdvanceTo(read.Buffer.Start);
                return PastTheEnd(upload);
            }

            if (Position + read.Buffer.Length - upload.Offset > incoming.Most)
            {
                incoming.Body.AdvanceTo(read.Buffer.Start);
                return RecordingRefusals.QuotaIsUsed;
            }

            var isFull = await TakeAsync(read.Buffer, until);
            if (read.IsCompleted && !isFull)
            {
                return await EndAsync(wasCut: false);
            }

            if (isFull)
            {
                await ClosePartAsync();
                if (!IsWhole)
                {
                    return null;
                }
            }
        }
    }

    /// <summary>What is wrong with bytes behind the end: there is nothing to add to, the length that came with them is wrong, or they are too many.</summary>
    public static Refusal PastTheEnd(UploadView upload) =>
        upload.State != RecordingState.Uploading ? RecordingRefusals.Complete
        : upload.Length is null ? RecordingRefusals.LengthIsShort
        : RecordingRefusals.TooLarge;

    public ImmutableArray<RecordingPart> TakeParts()
    {
        ImmutableArray<RecordingPart> parts = [.. _closed];
        _closed.Clear();
        return parts;
    }

    /// <summary>Deletes what this body has written and nobody was told of.</summary>
    public async Task DropAsync()
    {
        var names = _closed.Select(part => new BlobName(new(upload.Key), part.Name)).ToList();
        if (_part is { } open)
        {
            names.Add(open.Name);
            _part = null;
            await open.DisposeAsync();
        }

        _closed.Clear();
        foreach (var name in names)
        {
            await blobs.DeleteAsync(name, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _checksum?.Dispose();
        if (_part is not null)
        {
            await _part.DisposeAsync();
        }
    }

    private async Task<(System.IO.Pipelines.ReadResult Read, bool WasCut)> ReadAsync(CancellationToken until)
    {
        try
        {
            if (!incoming.Body.TryRead(out var ready))
            {
                if (_part is not null)
                {
                    await _part.FlushAsync(until);            // nothing more is here right now: a good moment to let go of it
                }

                ready = await incoming.Body.ReadAsync(CancellationToken.None);
            }

            if (ready.IsCanceled)
            {
                incoming.Body.AdvanceTo(ready.Buffer.Start);
            }

            return (ready, ready.IsCanceled);
        }
        catch (Exception cut) when (cut is OperationCanceledException or (IOException and not BlobsFullException))
        {
            return (default, true);                           // the line went dead, or a newer request took over
        }
    }

    // Takes what fits into the part; the rest stays in the reader.
    private async ValueTask<bool> TakeAsync(ReadOnlySequence<byte> bytes, CancellationToken until)
    {
        var room = PartSize - (_part?.Length ?? 0);
        var taken = bytes.Slice(0, Math.Min(room, bytes.Length));
        var end = bytes.Start;
        try
        {
            if (!taken.IsEmpty)
            {
                _part ??= await OpenPartAsync(until);
                foreach (var run in taken)
                {
                    _checksum?.AppendData(run.Span);
                    await _part.WriteAsync(run, CancellationToken.None);
                }

                Interlocked.Add(ref _received, taken.Length);
            }

            end = taken.End;
        }
        finally
        {
            incoming.Body.AdvanceTo(end);                     // also where the disk is full: the server reads on to the next request
        }

        return _part?.Length == PartSize;
    }

    private async Task<PartWriter> OpenPartAsync(CancellationToken until)
    {
        // Asked for with each part: a body may come for hours, and a key is held for half a minute.
        var key = await vault.OpenAsync(upload.Key.Tenant, upload.KeyId, CancellationToken.None);
        var name = new BlobName(new(upload.Key), UploadTail.NewName(_partAt));
        var rest = incoming.BodyLength is { } whole ? incoming.Offset + whole - _partAt : PartSize;
        var format = PartFormat.New(new(upload.Key, upload.SessionId, name.Name), key, _partAt, IsWhole);
        return await PartWriter.CreateAsync(blobs, name, format, Math.Min(rest, PartSize), CancellationToken.None);
    }

    private async Task ClosePartAsync()
    {
        if (_part is { } part)
        {
            _closed.Add(await part.CompleteAsync(_partAt));
            _partAt += part.Length;
            _part = null;
            await part.DisposeAsync();
        }
    }

    private async Task<Refusal?> EndAsync(bool wasCut)
    {
        (IsEnded, WasCut) = (true, wasCut);
        if (_checksum is not null && (wasCut || !CryptographicOperations.FixedTimeEquals(_checksum.GetHashAndReset(), incoming.Checksum!.Hash)))
        {
            await DropAsync();
            return wasCut ? null : RecordingRefusals.ChecksumDiffers;
        }

        await ClosePartAsync();
        return null;
    }
}
