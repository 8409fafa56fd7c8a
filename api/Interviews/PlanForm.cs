using System.Collections.Immutable;
using System.Globalization;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Interviews;

/// <summary>A plan as one plain form: every field is named by where it stands, and a button may change the shape.</summary>
internal static class PlanForm
{
    private static readonly char[] BetweenPhrases = [';', '\n'];
    private static readonly string[] Spoken = ["en", "fr"];
    private static readonly int[] FirstLevels = [1, 3, 5];

    /// <summary>The plan as it was typed.</summary>
    public static PlanContent Read(IFormCollection form)
    {
        ImmutableArray<string> languages = [.. Spoken.Where(language => form["languages"].Contains(language))];
        languages = languages.IsEmpty ? ["en"] : languages;
        if (form["first"].ToString() is { Length: > 0 } first && languages.Contains(first))
        {
            languages = [first, .. languages.Remove(first)];
        }

        return new()
        {
            Title = Line(form["title"]),
            Languages = languages,
            Introduction = Line(form["introduction"]) is { Length: > 0 } introduction ? introduction : null,
            Modes = [.. Enum.GetValues<Channel>().Where(mode => form["modes"].Contains(PlanWords.Name(mode)))],
            Delivery = form["delivery"].Contains("on"),
            Competencies = [.. Numbers(form, "c").Select(at => Competency(form, at))],
            Questions = [.. Numbers(form, "q").Select(at => Question(form, at))],
        };
    }

    /// <summary>What a button does beyond saving: <c>add-question</c>, <c>remove-competency:1</c>, <c>up-question:2</c>, …</summary>
    public static PlanContent Apply(PlanContent plan, string action)
    {
        var (verb, at) = action.Split(':') is [var name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (name, index) : (action, -1);
        return verb switch
        {
            "add-competency" => plan with { Competencies = plan.Competencies.Add(new() { Id = Free("c", plan.Competencies.Select(c => c.Id)), Name = LocalText.Empty, Anchors = [.. FirstLevels.Select(Anchor)] }) },
            "remove-competency" when Within(plan.Competencies, at) => Without(plan, plan.Competencies[at].Id),
            "add-anchor" when Within(plan.Competencies, at) => plan with { Competencies = plan.Competencies.SetItem(at, WithAnchor(plan.Competencies[at])) },
            "add-question" => plan with { Questions = plan.Questions.Add(new() { Id = Free("q", plan.Questions.Select(q => q.Id)), Kind = QuestionKind.PastBehaviour, Text = LocalText.Empty }) },
            "remove-question" when Within(plan.Questions, at) => plan with { Questions = plan.Questions.RemoveAt(at) },
            "up-question" when at > 0 && Within(plan.Questions, at) => plan with { Questions = plan.Questions.RemoveAt(at).Insert(at - 1, plan.Questions[at]) },
            "add-probe" when Within(plan.Questions, at) => plan with { Questions = plan.Questions.SetItem(at, WithProbe(plan.Questions[at])) },
            _ => plan,
        };
    }

    /// <summary>A new plan with one competency and one question to fill in.</summary>
    public static PlanContent New(string title, string language) =>
        Apply(Apply(new() { Title = title, Languages = [language] }, "add-competency"), "add-question");

    private static Competency Competency(IFormCollection form, string at) => new()
    {
        Id = form[$"{at}.id"].ToString(),
        Name = Text(form, $"{at}.name"),
        Definition = Text(form, $"{at}.definition"),
        Anchors = [.. Numbers(form, $"{at}.a").Where(anchor => !form[$"{anchor}.remove"].Contains("on")).Select(anchor => new Anchor
        {
            Level = Number(form[$"{anchor}.level"], 3),
            Text = Text(form, $"{anchor}.text"),
            Sentences = Number(form[$"{anchor}.sentences"], 1),
            Groups = [.. Numbers(form, $"{anchor}.g").Select(group => Group(form, group)).Where(group => group.Phrases.Count > 0)],
        }).OrderBy(anchor => anchor.Level)],
    };

    private static IndicatorGroup Group(IFormCollection form, string at)
    {
        var phrases = Languages(form, $"{at}.phrases").ToImmutableSortedDictionary(
            known => known.Language, known => known.Text.Split(BetweenPhrases, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToImmutableArray());
        var name = Text(form, $"{at}.name");
        return new() { Name = name.ByLanguage.IsEmpty && phrases.Count > 0 ? LocalText.Of(phrases.First().Key, phrases.First().Value[0].TrimEnd('*')) : name, Phrases = phrases };
    }

    private static Question Question(IFormCollection form, string at) => new()
    {
        Id = form[$"{at}.id"].ToString(),
        Kind = Enum.TryParse<QuestionKind>(form[$"{at}.kind"], out var kind) ? kind : QuestionKind.PastBehaviour,
        Text = Text(form, $"{at}.text"),
        Competencies = [.. form[$"{at}.competencies"].OfType<string>().Distinct(StringComparer.Ordinal)],
        Required = form[$"{at}.required"].Contains("on"),
        BudgetSeconds = Number(form[$"{at}.minutes"], 5) * 60,
        Probes = [.. Numbers(form, $"{at}.p").Select(probe => new Probe
        {
            Slot = Enum.TryParse<ProbeSlot>(form[$"{probe}.slot"], out var slot) ? slot : ProbeSlot.Result, Text = Text(form, $"{probe}.text"),
        }).Where(probe => !probe.Text.ByLanguage.IsEmpty).DistinctBy(probe => probe.Slot)],
    };

    private static IEnumerable<string> Numbers(IFormCollection form, string prefix) =>
        Enumerable.Range(0, 200).Select(index => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{index}")).TakeWhile(at => form.ContainsKey($"{at}.here"));

    private static LocalText Text(IFormCollection form, string at) =>
        new(Languages(form, at).ToImmutableSortedDictionary(known => known.Language, known => known.Text));

    private static IEnumerable<(string Language, string Text)> Languages(IFormCollection form, string at) =>
        from language in Spoken
        let text = Line(form[$"{at}.{language}"])
        where text.Length > 0
        select (language, text);

    private static string Line(Microsoft.Extensions.Primitives.StringValues value) => value.ToString().ReplaceLineEndings("\n").Trim();

    private static int Number(Microsoft.Extensions.Primitives.StringValues value, int otherwise) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static Anchor Anchor(int level) => new() { Level = level, Text = LocalText.Empty };

    private static Competency WithAnchor(Competency competency) =>
        Enumerable.Range(1, 5).Except(competency.Anchors.Select(anchor => anchor.Level)).FirstOrDefault() is var level && level > 0
            ? competency with { Anchors = [.. competency.Anchors.Add(Anchor(level)).OrderBy(anchor => anchor.Level)] }
            : competency;

    private static Question WithProbe(Question question) =>
        Enum.GetValues<ProbeSlot>().Except(question.Probes.Select(probe => probe.Slot)).Cast<ProbeSlot?>().FirstOrDefault() is { } slot
            ? question with { Probes = question.Probes.Add(new() { Slot = slot, Text = LocalText.Empty }) }
            : question;

    private static PlanContent Without(PlanContent plan, string competency) => plan with
    {
        Competencies = plan.Competencies.RemoveAll(known => known.Id == competency),
        Questions = [.. plan.Questions.Select(question => question with { Competencies = question.Competencies.Remove(competency) })],
    };

    private static bool Within<T>(ImmutableArray<T> items, int at) => at >= 0 && at < items.Length;

    private static string Free(string prefix, IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, 500).Select(number => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}")).First(id => !known.Contains(id));
    }
}
