namespace JobInterview.Grains.Delivery;

/// <summary>How answers were spoken: published formulas, no norm, no ideal. It describes, and enters no score (interviewing.md §4a).</summary>
public sealed record DeliveryMetrics
{
    /// <summary>Below either there are no numbers.</summary>
    public const int FewestWords = 60;
    public const int ShortestMs = 20_000;
    private const int LongPauseMs = 2_000;
    private const int CutMs = 500;

    public required int Answers { get; init; }
    public required int Words { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Lexical words ÷ (first word start → last word end), hesitations excluded; words per minute. Requested think time is in no recording.</summary>
    public required Measure SpeechRate { get; init; }

    /// <summary>The same words ÷ the time without pauses of at least 250 ms; words per minute.</summary>
    public required Measure ArticulationRate { get; init; }

    /// <summary>Σ silences of at least 250 ms between the candidate's words ÷ the answers' span.</summary>
    public required Measure PauseRatio { get; init; }

    /// <summary>The median of those silences, in milliseconds: they are skewed, a mean would mislead.</summary>
    public required Measure PauseMedian { get; init; }

    /// <summary>How many of them lasted at least two seconds.</summary>
    public required Measure LongPauses { get; init; }

    /// <summary>From the acknowledged end of the question's sound to the first word, without requested think time; the median in milliseconds.</summary>
    public required Measure ResponseLatency { get; init; }

    /// <summary>The candidate's speech ÷ (the candidate's + the interviewer's).</summary>
    public required Measure TalkRatio { get; init; }

    /// <summary>Hesitations per 100 words.</summary>
    public required Measure FillerRate { get; init; }

    /// <summary>Phrases that fill ("like", "you know") per 100 words.</summary>
    public required Measure PhraseRate { get; init; }

    /// <summary>The candidate's speech that we cut off for at least half a second, per hour: our defect, not theirs.</summary>
    public required Measure Overlap { get; init; }

    /// <summary>The numbers over some answers of one interview, in the language they were spoken in.</summary>
    public static DeliveryMetrics Of(IReadOnlyList<SpokenAnswer> answers, string language)
    {
        var speech = answers.Select(answer => Speech.Of(answer, language)).ToList();
        var (words, span) = (speech.Sum(one => one.Words), speech.Sum(one => (long)one.SpanMs));
        var gaps = speech.SelectMany(one => one.Gaps).Order().ToList();
        var silent = gaps.Sum(gap => (long)gap);
        var why = words < FewestWords ? "too-few-words" : span < ShortestMs ? "too-short" : null;
        var keepsFillers = answers.All(answer => answer.KeepsFillers);
        return new()
        {
            Answers = answers.Count,
            Words = words,
            Seconds = span / 1_000.0,
            SpeechRate = Measure.Of(why, "wpm", () => words / (span / 60_000.0)),
            ArticulationRate = Measure.Of(why ?? (span > silent ? null : "too-short"), "wpm", () => words / ((span - silent) / 60_000.0)),
            PauseRatio = Measure.Of(why, "share", () => silent / (double)span),
            PauseMedian = Measure.Of(why ?? (gaps.Count > 0 ? null : "no-pauses"), "ms", () => Measure.Median(gaps)),
            LongPauses = Measure.Of(why, "count", () => gaps.Count(gap => gap >= LongPauseMs)),
            ResponseLatency = Latency(answers, why),
            TalkRatio = Measure.Of(why ?? (answers.All(answer => answer.InterviewerMs is not null) ? null : "not-measured"), "share",
                () => (span - silent) / (double)(span - silent + answers.Sum(answer => (long)answer.InterviewerMs!.Value))),
            FillerRate = Measure.Of(why ?? (keepsFillers ? null : "engine-drops-fillers"), "per-100-words", () => 100.0 * speech.Sum(one => one.Fillers) / words),
            PhraseRate = Measure.Of(why ?? (keepsFillers ? null : "engine-drops-fillers"), "per-100-words", () => 100.0 * speech.Sum(one => one.Phrases) / words),
            Overlap = Measure.Of(why ?? (answers.All(answer => answer.CutOffMs is not null) ? null : "not-measured"), "per-hour",
                () => answers.Sum(answer => answer.CutOffMs!.Value.Count(cut => cut >= CutMs)) / (span / 3_600_000.0)),
        };
    }

    private static Measure Latency(IReadOnlyList<SpokenAnswer> answers, string? why)
    {
        var latencies = answers.Where(answer => answer is { QuestionEndedMs: not null, Words.IsEmpty: false })
            .Select(answer => Math.Max(0, answer.Words[0].StartMs - answer.QuestionEndedMs!.Value)).Order().ToList();
        return Measure.Of(why ?? (latencies.Count > 0 ? null : "not-measured"), "ms", () => Measure.Median(latencies));
    }
}

/// <summary>One number with its unit, or why there is none.</summary>
public sealed record Measure(double? Value, string Unit, string? Why)
{
    internal static Measure Of(string? why, string unit, Func<double> value) => why is null ? new(Math.Round(value(), 3), unit, null) : new(null, unit, why);

    internal static double Median(List<int> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2.0;
}
