using System.Buffers.Binary;

namespace JobInterview.Silo.Recordings.Containers;

/// <summary>MP4, whole or in fragments as recorders write it: the movie's own duration, else the end of the last fragment.</summary>
internal static class Mp4
{
    private const int MaxBox = 8 << 20;

    public static async Task<ContainerReading> ReadAsync(MediaCursor cursor) => (await LookAsync(cursor)).Told;

    public static async Task<Mp4Layout> LookAsync(MediaCursor cursor)
    {
        var movie = new Movie();
        var (hasMovie, hasMedia, isMovieFirst) = (false, false, false);
        while (!cursor.IsAtEnd)
        {
            var start = cursor.Position;
            var size = await cursor.BigEndianAsync(4);
            var type = (uint)await cursor.BigEndianAsync(4);
            size = size switch { 0 => (ulong)(cursor.Length - start), 1 => await cursor.BigEndianAsync(8), _ => size };
            var head = (ulong)(cursor.Position - start);
            if (size < head || size - head > (ulong)cursor.Left)
            {
                return Layout(movie.Seconds is { } cut ? ContainerReading.Of(cut, isDamaged: true) : ContainerReading.Damaged);
            }

            var body = size - head;
            if (type is Box.Moov or Box.Moof && body <= MaxBox)
            {
                movie.Walk(await cursor.BytesAsync((long)body));
                hasMovie |= type == Box.Moov;
                isMovieFirst |= hasMovie && !hasMedia;
            }
            else
            {
                hasMedia |= type == Box.Mdat;
                cursor.Skip(body);
            }
        }

        return Layout(hasMovie && hasMedia ? ContainerReading.Of(movie.Seconds, isDamaged: false) : ContainerReading.Damaged);

        Mp4Layout Layout(ContainerReading told) => new(told with { HasPictures = movie.HasPictures }, movie.IsFragmented, isMovieFirst);
    }

    private static class Box
    {
        public const uint Moov = 0x6D6F6F76, Moof = 0x6D6F6F66, Mdat = 0x6D646174, Mvhd = 0x6D766864, Trak = 0x7472616B, Tkhd = 0x746B6864, Mdia = 0x6D646961,
            Mdhd = 0x6D646864, Mvex = 0x6D766578, Trex = 0x74726578, Traf = 0x74726166, Tfhd = 0x74666864, Tfdt = 0x74666474, Trun = 0x7472756E, Hdlr = 0x68646C72;
    }

    private sealed class Movie
    {
        private readonly Dictionary<uint, (uint Scale, uint Step, double End)> _tracks = [];
        private double _told;
        private uint _track;
        private uint _step;
        private double _at;

        public bool IsFragmented { get; private set; }

        public bool HasPictures { get; private set; }

        public double? Seconds => _tracks.Values.Select(track => track.Scale == 0 ? 0 : track.End / track.Scale).Append(_told).Max() is > 0 and var seconds ? seconds : null;

        public void Walk(ReadOnlySpan<byte> boxes, int depth = 0)
        {
            while (boxes.Length >= 8 && depth < 8)
            {
                var size = BinaryPrimitives.ReadUInt32BigEndian(boxes);
                var type = BinaryPrimitives.ReadUInt32BigEndian(boxes[4..]);
                if (size < 8 || size > boxes.Length)
                {
                    return;
                }

                Read(type, boxes[8..(int)size], depth);
                boxes = boxes[(int)size..];
            }
        }

        private void Read(uint type, ReadOnlySpan<byte> body, int depth)
        {
            switch (type)
            {
                case Box.Trak or Box.Mdia or Box.Mvex or Box.Traf:
                    IsFragmented |= type == Box.Mvex;
                    Walk(body, depth + 1);
                    break;
                case Box.Mvhd when Times(body) is { Scale: > 0 } times:
                    _told = (double)times.Duration / times.Scale;
                    break;
                case Box.Tkhd when body.Length >= 24:
                    _track = Number(body, body[0] == 1 ? 20 : 12);
                    break;
                case Box.Mdhd when Times(body) is { } times:
                    Change(track => track with { Scale = times.Scale });
                    break;
                case Box.Hdlr:
                    HasPictures |= Pictures.AreHandledBy(body);
                    break;
                case Box.Trex when body.Length >= 16:
                    _track = Number(body, 4);
                    var step = Number(body, 12);
                    Change(track => track with { Step = step });
                    break;
                case Box.Tfhd when body.Length >= 8:
                    Fragment(body);
                    break;
                case Box.Tfdt when body.Length >= 8:
                    _at = body[0] == 1 && body.Length >= 12 ? BinaryPrimitives.ReadUInt64BigEndian(body[4..]) : Number(body, 4);
                    break;
                case Box.Trun when body.Length >= 8:
                    Run(body);
                    break;
            }
        }

        private void Fragment(ReadOnlySpan<byte> body)
        {
            var flags = Number(body, 0) & 0xFFFFFF;
            _track = Number(body, 4);
            var at = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
            _step = (flags & 8) != 0 && body.Length >= at + 4 ? Number(body, at) : _tracks.GetValueOrDefault(_track).Step;
            _at = _tracks.GetValueOrDefault(_track).End;
        }

        private void Run(ReadOnlySpan<byte> body)
        {
            var (flags, count) = (Number(body, 0) & 0xFFFFFF, Number(body, 4));
            var at = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
            var width = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
            var end = _at;
            if ((flags & 0x100) == 0)
            {
                end += (double)count * _step;
            }
            else
            {
                for (var i = 0U; i < count && at + width <= body.Length; i++, at += width)
                {
                    end += Number(body, at);
                }
            }

            _at = end;
            Change(track => track with { End = Math.Max(track.End, end) });
        }

        private void Change(Func<(uint Scale, uint Step, double End), (uint Scale, uint Step, double End)> change)
        {
            if (_tracks.Count < 64 || _tracks.ContainsKey(_track))
            {
                _tracks[_track] = change(_tracks.GetValueOrDefault(_track));
            }
        }

        private static (uint Scale, ulong Duration)? Times(ReadOnlySpan<byte> body) =>
            body.Length < 20 ? null
            : body[0] != 1 ? (Number(body, 12), Number(body, 16) is var short32 && short32 == uint.MaxValue ? 0 : short32)
            : body.Length < 32 ? null
            : (Number(body, 20), BinaryPrimitives.ReadUInt64BigEndian(body[24..]) is var long64 && long64 == ulong.MaxValue ? 0 : long64);

        private static uint Number(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadUInt32BigEndian(body[at..]);
    }
}

/// <summary>How an MP4 is laid out.</summary>
/// <param name="IsFragmented">Its movie announces fragments, so it tells neither its duration nor where its samples are.</param>
/// <param name="IsMovieFirst">A player knows both before the first sample.</param>
internal readonly record struct Mp4Layout(ContainerReading Told, bool IsFragmented, bool IsMovieFirst);
