using System.Collections.Frozen;

namespace JobInterview.Grains.Delivery;

/// <summary>The closed sets of hesitations and of phrases that fill, by language.</summary>
internal static class Fillers
{
    private static readonly FrozenSet<string> English = Set("um", "uh", "er");
    private static readonly FrozenSet<string> French = Set("euh", "heu");
    private static readonly FrozenSet<string> EnglishPhrases = Set("like", "you know");
    private static readonly FrozenSet<string> FrenchPhrases = Set("genre", "tu vois", "vous voyez");

    public static bool Is(string word, string language) => Of(language, English, French).Contains(word);

    /// <summary>Whether a phrase that fills begins with this word.</summary>
    public static bool Opens(string word, string next, string language)
    {
        var phrases = Of(language, EnglishPhrases, FrenchPhrases);
        return phrases.Contains(word) || phrases.Contains($"{word} {next}");
    }

    private static FrozenSet<string> Of(string language, FrozenSet<string> english, FrozenSet<string> french) =>
        language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? french : english;

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
