using System.Text;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>Makes what an engine wrote into text that may be kept beside answers, under the same rules as theirs.</summary>
internal static class TranscriptText
{
    /// <summary>The text without what hides, reorders or is no character; spaces at the ends go, inside nothing moves.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var one = rune.ToString();
            clean.Append(rune == Rune.ReplacementChar || AnswerText.Fault(one) is not (null or "empty") ? " " : one);
        }

        return clean.ToString().Trim();
    }

    /// <summary>A name of an engine or language, as far as it may be shown.</summary>
    public static string Name(string name, int longest)
    {
        var visible = string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':').Take(longest));
        return visible;
    }

    /// <summary>A span of time within the recording, cut at its end; null for what begins behind it, runs backwards or is no time.</summary>
    public static (int Start, int End)? Within(int? recordingMs, double start, double end) =>
        Milliseconds(start) is { } from && Milliseconds(end) is { } to && from <= to && !(from >= recordingMs) ? (from, Math.Min(to, recordingMs ?? to)) : null;

    /// <summary>Seconds as whole milliseconds of at most a day; what is no time is none.</summary>
    public static int? Milliseconds(double? seconds) =>
        seconds is { } given && double.IsFinite(given) && given >= 0 && given <= 86_400 ? (int)Math.Round(given * 1_000) : null;
}
