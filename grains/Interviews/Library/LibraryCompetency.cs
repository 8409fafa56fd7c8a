using System.Collections.Immutable;

namespace JobInterview.Grains.Interviews.Library;

/// <summary>The same words in the product's two languages.</summary>
internal sealed record Bilingual(string English, string French)
{
    public string In(string language) => language == "fr" ? French : English;

    public LocalText Only(ImmutableArray<string> languages) =>
        languages.Aggregate(LocalText.Empty, (text, language) => text.With(language, In(language)));

    /// <summary>Phrases are separated by semicolons.</summary>
    public ImmutableArray<string> Phrases(string language) => [.. In(language).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>Signs of a behaviour: what they stand for, and the phrases that show it.</summary>
internal sealed record Signs(Bilingual Name, Bilingual Phrases)
{
    public IndicatorGroup Only(ImmutableArray<string> languages) => new()
    {
        Name = Name.Only(languages),
        Phrases = languages.ToImmutableSortedDictionary(language => language, Phrases.Phrases, StringComparer.Ordinal),
    };
}

/// <summary>One level of a ready-made competency.</summary>
internal sealed record Level(int Number, int Sentences, Bilingual Text, params Signs[] Signs)
{
    public Anchor Only(ImmutableArray<string> languages) =>
        new() { Level = Number, Sentences = Sentences, Text = Text.Only(languages), Groups = [.. Signs.Select(signs => signs.Only(languages))] };
}

/// <summary>A question that goes with a ready-made competency.</summary>
internal sealed record LibraryQuestion(string Id, QuestionKind Kind, Bilingual Text, int BudgetSeconds = 300)
{
    public Question Only(ImmutableArray<string> languages, string competency) =>
        new() { Id = Id, Kind = Kind, Text = Text.Only(languages), Competencies = [competency], BudgetSeconds = BudgetSeconds };
}

/// <summary>A ready-made competency: levels, questions, and the words of a job description that call for it.</summary>
internal sealed record LibraryCompetency(
    string Id, Bilingual Name, Bilingual Definition, Bilingual Keywords, ImmutableArray<LibraryQuestion> Questions, params Level[] Levels)
{
    public Competency Only(ImmutableArray<string> languages) =>
        new() { Id = Id, Name = Name.Only(languages), Definition = Definition.Only(languages), Anchors = [.. Levels.Select(level => level.Only(languages))] };
}
