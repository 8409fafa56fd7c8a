using System.Buffers;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Recordings.Containers;

namespace JobInterview.Silo.Recordings;

/// <summary>The first bytes of an upload, in however many pieces they come, and what is wrong with them.</summary>
/// <param name="before">Those that came with earlier requests.</param>
internal sealed class MediaHead(MediaType media, byte[] before)
{
    // What recorders write before the first sound is a tenth of it; a list of tracks further behind is found when the upload is complete.
    private const int HeadOfSound = 16 * 1024;

    private byte[] _bytes = before;

    /// <summary>How many bytes are looked at: of what may have a picture only the signature.</summary>
    public static int LengthOf(MediaType media) => media.Kind == RecordingKind.Audio ? HeadOfSound : MediaSignature.Length;

    public bool IsWhole => _bytes.Length >= LengthOf(media);

    /// <summary>Adds what follows, as far as it is of the head, and says why none of it is taken, or null.</summary>
    public Refusal? Add(ReadOnlySequence<byte> more)
    {
        if (IsWhole || more.IsEmpty)
        {
            return null;
        }

        _bytes = [.. _bytes, .. more.Slice(0, Math.Min(LengthOf(media) - _bytes.Length, more.Length)).ToArray()];
        return !media.Container.CanBegin(_bytes) ? RecordingRefusals.NotMedia
            : media.Kind == RecordingKind.Audio && Pictures.AreIn(media.Container, _bytes) ? RecordingRefusals.HoldsVideo
            : null;
    }
}
