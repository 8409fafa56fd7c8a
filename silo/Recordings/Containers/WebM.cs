namespace JobInterview.Silo.Recordings.Containers;

/// <summary>WebM as recorders write it: live, without a duration, clusters of unknown size. The blocks' own times tell how long it is.</summary>
internal static class WebM
{
    private const ulong Header = 0x1A45DFA3;
    private const ulong Segment = 0x18538067;
    private const ulong Info = 0x1549A966;
    private const ulong TimestampScale = 0x2AD7B1;
    private const ulong Duration = 0x4489;
    private const ulong Tracks = 0x1654AE6B;
    private const ulong Cluster = 0x1F43B675;
    private const ulong Timestamp = 0xE7;
    private const ulong SimpleBlock = 0xA3;
    private const ulong BlockGroup = 0xA0;
    private const ulong Block = 0xA1;
    private const ulong BlockDuration = 0x9B;

    private const int LongestTracks = 1 << 20;

    public static async Task<ContainerReading> ReadAsync(MediaCursor cursor, WebMIndex? index = null)
    {
        var (scale, told, cluster, hasPictures) = (1_000_000UL, 0.0, 0L, false);
        var clock = new BlockClock();
        try
        {
            while (!cursor.IsAtEnd)
            {
                var start = cursor.Position;
                var id = await IdAsync(cursor);
                var size = await SizeAsync(cursor);
                if (id is Segment or Info or Cluster or BlockGroup)
                {
                    index?.Began(id == Cluster, start);
                    continue;                                 // what is inside follows
                }

                var length = size ?? throw new EndOfStreamException();
                switch (id)
                {
                    case TimestampScale:
                        scale = await UnsignedAsync(cursor, length);
                        break;
                    case Duration:
                        told = await FloatAsync(cursor, length);
                        break;
                    case Timestamp:
                        cluster = (long)await UnsignedAsync(cursor, length);
                        index?.At(cluster);
                        break;
                    case BlockDuration:
                        clock.Lasts((long)Math.Min(await UnsignedAsync(cursor, length), int.MaxValue));
                        break;
                    case SimpleBlock or Block:
                        var block = await BlockAsync(cursor, length);
                        clock.Saw(block, cluster);
                        index?.Saw(block.Track);
                        break;
                    case Tracks when length <= LongestTracks:
                        hasPictures |= Pictures.AreInWebM(await cursor.BytesAsync((long)length));
                        index?.Passed(isHeader: false, isTracks: true, start, cursor.Position);
                        break;
                    default:
                        cursor.Skip(length);
                        index?.Passed(id == Header, id == Tracks, start, cursor.Position);
                        break;
                }
            }
        }
        catch (EndOfStreamException)
        {
            return (clock.End is { } cut ? ContainerReading.Of(Seconds(cut, scale), isDamaged: true) : ContainerReading.Damaged) with { HasPictures = hasPictures };
        }

        if (clock.End is not { } end)
        {
            return ContainerReading.Damaged with { HasPictures = hasPictures };
        }

        index?.Ended(scale, told > 0 ? told : end, isComplete: told > 0);
        return ContainerReading.Of(Seconds(told > 0 ? told : end, scale), isDamaged: false) with { HasPictures = hasPictures };
    }

    private static double Seconds(double ticks, ulong scale) => ticks * scale / 1e9;

    private static async ValueTask<(ulong Track, short Time)> BlockAsync(MediaCursor cursor, ulong length)
    {
        var start = cursor.Position;
        var track = await SizeAsync(cursor) ?? throw new EndOfStreamException();
        var time = (short)await cursor.BigEndianAsync(2);
        var head = (ulong)(cursor.Position - start);
        cursor.Skip(length >= head ? length - head : throw new EndOfStreamException());
        return (track, time);
    }

    private static async ValueTask<ulong> IdAsync(MediaCursor cursor)
    {
        var first = await cursor.ByteAsync();
        var more = first switch { >= 0x80 => 0, >= 0x40 => 1, >= 0x20 => 2, >= 0x10 => 3, _ => throw new EndOfStreamException() };
        return ((ulong)first << (8 * more)) | await cursor.BigEndianAsync(more);
    }

    // Null is "unknown": the element ends where something follows that can not be inside.
    private static async ValueTask<ulong?> SizeAsync(MediaCursor cursor)
    {
        var first = await cursor.ByteAsync();
        if (first == 0)
        {
            throw new EndOfStreamException();
        }

        var more = System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 24;
        var value = ((ulong)(first & (0x7F >> more)) << (8 * more)) | await cursor.BigEndianAsync(more);
        return value == (1UL << (7 * (more + 1))) - 1 ? null : value;
    }

    private static async ValueTask<ulong> UnsignedAsync(MediaCursor cursor, ulong length) =>
        length <= 8 ? await cursor.BigEndianAsync((int)length) : throw new EndOfStreamException();

    private static async ValueTask<double> FloatAsync(MediaCursor cursor, ulong length) => length switch
    {
        4 => BitConverter.UInt32BitsToSingle((uint)await cursor.BigEndianAsync(4)),
        8 => BitConverter.UInt64BitsToDouble(await cursor.BigEndianAsync(8)),
        _ => throw new EndOfStreamException(),
    };

    /// <summary>The end of the last block: its time, and as long again as the shortest step between two blocks of its track.</summary>
    private sealed class BlockClock
    {
        private const int MaxTracks = 16;
        private readonly Dictionary<ulong, (long Last, long Step)> _tracks = [];
        private ulong _track;

        public long? End => _tracks.Count == 0 ? null : _tracks.Values.Max(track => track.Last + track.Step);

        public void Saw((ulong Track, short Time) block, long cluster)
        {
            var at = Math.Clamp(cluster, 0, long.MaxValue / 2) + block.Time;
            if (_tracks.TryGetValue(block.Track, out var before))
            {
                _tracks[block.Track] = at > before.Last ? (at, Step(before.Step, at - before.Last)) : before;
            }
            else if (_tracks.Count < MaxTracks)
            {
                _tracks[block.Track] = (at, 0);
            }

            _track = block.Track;
        }

        // A gap, where a recorder had nothing to write, is no block's length.
        private static long Step(long known, long step) => known == 0 ? Math.Min(step, 1_000) : Math.Min(known, step);

        public void Lasts(long duration)
        {
            if (_tracks.TryGetValue(_track, out var last))
            {
                _tracks[_track] = last with { Step = duration };
            }
        }
    }
}
