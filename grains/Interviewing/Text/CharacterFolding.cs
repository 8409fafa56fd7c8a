using System.Globalization;
using System.Text;

namespace JobInterview.Grains.Interviewing.Text;

/// <summary>What one user-visible character becomes in a copy made for comparing.</summary>
internal static class CharacterFolding
{
    /// <summary>Characters below this have their result in a table, unless a mark follows.</summary>
    public const int Count = 0x180;

    /// <summary>The first combining mark.</summary>
    public const char FirstMark = '\u0300';

    // Letters that NFKD leaves whole, and the Cyrillic and Greek letters that look Latin: an attack must not hide behind them.
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['œ'] = "oe", ['æ'] = "ae", ['ø'] = "o", ['ß'] = "ss", ['ı'] = "i", ['ł'] = "l", ['đ'] = "d",
        ['а'] = "a", ['е'] = "e", ['о'] = "o", ['р'] = "p", ['с'] = "c", ['у'] = "y", ['х'] = "x", ['і'] = "i", ['ѕ'] = "s", ['ј'] = "j",
        ['к'] = "k", ['м'] = "m", ['т'] = "t", ['н'] = "h", ['в'] = "b", ['ԁ'] = "d", ['ɡ'] = "g",
        ['α'] = "a", ['ο'] = "o", ['ρ'] = "p", ['ν'] = "v", ['ι'] = "i", ['ε'] = "e", ['κ'] = "k", ['τ'] = "t", ['υ'] = "u", ['χ'] = "x",
    };

    private static readonly string[] Folded = Table(fold: true);
    private static readonly string[] Canonical = Table(fold: false);
    private static readonly char[] FoldedSingles = Singles(Folded);
    private static readonly char[] CanonicalSingles = Singles(Canonical);

    public static string Quick(char c, bool fold) => (fold ? Folded : Canonical)[c];

    /// <summary>For each character below <see cref="Count"/> the one that it becomes, or NUL where it becomes none or several.</summary>
    public static ReadOnlySpan<char> QuickSingles(bool fold) => fold ? FoldedSingles : CanonicalSingles;

    public static string Slow(ReadOnlySpan<char> element, bool fold)
    {
        var result = new StringBuilder();
        foreach (var c in Decompose(element, fold))
        {
            Append(result, c, fold);
        }

        return result.ToString();
    }

    private static string[] Table(bool fold)
    {
        var table = new string[Count];
        for (var c = 0; c < Count; c++)
        {
            table[c] = Slow([(char)c], fold);
        }

        return table;
    }

    private static char[] Singles(string[] table) => [.. table.Select(text => text.Length == 1 ? text[0] : '\0')];

    private static string Decompose(ReadOnlySpan<char> element, bool fold)
    {
        var text = element.ToString();
        if (text.Length == 1 && Plain(text[0]) is { } plain)
        {
            return plain;
        }

        // A lone surrogate can not be normalised; it stands for itself.
        return WellFormed(text) ? text.Normalize(fold ? NormalizationForm.FormKD : NormalizationForm.FormKC) : text;
    }

    private static void Append(StringBuilder result, char c, bool fold)
    {
        if (Plain(c) is { } plain)
        {
            result.Append(plain);
        }
        else if (char.IsWhiteSpace(c))
        {
            result.Append(fold && c == '\n' ? c : ' ');
        }
        else if (!fold)
        {
            result.Append(c);
        }
        else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
        {
            var lower = char.ToLowerInvariant(c);
            _ = Letters.TryGetValue(lower, out var letters) ? result.Append(letters) : result.Append(lower);
        }
    }

    private static string? Plain(char c) => c switch
    {
        '\u2018' or '\u2019' or '\u201B' or '\u02BC' or '\u2032' or '\u00B4' or '`' or '\uFF07' => "'",
        '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u00AB' or '\u00BB' or '\u2033' => "\"",
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => "-",
        _ => null,
    };

    private static bool WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
