using System.Globalization;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>What a process that died, or another one that lost its lease, had sealed and not committed.</summary>
internal sealed class UploadTail(IBlobStore blobs, KeyVault vault)
{
    /// <summary>A new part's name: its offset, so that what was never committed is known by its name alone, and a random rest.</summary>
    public static string NewName(long offset) => string.Create(CultureInfo.InvariantCulture, $"{offset:x12}-{RandomId.Format(RandomId.New())[..12]}");

    /// <summary>Blobs at or behind the end of the upload: none of them is in the manifest.</summary>
    public async Task<IReadOnlyList<BlobName>> FindAsync(UploadView upload, CancellationToken cancel) =>
        [.. (await blobs.ListAsync(new(upload.Key), cancel)).Where(blob => OffsetOf(blob.Name) >= upload.Offset)];

    /// <summary>Copies the longest authentic beginning into a part of its own, since the old one may still be written to; null when there is none.</summary>
    public async Task<RecordingPart?> RecoverAsync(UploadView upload, IEnumerable<BlobName> left, CancellationToken cancel)
    {
        RecordingPart? best = null;
        foreach (var blob in left.Where(blob => OffsetOf(blob.Name) == upload.Offset))
        {
            if (await CopyAsync(upload, blob, cancel) is { } copy)
            {
                var shorter = best is null || best.Length < copy.Length ? best : copy;
                best = shorter == copy ? best : copy;
                if (shorter is not null)
                {
                    await blobs.DeleteAsync(new(blob.Owner, shorter.Name), cancel);
                }
            }
        }

        return best;
    }

    public async Task DeleteAsync(IEnumerable<BlobName> left, CancellationToken cancel)
    {
        foreach (var blob in left)
        {
            await blobs.DeleteAsync(blob, cancel);
        }
    }

    private async Task<RecordingPart?> CopyAsync(UploadView upload, BlobName blob, CancellationToken cancel)
    {
        var key = await vault.OpenAsync(upload.Key.Tenant, upload.KeyId, cancel);
        await using var reader = await blobs.OpenAsync(blob, cancel);
        if (reader is null || reader.Length <= PartFormat.HeaderSize)
        {
            return null;
        }

        var header = new byte[PartFormat.HeaderSize];
        await reader.ReadAsync(header, 0, cancel);
        using var format = PartFormat.Read(new(upload.Key, upload.SessionId, blob.Name), key, header);
        if (format is null || format.IsProvisional || format.Offset != upload.Offset)
        {
            return null;
        }

        var name = new BlobName(blob.Owner, NewName(upload.Offset));
        await using var copy = await PartWriter.CreateAsync(
            blobs, name, PartFormat.New(new(upload.Key, upload.SessionId, name.Name), key, upload.Offset, isProvisional: false), reader.Length, cancel);
        var most = (upload.Length ?? long.MaxValue) - upload.Offset;
        var segment = new byte[PartFormat.SealedSegmentSize];
        for (var number = 0; copy.Length < most && await ReadAsync(reader, format, number, segment, cancel) is > 0 and var plain; number++)
        {
            await copy.WriteAsync(segment.AsMemory(0, plain), cancel);
        }

        System.Security.Cryptography.CryptographicOperations.ZeroMemory(segment);
        if (copy.Length > 0 && copy.Length <= most)
        {
            return await copy.CompleteAsync(upload.Offset);
        }

        await blobs.DeleteAsync(name, cancel);
        return null;
    }

    // A whole segment in the middle, or whatever is there as the last one; nothing else is authentic.
    private static async Task<int> ReadAsync(IBlobReader reader, PartFormat format, int number, byte[] segment, CancellationToken cancel)
    {
        var sealedBytes = segment.AsMemory(0, (int)Math.Clamp(reader.Length - PartFormat.PlaceOf(number), 0, PartFormat.SealedSegmentSize));
        var plain = sealedBytes.Length - PartFormat.TagSize;
        if (plain <= 0)
        {
            return 0;
        }

        // A failed try clears the buffer, so each reads anew.
        return await TryAsync(isLast: false) || await TryAsync(isLast: true) ? plain : 0;

        async ValueTask<bool> TryAsync(bool isLast) =>
            (isLast || plain == PartFormat.SegmentSize)
            && await reader.ReadAsync(sealedBytes, PartFormat.PlaceOf(number), cancel) == sealedBytes.Length
            && format.TryOpen(sealedBytes.Span[..plain], sealedBytes.Span[plain..], number, isLast);
    }

    /// <summary>Whether the name is one of uploaded bytes; what was made of them has another.</summary>
    public static bool IsPart(string name) => OffsetOf(name) >= 0;

    internal static long OffsetOf(string name) =>
        name.Length > 12 && long.TryParse(name.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var offset) ? offset : -1;
}
