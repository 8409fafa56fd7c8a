using System.Buffers.Binary;
using System.Text;

namespace JobInterview.Silo.Recordings.Containers;

/// <summary>What a live WebM lacks: how long it is, and where its clusters are. A new head says both, and the clusters follow untouched.</summary>
internal sealed class WebMIndex
{
    private const int MaxCues = 10_000;
    private readonly List<(long At, long Time)> _clusters = [];
    private readonly SortedSet<ulong> _tracks = [];
    private (long From, long To)? _header;
    private (long From, long To)? _trackList;
    private long? _cluster;
    private ulong _scale;
    private double _duration;

    /// <summary>Whether a new head helps: everything it needs was found, and the recorder has not written one itself.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>From where on the recording stays as it is.</summary>
    public long BodyFrom => _clusters[0].At;

    public void Began(bool isCluster, long at) => _cluster = isCluster ? at : _cluster;

    public void At(long time)
    {
        if (_cluster is { } at)
        {
            _clusters.Add((at, time));
            _cluster = null;
        }
    }

    public void Saw(ulong track)
    {
        if (_tracks.Count < 4 && track is > 0 and < 128)
        {
            _tracks.Add(track);
        }
    }

    public void Passed(bool isHeader, bool isTracks, long from, long to)
    {
        _header ??= isHeader ? (from, to) : null;
        _trackList ??= isTracks ? (from, to) : null;
    }

    public void Ended(ulong scale, double duration, bool isComplete)
    {
        (_scale, _duration) = (scale, duration);
        IsNeeded = !isComplete && _header is { From: 0 } && _trackList is { } tracks && _clusters.Count > 0 && _tracks.Count > 0 && tracks.To <= BodyFrom
            && tracks.To - tracks.From < 1 << 20;
    }

    /// <summary>The new head for a body of this length.</summary>
    public async Task<byte[]> HeadAsync(Stream recording, long bodyLength, CancellationToken cancel)
    {
        var header = await CopyAsync(recording, _header!.Value, cancel);
        byte[] front = [.. Information(), .. await CopyAsync(recording, _trackList!.Value, cancel)];
        var every = 1 + (_clusters.Count / MaxCues);
        var cued = _clusters.Where((_, i) => i % every == 0).ToList();
        var size = Cues(cued, 0).Length;                      // numbers have one width, so the first pass has the length of the second
        byte[] inside = [.. front, .. Cues(cued, front.Length + size)];
        return [.. header, .. Id(0x18538067), .. Size(inside.Length + bodyLength), .. inside];
    }

    private byte[] Information()
    {
        var duration = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(duration, _duration);
        var name = Encoding.ASCII.GetBytes("JobInterview");
        return Element(0x1549A966, [.. Number(0x2AD7B1, (long)_scale), .. Element(0x4489, duration), .. Element(0x4D80, name), .. Element(0x5741, name)]);
    }

    private byte[] Cues(List<(long At, long Time)> clusters, long bodyAt) => Element(0x1C53BB6B,
    [
        .. clusters.SelectMany(cluster => Element(0xBB,
        [
            .. Number(0xB3, cluster.Time),
            .. _tracks.SelectMany(track => Element(0xB7, [.. Number(0xF7, (long)track), .. Number(0xF1, bodyAt + cluster.At - BodyFrom)])),
        ])),
    ]);

    private static async Task<byte[]> CopyAsync(Stream recording, (long From, long To) range, CancellationToken cancel)
    {
        var bytes = new byte[range.To - range.From];
        recording.Position = range.From;
        await recording.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    private static byte[] Number(uint id, long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Element(id, bytes);
    }

    private static byte[] Element(uint id, byte[] body) => [.. Id(id), .. Size(body.Length), .. body];

    private static byte[] Id(uint id)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        return bytes[bytes.AsSpan().IndexOfAnyExcept((byte)0)..];
    }

    private static byte[] Size(long length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, length | (1L << 56));
        return bytes;
    }
}
