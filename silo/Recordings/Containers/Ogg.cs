using System.Buffers.Binary;

namespace JobInterview.Silo.Recordings.Containers;

/// <summary>Ogg: the last page's position, in samples of Opus or Vorbis.</summary>
internal static class Ogg
{
    private const ulong Capture = 0x4F676753;

    public static async Task<ContainerReading> ReadAsync(MediaCursor cursor)
    {
        var (rate, skipped, last) = (0U, 0L, 0L);
        while (!cursor.IsAtEnd)
        {
            if (await cursor.BigEndianAsync(4) != Capture)
            {
                return ContainerReading.Damaged;
            }

            cursor.Skip(2);
            var position = (long)BinaryPrimitives.ReverseEndianness(await cursor.BigEndianAsync(8));
            cursor.Skip(12);
            var segments = await cursor.BytesAsync(await cursor.ByteAsync());
            var body = segments.Sum(length => length);
            if (rate == 0)
            {
                (rate, skipped) = CodecOf(await cursor.BytesAsync(body));
            }
            else
            {
                cursor.Skip((ulong)body);
                last = Math.Max(last, position);              // -1 where no packet ends on the page
            }
        }

        return rate == 0 ? ContainerReading.Damaged : ContainerReading.Of(Math.Max(0, last - skipped) / (double)rate, isDamaged: false);
    }

    private static (uint Rate, long Skipped) CodecOf(ReadOnlySpan<byte> head) =>
        head.Length >= 19 && head.StartsWith("OpusHead"u8) ? (48_000, BinaryPrimitives.ReadUInt16LittleEndian(head[10..]))
        : head.Length >= 16 && head.StartsWith("\x01vorbis"u8) ? (BinaryPrimitives.ReadUInt32LittleEndian(head[12..]), 0)
        : (0, 0);
}
