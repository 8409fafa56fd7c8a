using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>Finds an engine's segments in its text, in order; one that is not found there word for word has no place and is left out.</summary>
internal static class SegmentAlignment
{
    private const int Reach = 2_000;
    private const int MostSegments = 5_000;

    public static SpokenWord[] Align(string text, IReadOnlyList<HeardSegment> segments, int? recordingMs)
    {
        var placed = new List<SpokenWord>(Math.Min(segments.Count, MostSegments));
        var (at, since) = (0, 0);
        foreach (var segment in segments)
        {
            var said = TranscriptText.Clean(segment.Text);
            if (said.Length == 0 || placed.Count == MostSegments
                || TranscriptText.Within(recordingMs, segment.Start, segment.End) is not var (start, end)
                || WordAlignment.Find(text, said, at, Reach + said.Length) is not { } found)
            {
                continue;
            }

            start = Math.Max(start, since);
            placed.Add(new(found, said.Length, start, Math.Max(start, end)));
            (at, since) = (found + said.Length, start);
        }

        return [.. placed];
    }
}
