using System.Buffers.Binary;
using System.Security.Cryptography;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Recordings;

/// <summary>How a part lies in its blob: a header, then segments of 64 KiB, each AES-256-GCM under a nonce of the part's random prefix, the segment's
/// number and whether it is the last (STREAM): none can be changed, left out, moved, or taken to another part, recording, session or tenant.</summary>
internal sealed class PartFormat : IDisposable
{
    public const int HeaderSize = 24;
    public const int SegmentSize = 64 * 1024;
    public const int TagSize = 16;
    public const int SealedSegmentSize = SegmentSize + TagSize;

    private const int PrefixAt = 6;
    private const int PrefixSize = 7;
    private const int OffsetAt = 16;
    private const byte Version = 1;
    private const byte NeedsChecksum = 1;
    private readonly AesGcm _gcm;
    private readonly byte[] _header;
    private readonly byte[] _binding;

    private PartFormat(PartAddress address, DataKey key, byte[] header)
    {
        _gcm = key.Cipher();
        _header = header;
        _binding = [.. address.Binding(key.Id), .. header];
    }

    public ReadOnlyMemory<byte> Header => _header;

    /// <summary>Where in the recording the part begins.</summary>
    public long Offset => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(OffsetAt));

    /// <summary>Whether its bytes are worth nothing before a checksum over all of them held.</summary>
    public bool IsProvisional => _header[5] == NeedsChecksum;

    public static PartFormat New(PartAddress address, DataKey key, long offset, bool isProvisional)
    {
        var header = new byte[HeaderSize];
        "JIMP"u8.CopyTo(header);
        header[4] = Version;
        header[5] = isProvisional ? NeedsChecksum : (byte)0;
        RandomNumberGenerator.Fill(header.AsSpan(PrefixAt, PrefixSize));
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(OffsetAt), offset);
        return new(address, key, header);
    }

    /// <summary>The format of a part that is there, or null when this is no header of ours.</summary>
    public static PartFormat? Read(PartAddress address, DataKey key, ReadOnlySpan<byte> header) =>
        header.Length >= HeaderSize && header[..4].SequenceEqual("JIMP"u8) && header[4] == Version
            ? new(address, key, header[..HeaderSize].ToArray())
            : null;

    public static int SegmentsOf(long length) => checked((int)Math.Max(1, (length + SegmentSize - 1) / SegmentSize));

    public static long SealedLengthOf(long length) => HeaderSize + length + ((long)SegmentsOf(length) * TagSize);

    /// <summary>How many plain bytes are in a part that has so many sealed ones; null where no part has.</summary>
    public static long? LengthOf(long sealedLength)
    {
        var segments = (sealedLength - HeaderSize + SealedSegmentSize - 1) / SealedSegmentSize;
        var length = sealedLength - HeaderSize - (segments * TagSize);
        return length > 0 && segments <= int.MaxValue && SealedLengthOf(length) == sealedLength ? length : null;
    }

    public static long PlaceOf(int segment) => HeaderSize + ((long)segment * SealedSegmentSize);

    /// <summary>Seals a segment where it lies: the plain bytes are gone after this, the tag follows them.</summary>
    public void Seal(Span<byte> plain, Span<byte> tag, int number, bool isLast) => _gcm.Encrypt(Nonce(number, isLast, stackalloc byte[12]), plain, plain, tag, _binding);

    /// <summary>Opens a segment where it lies; false, and no plain byte, when it is not the one that was sealed there.</summary>
    public bool TryOpen(Span<byte> sealedBytes, ReadOnlySpan<byte> tag, int number, bool isLast)
    {
        try
        {
            _gcm.Decrypt(Nonce(number, isLast, stackalloc byte[12]), sealedBytes, tag, sealedBytes, _binding);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;                                     // .NET clears the buffer
        }
    }

    public void Dispose() => _gcm.Dispose();

    private ReadOnlySpan<byte> Nonce(int number, bool isLast, Span<byte> nonce)
    {
        _header.AsSpan(PrefixAt, PrefixSize).CopyTo(nonce);
        BinaryPrimitives.WriteInt32BigEndian(nonce[PrefixSize..], number);
        nonce[11] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}

/// <summary>Where a part belongs; moved to any other place it can not be opened.</summary>
internal readonly record struct PartAddress(TenantKey Recording, Guid Session, string Name)
{
    public byte[] Binding(Guid key) => Envelope.Bind(
        Sealer.Service, "recording-part", "1", Recording.Tenant.ToString(), RandomId.Format(Session), RandomId.Format(Recording.Id), Name, RandomId.Format(key));
}
