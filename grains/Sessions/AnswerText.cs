using System.Buffers;

namespace JobInterview.Grains.Sessions;

/// <summary>What an answer may contain: the candidate's words verbatim, and nothing that hides or reorders them (DESIGN §6).</summary>
public static class AnswerText
{
    /// <summary>The most UTF-16 units of one answer.</summary>
    public const int MaxLength = 20_000;

    private static readonly SearchValues<char> Suspects =
        SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => FaultOf(c) is not null)]);

    /// <summary>The text as it is kept: only CRLF becomes LF.</summary>
    public static string Normalise(string text) => text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;

    /// <summary>Why a normalised text can not be kept, or null.</summary>
    public static string? Fault(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return text.Length == 0 ? "empty" : "too-long";
        }

        for (var i = FirstSuspect(text); i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                if ((char.ConvertToUtf32(c, text[++i]) & 0xFFFE) == 0xFFFE)
                {
                    return "noncharacter";
                }
            }
            else if (FaultOf(c) is { } fault)
            {
                return fault;
            }
        }

        return text.AsSpan().Trim().IsEmpty ? "empty" : null;
    }

    // Ordinary words are passed over many characters at a time; from the first other one on, each is looked at.
    private static int FirstSuspect(string text) => text.AsSpan().IndexOfAny(Suspects) is >= 0 and var at ? at : text.Length;

    private static string? FaultOf(char c) => c switch
    {
        '\t' or '\n' => null,
        < ' ' or (>= '\u007f' and <= '\u009f') => "control-character",
        (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => "bidi-control",
        (>= '\ufdd0' and <= '\ufdef') or '\ufffe' or '\uffff' => "noncharacter",
        _ => char.IsSurrogate(c) ? "lone-surrogate" : null,
    };
}
