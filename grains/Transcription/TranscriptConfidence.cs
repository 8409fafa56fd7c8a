namespace JobInterview.Grains.Transcription;

/// <summary>How sure the engine is of what it heard: of its words where it says so, else of its segments by their length.</summary>
internal static class TranscriptConfidence
{
    /// <summary>0 to 1, or null where the engine says nothing.</summary>
    public static double? Of(HeardSpeech heard)
    {
        var words = heard.Words.Where(word => IsShare(word.Probability)).Select(word => word.Probability!.Value).ToList();
        return words.Count > 0 ? Round(words.Average()) : OfSegments(heard.Segments);
    }

    private static double? OfSegments(IReadOnlyList<HeardSegment> segments)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var segment in segments)
        {
            var length = segment.End - segment.Start;
            if (segment.LogProbability is { } log && double.IsFinite(log) && log <= 0 && double.IsFinite(length) && length > 0)
            {
                (sum, weight) = (sum + (Math.Exp(log) * length), weight + length);
            }
        }

        return weight > 0 ? Round(sum / weight) : null;
    }

    private static bool IsShare(double? value) => value is >= 0 and <= 1;

    private static double Round(double value) => Math.Round(value, 4);
}
