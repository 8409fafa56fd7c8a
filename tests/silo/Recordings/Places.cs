using System.Buffers.Binary;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>Where a player jumps to for a time: by the cues of a WebM, or by the tables of an MP4's first track.</summary>
internal static class Places
{
    /// <summary>Times in milliseconds and places, in order.</summary>
    public static List<(long At, long Place)> OfWebM(ReadOnlySpan<byte> head)
    {
        var places = new List<(long, long)>();
        var segment = head.IndexOf((byte[])[0x18, 0x53, 0x80, 0x67]) + 12;
        var rest = head;
        while (Next(ref rest, 0xB3) is { } time && Next(ref rest, 0xF1) is { } place)
        {
            places.Add((time, segment + place));
        }

        return places;
    }

    /// <summary>The same for each chunk of an MP4's first track.</summary>
    public static List<(long At, long Place)> OfMp4(ReadOnlySpan<byte> movie)
    {
        var scale = Be(Box(movie, "mdhd")[12..]);
        var durations = Box(movie, "stts");
        var runs = Box(movie, "stsc");
        var chunks = Box(movie, "stco");
        var places = new List<(long, long)>();
        var (sample, entry, left, at, run) = (0L, 0, 0U, 0L, 0);
        for (var chunk = 0; chunk < Be(chunks[4..]); chunk++)
        {
            places.Add((at * 1000 / scale, Be(chunks[(8 + (4 * chunk))..])));
            while (run + 1 < Be(runs[4..]) && Be(runs[(8 + (12 * (run + 1)))..]) <= chunk + 1)
            {
                run++;
            }

            for (var i = 0; i < Be(runs[(12 + (12 * run))..]); i++, sample++)
            {
                left = left > 0 ? left : Be(durations[(8 + (8 * entry++))..]);
                at += Be(durations[(8 + (8 * (entry - 1)) + 4)..]);
                left--;
            }
        }

        return places;
    }

    private static ReadOnlySpan<byte> Box(ReadOnlySpan<byte> movie, string type)
    {
        var at = movie.IndexOf(System.Text.Encoding.ASCII.GetBytes(type));
        return movie.Slice(at + 4, (int)Be(movie[(at - 4)..]) - 8);
    }

    // Our own head writes every number eight bytes wide.
    private static long? Next(ref ReadOnlySpan<byte> rest, byte id)
    {
        var at = rest.IndexOf((byte[])[id, 1, 0, 0, 0, 0, 0, 0, 8]);
        if (at < 0)
        {
            return null;
        }

        var number = BinaryPrimitives.ReadInt64BigEndian(rest[(at + 9)..]);
        rest = rest[(at + 17)..];
        return number;
    }

    private static uint Be(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
