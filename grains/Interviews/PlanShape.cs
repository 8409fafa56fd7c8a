using System.Collections.Immutable;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Interviews;

/// <summary>What even a draft must be: sizes, identifiers and characters. A fault refuses the write, the lint judges the rest.</summary>
internal static class PlanShape
{
    public const int MostTitle = 120;
    public const int MostText = 500;
    public const int MostQuestions = 120;
    public const int MostCompetencies = 20;
    private const int MostGroups = 12;
    private const int MostPhrases = 300;
    private const int MostPhrase = 200;
    private const int MostId = 40;

    public static readonly ImmutableArray<string> Languages = ["en", "fr"];

    public static Fault[] Faults(PlanContent plan)
    {
        var faults = new FaultList();
        faults.Text("/title", plan.Title, MostTitle, isRequired: true);
        faults.Text("/introduction", plan.Introduction, MostText);
        CheckLanguages(faults, plan.Languages);
        CheckModes(faults, plan.Modes);
        faults.Count("/competencies", plan.Competencies, MostCompetencies);
        faults.Count("/questions", plan.Questions, MostQuestions);
        if (faults.Any)
        {
            return faults.All;
        }

        faults.Ids("/competencies", plan.Competencies.Select(competency => competency?.Id));
        faults.Ids("/questions", plan.Questions.Select(question => question?.Id));
        faults.Each("/competencies", plan.Competencies, CheckCompetency);
        var known = plan.Competencies.Select(competency => competency?.Id).ToHashSet(StringComparer.Ordinal);
        faults.Each("/questions", plan.Questions, (all, pointer, question) => CheckQuestion(all, pointer, question, known));
        return faults.All;
    }

    /// <summary>Lowercase letters, digits and hyphens, at most 40, beginning with a letter or digit.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= MostId } && id[0] != '-' && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static void CheckLanguages(FaultList faults, ImmutableArray<string> languages)
    {
        if (languages.IsDefaultOrEmpty)
        {
            faults.Add("/languages", "required");
            return;
        }

        for (var i = 0; i < languages.Length; i++)
        {
            faults.When(!Languages.Contains(languages[i]), $"/languages/{i}", "unknown-language");
            faults.When(languages.IndexOf(languages[i]) < i, $"/languages/{i}", "duplicate");
        }
    }

    private static void CheckModes(FaultList faults, ImmutableArray<Channel> modes)
    {
        faults.When(modes.IsDefaultOrEmpty, "/modes", "required");
        for (var i = 0; !modes.IsDefault && i < modes.Length; i++)
        {
            faults.When(!Enum.IsDefined(modes[i]), $"/modes/{i}", "unknown");
            faults.When(modes.IndexOf(modes[i]) < i, $"/modes/{i}", "duplicate");
        }
    }

    private static void CheckCompetency(FaultList faults, string pointer, Competency competency)
    {
        faults.Text(pointer + "/name", competency.Name, MostTitle);
        faults.Text(pointer + "/definition", competency.Definition, MostText);
        faults.Count(pointer + "/anchors", competency.Anchors, 5);
        faults.Each(pointer + "/anchors", competency.Anchors, CheckAnchor);
    }

    private static void CheckAnchor(FaultList faults, string pointer, Anchor anchor)
    {
        faults.When(anchor.Level is < 1 or > 5, pointer + "/level", "out-of-range");
        faults.When(anchor.Sentences is < 1 or > 5, pointer + "/sentences", "out-of-range");
        faults.Text(pointer + "/text", anchor.Text, MostText);
        faults.Count(pointer + "/groups", anchor.Groups, MostGroups);
        faults.Each(pointer + "/groups", anchor.Groups, CheckGroup);
    }

    private static void CheckGroup(FaultList faults, string pointer, IndicatorGroup group)
    {
        faults.Text(pointer + "/name", group.Name, MostTitle);
        if (group.Phrases is null)
        {
            faults.Add(pointer + "/phrases", "required");
            return;
        }

        foreach (var (language, phrases) in group.Phrases)
        {
            var at = $"{pointer}/phrases/{FaultList.Escape(language)}";
            faults.When(!Languages.Contains(language), at, "unknown-language");
            faults.Count(at, phrases, MostPhrases);
            for (var i = 0; !phrases.IsDefault && i < phrases.Length; i++)
            {
                faults.Text($"{at}/{i}", phrases[i], MostPhrase, isRequired: true);
                faults.When(phrases[i] is { } phrase && !IsPhrase(phrase), $"{at}/{i}", "malformed-phrase");
            }
        }
    }

    // A stem of one or two letters would be found everywhere.
    private static bool IsPhrase(string phrase) =>
        HasFlatAlternatives(phrase) && phrase.Any(char.IsLetterOrDigit)
        && phrase.Split(' ', '(', ')', '|').All(word => !word.EndsWith('*') || word.TrimEnd('*').Length >= 3);

    private static bool HasFlatAlternatives(string phrase)
    {
        var depth = 0;
        foreach (var c in phrase)
        {
            depth += c switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth is < 0 or > 1)
            {
                return false;
            }
        }

        return depth == 0;
    }

    private static void CheckQuestion(FaultList faults, string pointer, Question question, HashSet<string?> competencies)
    {
        faults.When(!Enum.IsDefined(question.Kind), pointer + "/kind", "unknown");
        faults.Text(pointer + "/text", question.Text, MostText);
        faults.When(question.BudgetSeconds is < 30 or > 1_800, pointer + "/budgetSeconds", "out-of-range");
        faults.Count(pointer + "/competencies", question.Competencies, MostCompetencies);
        for (var i = 0; !question.Competencies.IsDefault && i < question.Competencies.Length; i++)
        {
            faults.When(!competencies.Contains(question.Competencies[i]), $"{pointer}/competencies/{i}", "unknown-competency");
            faults.When(question.Competencies.IndexOf(question.Competencies[i]) < i, $"{pointer}/competencies/{i}", "duplicate");
        }

        faults.Count(pointer + "/probes", question.Probes, Enum.GetValues<ProbeSlot>().Length);
        faults.Each(pointer + "/probes", question.Probes, (all, at, probe) =>
        {
            all.When(!Enum.IsDefined(probe.Slot), at + "/slot", "unknown");
            all.When(question.Probes.Count(other => other?.Slot == probe.Slot) > 1, at + "/slot", "duplicate");
            all.Text(at + "/text", probe.Text, MostText);
        });
    }
}
