using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace JobInterview.Grains.Recordings;

/// <summary>What a recording says it is: a container that we know, as audio or video, and the exact words of the recorder.</summary>
[GenerateSerializer, Immutable, Alias("media-type")]
public sealed record MediaType([property: Id(0)] RecordingKind Kind, [property: Id(1)] MediaContainer Container, [property: Id(2)] string ContentType)
{
    private const int MaxLength = 120;

    /// <summary>Reads a content type as a recorder writes it: <c>video/webm;codecs=vp9,opus</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MediaType? media)
    {
        media = null;
        if (text is not { Length: > 0 and <= MaxLength } || text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            || !MediaTypeHeaderValue.TryParse(Quoted(text), out var parsed) || Known(parsed.MediaType!.ToLowerInvariant()) is not { } known)
        {
            return false;
        }

        media = new(known.Kind, known.Container, text);
        return true;
    }

    /// <summary>The type without parameters, as it is served.</summary>
    public string Essence => ContentType.Split(';')[0].Trim().ToLowerInvariant();

    // Recorders write codecs=vp9,opus without the quotes that the grammar asks for.
    private static string Quoted(string text)
    {
        var at = text.IndexOf("codecs=", StringComparison.OrdinalIgnoreCase);
        return at < 0 || text.AsSpan(at).Contains('"') ? text : $"{text[..(at + 7)]}\"{text[(at + 7)..]}\"";
    }

    private static (RecordingKind Kind, MediaContainer Container)? Known(string type) => type switch
    {
        "audio/webm" => (RecordingKind.Audio, MediaContainer.WebM),
        "video/webm" => (RecordingKind.Video, MediaContainer.WebM),
        "audio/mp4" or "audio/m4a" or "audio/x-m4a" => (RecordingKind.Audio, MediaContainer.Mp4),
        "video/mp4" => (RecordingKind.Video, MediaContainer.Mp4),
        "audio/ogg" => (RecordingKind.Audio, MediaContainer.Ogg),
        "video/ogg" => (RecordingKind.Video, MediaContainer.Ogg),
        "audio/wav" or "audio/wave" or "audio/x-wav" or "audio/vnd.wave" => (RecordingKind.Audio, MediaContainer.Wav),
        _ => null,
    };
}

/// <summary>The containers that recorders make.</summary>
[GenerateSerializer]
public enum MediaContainer { WebM, Mp4, Ogg, Wav }

public static class MediaSignature
{
    /// <summary>How many first bytes tell a container.</summary>
    public const int Length = 12;

    /// <summary>Whether these first bytes, be they fewer than needed, can begin such a container.</summary>
    public static bool CanBegin(this MediaContainer container, ReadOnlySpan<byte> first) => container switch
    {
        MediaContainer.WebM => Has(first, 0, [0x1A, 0x45, 0xDF, 0xA3]),
        MediaContainer.Mp4 => Has(first, 4, "ftyp"u8),
        MediaContainer.Ogg => Has(first, 0, "OggS"u8),
        MediaContainer.Wav => Has(first, 0, "RIFF"u8) && Has(first, 8, "WAVE"u8),
        _ => false,
    };

    private static bool Has(ReadOnlySpan<byte> first, int at, ReadOnlySpan<byte> mark)
    {
        var there = Math.Clamp(first.Length - at, 0, mark.Length);
        return there == 0 || first.Slice(at, there).SequenceEqual(mark[..there]);
    }
}
