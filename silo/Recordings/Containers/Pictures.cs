using System.Buffers.Binary;
using JobInterview.Grains.Recordings;

namespace JobInterview.Silo.Recordings.Containers;

/// <summary>Whether a container announces a picture: who agreed to be heard has not agreed to be seen. It reads as far as there are bytes, and only what it sees counts.</summary>
internal static class Pictures
{
    public static bool AreIn(MediaContainer container, ReadOnlySpan<byte> head) => container switch
    {
        MediaContainer.WebM => AreInWebM(head),
        MediaContainer.Mp4 => AreInMp4(head),
        MediaContainer.Ogg => AreInOgg(head),
        _ => false,
    };

    /// <summary>In a WebM, or in its list of tracks alone.</summary>
    public static bool AreInWebM(ReadOnlySpan<byte> bytes)
    {
        const ulong Segment = 0x18538067, Tracks = 0x1654AE6B, Track = 0xAE, Kind = 0x83, Codec = 0x86;
        while (Number(ref bytes, keepsMark: true) is { } id && Number(ref bytes, keepsMark: false) is var size)
        {
            if (id is Segment or Tracks or Track)
            {
                continue;                                     // what is inside follows
            }

            if (size is not { } length || length > (ulong)bytes.Length)
            {
                return false;
            }

            var body = bytes[..(int)length];
            if ((id == Kind && body.TrimStart((byte)0).SequenceEqual([(byte)1])) || (id == Codec && body.StartsWith("V_"u8)))
            {
                return true;
            }

            bytes = bytes[body.Length..];
        }

        return false;
    }

    /// <summary>Whether the handler of an MP4's track (<c>hdlr</c>) is one of pictures.</summary>
    public static bool AreHandledBy(ReadOnlySpan<byte> handler) => handler.Length >= 12 && handler[8..12] is var kind && (kind.SequenceEqual("vide"u8) || kind.SequenceEqual("auxv"u8));

    private static bool AreInMp4(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            var type = bytes[4..8];
            if (type.SequenceEqual("moov"u8) || type.SequenceEqual("trak"u8) || type.SequenceEqual("mdia"u8))
            {
                bytes = bytes[8..];
            }
            else if (size < 8 || size > bytes.Length)
            {
                return false;
            }
            else if (type.SequenceEqual("hdlr"u8) && AreHandledBy(bytes[8..(int)size]))
            {
                return true;
            }
            else
            {
                bytes = bytes[(int)size..];
            }
        }

        return false;
    }

    // Each stream of an Ogg begins with a page of its own that names its codec, before any other page.
    private static bool AreInOgg(ReadOnlySpan<byte> bytes)
    {
        const int Head = 27, Begins = 2;
        while (bytes.Length > Head && bytes.StartsWith("OggS"u8) && (bytes[5] & Begins) != 0 && bytes.Length >= Head + bytes[26])
        {
            var length = 0;
            foreach (var part in bytes.Slice(Head, bytes[26]))
            {
                length += part;
            }

            var body = bytes[(Head + bytes[26])..];
            if (body is [0x80, ..] && body[1..].StartsWith("theora"u8) || body is [0x01, ..] && body[1..].StartsWith("video"u8) || body.StartsWith("OVP80"u8) || body.StartsWith("BBCD\0"u8))
            {
                return true;
            }

            bytes = body[Math.Min(length, body.Length)..];
        }

        return false;
    }

    // A number of EBML, and null where none stands whole; of a size also where it is "unknown".
    private static ulong? Number(ref ReadOnlySpan<byte> bytes, bool keepsMark)
    {
        var more = bytes.IsEmpty ? 8 : System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 24;
        if (more >= 8 || bytes.Length <= more)
        {
            bytes = default;
            return null;
        }

        var value = (ulong)(keepsMark ? bytes[0] : bytes[0] & (0x7F >> more));
        foreach (var next in bytes.Slice(1, more))
        {
            value = (value << 8) | next;
        }

        bytes = bytes[(more + 1)..];
        return !keepsMark && value == (1UL << (7 * (more + 1))) - 1 ? null : value;
    }
}
