using System.Buffers.Binary;
using CsCheck;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings.Containers;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>What a recorder's file says about itself; and what the parser does with files that lie.</summary>
public sealed class ContainerTests
{
    private static readonly byte[] LiveWebM =
    [
        0x1A, 0x45, 0xDF, 0xA3, 0x84, 0x42, 0x86, 0x81, 0x01,                          // EBML
        0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,        // Segment of unknown size
        0x15, 0x49, 0xA9, 0x66, 0x87, 0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40,        // Info: a tick is a millisecond
        .. Cluster(0, 0, 60, 120), .. Cluster(5_000, 0, 60), .. Cluster(9_880, 0, 60),
    ];

    [Fact]
    public async Task A_live_webm_lasts_until_the_end_of_its_last_block() =>
        Assert.Equal(new ContainerReading(10_000, false), await ReadAsync(MediaContainer.WebM, LiveWebM));

    [Fact]
    public async Task A_webm_that_was_cut_is_damaged_and_still_tells_how_far_it_goes() =>
        Assert.Equal(new ContainerReading(9_940, true), await ReadAsync(MediaContainer.WebM, LiveWebM[..^3]));

    [Fact]
    public async Task A_live_webm_is_played_with_a_duration_and_cues_that_point_at_its_clusters()
    {
        byte[] live = [.. LiveWebM[..33], 0x16, 0x54, 0xAE, 0x6B, 0x82, 0xEC, 0x80, .. LiveWebM[33..]];
        var (index, stream) = (new WebMIndex(), new MemoryStream(live));
        await WebM.ReadAsync(new(stream, CancellationToken.None), index);
        Assert.True(index.IsNeeded);

        await using var played = new HeadedStream(await index.HeadAsync(stream, live.Length - index.BodyFrom, CancellationToken.None), stream, index.BodyFrom);
        using var copy = new MemoryStream();
        await played.CopyToAsync(copy);
        var bytes = copy.ToArray();

        var again = new WebMIndex();
        Assert.Equal(new ContainerReading(10_000, false), await WebM.ReadAsync(new(new MemoryStream(bytes), CancellationToken.None), again));
        Assert.False(again.IsNeeded);
        Assert.Equal(live[(int)index.BodyFrom..], bytes[^(live.Length - (int)index.BodyFrom)..]);
        var segment = bytes.AsSpan().IndexOf((byte[])[0x18, 0x53, 0x80, 0x67]) + 12;
        var cues = PlacesOf(bytes);
        Assert.Equal(3, cues.Length);
        Assert.All(cues, at => Assert.Equal([0x1F, 0x43, 0xB6, 0x75], bytes[(segment + (int)at)..(segment + (int)at + 4)]));
    }

    [Fact]
    public async Task A_wav_lasts_as_long_as_its_samples_also_when_nobody_went_back_to_write_the_size()
    {
        Assert.Equal(new ContainerReading(2_500, false), await ReadAsync(MediaContainer.Wav, Wav(16_000 * 2 * 5 / 2, told: null)));
        Assert.Equal(new ContainerReading(2_500, false), await ReadAsync(MediaContainer.Wav, Wav(16_000 * 2 * 5 / 2, told: uint.MaxValue)));
        Assert.True((await ReadAsync(MediaContainer.Wav, Wav(1_000, told: 9_000))).IsDamaged);
    }

    [Fact]
    public async Task A_fragmented_mp4_lasts_until_the_end_of_its_last_fragment()
    {
        byte[] mp4 =
        [
            .. Box("ftyp", "isom"u8.ToArray()),
            .. Box("moov", Box("mvhd", [.. Zeros(12), .. Be(1_000), .. Be(0)]), Box("trak", Box("tkhd", [.. Zeros(12), .. Be(1), .. Zeros(8)]), Box("mdia", Box("mdhd", [.. Zeros(12), .. Be(48_000), .. Be(0)])))),
            .. Fragment(0, 100, 960), .. Box("mdat", Zeros(50)), .. Fragment(96_000, 50, 960), .. Box("mdat", Zeros(50)),
        ];

        Assert.Equal(new ContainerReading(3_000, false), await ReadAsync(MediaContainer.Mp4, mp4));
        Assert.True((await ReadAsync(MediaContainer.Mp4, mp4[..^1])).IsDamaged);
    }

    [Fact]
    public async Task An_ogg_lasts_until_the_position_of_its_last_page()
    {
        byte[] head = [.. "OpusHead"u8, 1, 1, 0x38, 0x01, .. Zeros(7)];
        byte[] ogg = [.. Page(0, head), .. Page(0, Zeros(20)), .. Page(48_000 + 312, Zeros(100)), .. Page(96_000 + 312, Zeros(100))];

        Assert.Equal(new ContainerReading(2_000, false), await ReadAsync(MediaContainer.Ogg, ogg));
        Assert.True((await ReadAsync(MediaContainer.Ogg, [.. ogg, 1, 2, 3, 4])).IsDamaged);
    }

    [Theory]
    [InlineData(Filmed.WebMType, MediaContainer.WebM), InlineData(Filmed.Mp4Type, MediaContainer.Mp4)]
    public async Task A_picture_is_seen_in_the_head_and_in_the_whole_and_no_sound_looks_like_one(string type, MediaContainer container)
    {
        var film = await Filmed.ToneAsync(type);
        var sound = await Filmed.SoundOfAsync(film, container);

        Assert.Equal((true, false), (Pictures.AreIn(container, film.AsSpan(0, 16 * 1024)), Pictures.AreIn(container, sound)));
        Assert.Equal((true, false), ((await ReadAsync(container, film)).HasPictures, (await ReadAsync(container, sound)).HasPictures));
        Assert.True((await ReadAsync(container, film[..^1])).HasPictures);
    }

    [Fact]
    public async Task Not_even_a_picture_that_comes_last_or_under_another_name_is_missed()
    {
        byte[] movie = Box("moov", Box("trak", Box("mdia", Box("hdlr", [.. Zeros(8), .. "vide"u8, .. Zeros(12)]))));
        byte[] last = [.. Box("ftyp", "isom"u8.ToArray()), .. Box("mdat", Zeros(100_000)), .. movie];
        byte[] named = [0x16, 0x54, 0xAE, 0x6B, 0x8C, 0xAE, 0x8A, 0x83, 0x81, 0x02, 0x86, 0x85, .. "V_VP8"u8];

        Assert.False(Pictures.AreIn(MediaContainer.Mp4, last.AsSpan(0, 16 * 1024)));
        Assert.True((await ReadAsync(MediaContainer.Mp4, last)).HasPictures);
        Assert.True(Pictures.AreIn(MediaContainer.WebM, [.. LiveWebM[..33], .. named]));
        Assert.True(Pictures.AreIn(MediaContainer.Ogg, [.. Beginning([.. "OpusHead"u8, .. Zeros(11)]), .. Beginning([0x80, .. "theora"u8])]));
        Assert.False(Pictures.AreIn(MediaContainer.Ogg, [.. Beginning([.. "OpusHead"u8, .. Zeros(11)]), .. Page(0, [0x80, .. "theora"u8])]));
    }

    private static byte[] Beginning(byte[] packet)
    {
        var page = Page(0, packet);
        page[5] |= 2;
        return page;
    }

    [Fact]
    public void No_bytes_make_it_throw_or_hang()
    {
        byte[][] seeds = [LiveWebM, Wav(1_000, null), [.. Box("ftyp", "isom"u8.ToArray()), .. Box("moov", Box("mvhd", Zeros(20))), .. Fragment(0, 9, 9)], Page(7, [.. "OpusHead"u8, .. Zeros(11)])];
        var change = Gen.Select(Gen.Int[0, 400], Gen.Byte, Gen.Int[0, 2]);

        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 3], change.Array[0, 8]).Sample((seed, container, changes) =>
        {
            var bytes = seeds[seed].ToList();
            foreach (var (at, value, how) in changes.Where(_ => bytes.Count > 1))
            {
                var place = at % bytes.Count;
                if (how == 0)
                {
                    bytes[place] = value;
                }
                else if (how == 1)
                {
                    bytes.Insert(place, value);
                }
                else
                {
                    bytes.RemoveRange(place, Math.Min(value % 16, bytes.Count - place));
                }
            }

            var read = ReadAsync((MediaContainer)container, [.. bytes]).GetAwaiter().GetResult();
            Assert.True(read.DurationMs is null or >= 0);
            _ = Pictures.AreIn((MediaContainer)container, [.. bytes]);
        }, iter: 20_000);
    }

    // CueClusterPosition, eight bytes wide.
    private static long[] PlacesOf(byte[] bytes) =>
    [
        .. Enumerable.Range(0, bytes.Length - 17).Where(i => bytes.AsSpan(i, 9).SequenceEqual((byte[])[0xF1, 1, 0, 0, 0, 0, 0, 0, 8]))
            .Select(i => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(i + 9))),
    ];

    private static Task<ContainerReading> ReadAsync(MediaContainer container, byte[] bytes) =>
        ContainerReading.ReadAsync(container, new MemoryStream(bytes), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));

    private static byte[] Cluster(ushort at, params byte[] blocks) =>
    [
        0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xE7, 0x82, (byte)(at >> 8), (byte)at,
        .. blocks.SelectMany(time => (byte[])[0xA3, 0x89, 0x81, 0, time, 0x80, 1, 2, 3, 4, 5]),
    ];

    private static byte[] Wav(int samples, uint? told) =>
    [
        .. "RIFF"u8, .. Zeros(4), .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, .. Le(16_000), .. Le(32_000), 2, 0, 16, 0,
        .. "data"u8, .. Le(told ?? (uint)samples), .. Zeros(samples),
    ];

    private static byte[] Fragment(uint at, uint count, uint step) => Box(
        "moof", Box("traf", Box("tfhd", [0, 0, 0, 8, .. Be(1), .. Be(step)]), Box("tfdt", [0, 0, 0, 0, .. Be(at)]), Box("trun", [0, 0, 0, 0, .. Be(count)])));

    private static byte[] Box(string type, params byte[][] bodies)
    {
        var body = bodies.SelectMany(b => b).ToArray();
        return [.. Be((uint)(8 + body.Length)), .. System.Text.Encoding.ASCII.GetBytes(type), .. body];
    }

    private static byte[] Page(long position, byte[] body)
    {
        var at = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(at, position);
        return [.. "OggS"u8, 0, 0, .. at, .. Zeros(12), 1, (byte)body.Length, .. body];
    }

    private static byte[] Be(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Le(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Zeros(int count) => new byte[count];
}
