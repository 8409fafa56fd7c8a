namespace JobInterview.Grains.Tests.Interviewing.Stories;

/// <summary>An ordinary answer to the question of the demo's plan that it belongs to.</summary>
internal sealed record Story(string Language, string Question, string Text)
{
    public static IReadOnlyList<Story> All { get; } =
    [
        .. Of("en", "disagreement", EnglishStories.Disagreement), .. Of("en", "change", EnglishStories.Change),
        .. Of("en", "unhappy-customer", EnglishStories.Customer), .. Of("en", "mistake", EnglishStories.Mistake),
        .. Of("en", "deadlines", EnglishStories.Deadlines), .. Of("en", "motivation", EnglishStories.Motivation),
        .. Of("fr", "disagreement", FrenchStories.Disagreement), .. Of("fr", "change", FrenchStories.Change),
        .. Of("fr", "unhappy-customer", FrenchStories.Customer), .. Of("fr", "mistake", FrenchStories.Mistake),
        .. Of("fr", "deadlines", FrenchStories.Deadlines), .. Of("fr", "motivation", FrenchStories.Motivation),
        .. LaterStories.All,
    ];

    private static IEnumerable<Story> Of(string language, string question, string[] texts) => texts.Select(text => new Story(language, question, text));
}
