using System.Collections.Immutable;
using System.Globalization;

namespace JobInterview.Grains.Interviews;

/// <summary>Collects what is wrong with a plan, member by member.</summary>
internal sealed class FaultList
{
    private const int Most = 100;
    private readonly List<Fault> _all = [];

    public bool Any => _all.Count > 0;

    public Fault[] All => [.. _all.Take(Most)];

    public void Add(string pointer, string code) => _all.Add(new(pointer, code));

    public void When(bool isWrong, string pointer, string code)
    {
        if (isWrong)
        {
            Add(pointer, code);
        }
    }

    public void Text(string pointer, string? text, int most, bool isRequired = false)
    {
        When(isRequired && string.IsNullOrWhiteSpace(text), pointer, "required");
        When(text?.Length > most, pointer, "too-long");
        When(text?.Any(IsHidden) is true || !IsWellFormed(text), pointer, "control-character");
    }

    public void Text(string pointer, LocalText? text, int most)
    {
        if (text?.ByLanguage is null)
        {
            Add(pointer, "required");
            return;
        }

        foreach (var (language, words) in text.ByLanguage)
        {
            When(!PlanShape.Languages.Contains(language), $"{pointer}/{Escape(language)}", "unknown-language");
            When(words is null, $"{pointer}/{Escape(language)}", "required");
            Text($"{pointer}/{Escape(language)}", words, most);
        }
    }

    public void Count<T>(string pointer, ImmutableArray<T> items, int most)
    {
        When(items.IsDefault, pointer, "required");
        When(!items.IsDefault && items.Length > most, pointer, "too-many");
    }

    public void Each<T>(string pointer, ImmutableArray<T> items, Action<FaultList, string, T> check)
    {
        for (var i = 0; !items.IsDefault && i < items.Length; i++)
        {
            if (items[i] is null)
            {
                Add($"{pointer}/{i}", "required");
            }
            else
            {
                check(this, $"{pointer}/{i}", items[i]);
            }
        }
    }

    public void Ids(string pointer, IEnumerable<string?> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var id in ids)
        {
            When(!PlanShape.IsId(id), $"{pointer}/{index}/id", "malformed-id");
            When(PlanShape.IsId(id) && !seen.Add(id!), $"{pointer}/{index}/id", "duplicate-id");
            index++;
        }
    }

    /// <summary>A member's name inside a JSON Pointer (RFC 6901).</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static bool IsHidden(char c) => c is not ('\t' or '\n') && (char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        or '\u200B' or '\uFEFF' or '\uFFFE' or '\uFFFF' || (c is >= '\u2028' and <= '\u2029') || char.GetUnicodeCategory(c) == UnicodeCategory.PrivateUse);

    private static bool IsWellFormed(string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
