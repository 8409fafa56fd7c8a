using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Recordings;

internal sealed partial class RecordingUploads(
    IBlobStore blobs, KeyVault vault, UploadTail tail, UploadTurns turns, RecordingInspection inspection, IRecordings recordings,
    ILogger<RecordingUploads> logger) : IRecordingUploads
{
    public Refusal? RefuseNew() => blobs.HasRoom ? null : RecordingRefusals.StorageIsFull;

    public async Task<Outcome<UploadView>> ResumeAsync(IRecordingGrain recording, UploadView upload, CancellationToken cancel = default)
    {
        using var turn = await turns.TakeAsync(upload.Key, cancel);
        var (lease, refusal) = await TakeAsync(recording, upload, cancel);
        if (refusal is not null)
        {
            return refusal;
        }

        if (lease!.Upload is { State: RecordingState.Complete, IsInspected: false } complete
            && await CompleteAsync(recording, complete) is { } unwanted)          // the process that took the last byte died before it looked
        {
            return unwanted;
        }

        return lease.Upload.State != RecordingState.Uploading ? lease.Upload
            : await CommitAsync(upload.Key, () => recording.CommitAsync(lease.Id, [], null, isLast: true));
    }

    public Refusal? RefuseAtOnce(UploadView upload, long offset) =>
        offset < upload.Offset || offset > Math.Max(upload.Offset, turns.ReceivedOf(upload.Key) ?? 0) ? RecordingRefusals.OffsetIsWrong : null;

    public async Task<Outcome<UploadView>> ReceiveAsync(
        IRecordingGrain recording, UploadView upload, IncomingBytes incoming, CancellationToken cancel = default)
    {
        using var turn = await turns.TakeAsync(upload.Key, cancel);
        var (lease, refusal) = await TakeAsync(recording, upload, cancel);
        if (refusal is not null)
        {
            return refusal;
        }

        upload = lease!.Upload;
        if (Refuse(upload, incoming) is { } wrong)
        {
            return wrong;
        }

        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancel, turn.Superseded);
        await vault.OpenAsync(upload.Key.Tenant, upload.KeyId, CancellationToken.None);     // before a byte of it is taken
        await using var receiving = new Receiving(blobs, vault, upload, incoming);
        turn.Received = () => receiving.Received;
        var received = await ReceiveAsync(recording, lease.Id, receiving, incoming, until.Token);
        if (received.Value is { State: RecordingState.Complete } complete && await CompleteAsync(recording, complete) is { } unwanted)
        {
            return unwanted;
        }

        if (received.Refusal == RecordingRefusals.HoldsVideo && upload.Offset > 0)
        {
            await CommitAsync(upload.Key, () => recording.DiscardAsync(upload.SessionId));     // what came before was the beginning of it
        }

        return received.Accepted && receiving.WasCut && turn.Superseded.IsCancellationRequested ? RecordingRefusals.Superseded : received;
    }

    private async Task<Outcome<UploadView>> ReceiveAsync(
        IRecordingGrain recording, Guid lease, Receiving receiving, IncomingBytes incoming, CancellationToken until)
    {
        try
        {
            var head = receiving.Upload.Offset < MediaHead.LengthOf(receiving.Upload.Media) ? new MediaHead(receiving.Upload.Media, await FirstBytesAsync(receiving.Upload, until)) : null;
            while (true)
            {
                if (await receiving.FillAsync(head, until) is { } refusal)
                {
                    await receiving.DropAsync();
                    return refusal;
                }

                var parts = receiving.TakeParts();
                var committed = await CommitAsync(
                    receiving.Upload.Key, () => recording.CommitAsync(lease, parts, incoming.Length, receiving.IsEnded));
                if (!committed.Accepted)
                {
                    await DropRefusedAsync(receiving.Upload.Key, parts, committed.Refusal!);
                    return committed;
                }

                if (receiving.IsEnded)
                {
                    return committed;
                }
            }
        }
        catch (BlobsFullException full)
        {
            LogFull(full, receiving.Upload.Key);
            await receiving.DropAsync();
            return RecordingRefusals.StorageIsFull;
        }
    }

    private async Task<(UploadLease? Lease, Refusal? Refusal)> TakeAsync(IRecordingGrain recording, UploadView upload, CancellationToken cancel)
    {
        var (lease, refusal) = await recording.LeaseAsync(upload.SessionId);
        if (refusal is not null || !lease!.MayHaveTail)
        {
            return (lease, refusal);
        }

        var left = await tail.FindAsync(lease.Upload, cancel);
        var recovered = left.Count > 0 ? await tail.RecoverAsync(lease.Upload, left, cancel) : null;
        var (found, refused) = await CommitAsync(
            upload.Key, () => recording.CommitAsync(lease.Id, recovered is null ? [] : [recovered], null, isLast: false));
        if (refused is not null)
        {
            return (null, refused);
        }

        if (recovered is not null)
        {
            LogRecovered(upload.Key, recovered.Length);
        }

        // Only now: the commit proved that nobody newer had the lease when the list was made.
        await tail.DeleteAsync(left, cancel);
        return (lease with { Upload = found! }, null);
    }

    private static Refusal? Refuse(UploadView upload, IncomingBytes incoming) =>
        incoming.Offset != upload.Offset ? RecordingRefusals.OffsetIsWrong
        : upload.Length is not null && incoming.Length is not null && upload.Length != incoming.Length ? RecordingRefusals.LengthIsFixed
        : incoming.Length == 0 ? RecordingRefusals.Empty
        : incoming.Offset + (incoming.BodyLength ?? 0) > (upload.Length ?? incoming.Length ?? long.MaxValue) ? Receiving.PastTheEnd(upload)
        : null;

    // The first bytes of an upload may have come before, one by one.
    private async Task<byte[]> FirstBytesAsync(UploadView upload, CancellationToken cancel)
    {
        if (upload.Offset == 0)
        {
            return [];
        }

        await using var stream = await recordings.OpenAsync(upload.Key, cancel);
        var first = new byte[upload.Offset];
        await stream.ReadExactlyAsync(first, cancel);
        return first;
    }

    private static Task<Outcome<UploadView>> CommitAsync(TenantKey key, Func<Task<Outcome<UploadView>>> commitAsync)
    {
        CallerTenant.Set(key.Tenant);
        return commitAsync();
    }

    // Where the grain could not say what became of the commit, nothing is deleted: the next request finds out.
    private async Task DropRefusedAsync(TenantKey key, IEnumerable<RecordingPart> parts, Refusal refusal)
    {
        if (refusal.Kind != RefusalKind.Unavailable)
        {
            await tail.DeleteAsync(parts.Select(part => new BlobName(new(key), part.Name)), CancellationToken.None);
        }
    }

    private async Task<Refusal?> CompleteAsync(IRecordingGrain recording, UploadView complete)
    {
        try
        {
            if (await inspection.InspectAsync(recording, complete, CancellationToken.None) is { } unwanted)
            {
                return unwanted;
            }

            var kept = (await recordings.PartsAsync(complete.Key)).Select(part => part.Name).ToHashSet();
            await tail.DeleteAsync((await blobs.ListAsync(new(complete.Key))).Where(blob => UploadTail.IsPart(blob.Name) && !kept.Contains(blob.Name)), CancellationToken.None);
        }
        catch (SealBrokenException)
        {
            // it is damaged since it was taken: marked so, with an alarm, and nothing that the sender could mend
        }
        catch (Exception failure) when (failure is IOException or OrleansException or TimeoutException)
        {
            LogNotInspected(failure, complete.Key);           // the bytes are safe; whoever looks at the recording tries again
        }

        return null;
    }

    [LoggerMessage(LogLevel.Information, "Recording {Recording}: {Bytes} sealed bytes of an upload that was cut off were kept")]
    private partial void LogRecovered(TenantKey recording, long bytes);

    [LoggerMessage(LogLevel.Error, "Recording {Recording} was refused bytes: the blob store is full")]
    private partial void LogFull(Exception full, TenantKey recording);

    [LoggerMessage(LogLevel.Warning, "Recording {Recording} is complete and could not be looked at")]
    private partial void LogNotInspected(Exception failure, TenantKey recording);
}
