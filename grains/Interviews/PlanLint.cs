using System.Collections.Immutable;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Interviews;

/// <summary>Reads a plan as a careful colleague would: errors stop publishing, advice does not. The same plan gives the same findings.</summary>
public static class PlanLint
{
    private const int FewestCompetencies = 3;
    private const int MostCompetencies = 5;
    private const int LongInterviewMinutes = 90;

    /// <summary>What is wrong with a plan, or could be better, in the order of its parts.</summary>
    public static LintFinding[] Check(PlanContent plan)
    {
        var shape = PlanShape.Faults(plan);
        if (shape.Length > 0)
        {
            return [.. shape.Select(fault => new LintFinding(true, fault.Pointer, fault.Code, "This can not be kept as it is."))];
        }

        return
        [
            .. Whole(plan),
            .. plan.Competencies.SelectMany((competency, index) => Competency(plan, competency, $"/competencies/{index}")),
            .. plan.Questions.SelectMany((question, index) => Question(plan, question, $"/questions/{index}")),
        ];
    }

    private static IEnumerable<LintFinding> Whole(PlanContent plan)
    {
        if (plan.Competencies.Length is < FewestCompetencies or > MostCompetencies)
        {
            yield return Error("/competencies", "competency-count", "A published plan has three to five competencies.");
        }

        if (plan.Questions.IsEmpty)
        {
            yield return Error("/questions", "question-count", "A published plan has at least one question.");
        }

        if (plan.Duration.TotalMinutes > LongInterviewMinutes)
        {
            yield return Advice("/questions", "long-interview", "The budgets add up to more than an hour and a half.");
        }

        if (!plan.Modes.Contains(Channel.Text))
        {
            yield return Advice("/modes", "no-writing", "Who can not speak, or refuses to be recorded, can only skip: offer writing as well.");
        }

        foreach (var finding in QuestionLint.Protected("/introduction", plan.Introduction ?? "", plan.Languages[0]))
        {
            yield return finding;
        }
    }

    private static List<LintFinding> Competency(PlanContent plan, Competency competency, string pointer)
    {
        var findings = Missing(plan, pointer + "/name", competency.Name).ToList();
        if (competency.Anchors.IsEmpty)
        {
            findings.Add(Error(pointer + "/anchors", "no-anchors", "Say what at least one level looks like."));
        }

        if (!competency.Anchors.Select(anchor => anchor.Level).SequenceEqual(competency.Anchors.Select(anchor => anchor.Level).Distinct().Order()))
        {
            findings.Add(Error(pointer + "/anchors", "anchors-out-of-order", "Levels go up, each once."));
        }

        foreach (var language in plan.Languages.Where(language => !competency.Anchors.Any(anchor => HasIndicators(anchor, language))))
        {
            findings.Add(Advice(pointer + "/anchors", "no-indicators", $"Without indicators ({language}) the rules will suggest nothing; people still rate."));
        }

        findings.AddRange(competency.Anchors.SelectMany((anchor, index) => Anchor(plan, anchor, $"{pointer}/anchors/{index}")));
        if (!plan.Questions.Any(question => question.Competencies.Contains(competency.Id, StringComparer.Ordinal)))
        {
            findings.Add(Advice(pointer, "competency-not-asked", "No question gives evidence for this competency."));
        }

        return findings;
    }

    private static IEnumerable<LintFinding> Anchor(PlanContent plan, Anchor anchor, string pointer) =>
        Missing(plan, pointer + "/text", anchor.Text)
            .Concat(plan.Languages.SelectMany(language => QuestionLint.Protected($"{pointer}/text/{language}", anchor.Text.ByLanguage.GetValueOrDefault(language, ""), language)));

    private static bool HasIndicators(Anchor anchor, string language) =>
        anchor.Groups.Any(group => group.Phrases.GetValueOrDefault(language, ImmutableArray<string>.Empty).Length > 0);

    private static List<LintFinding> Question(PlanContent plan, Question question, string pointer)
    {
        var findings = Missing(plan, pointer + "/text", question.Text).ToList();
        if (question.Competencies.IsEmpty && question.Kind != QuestionKind.Screening)
        {
            findings.Add(Advice(pointer + "/competencies", "no-competency", "The answer will count for no competency."));
        }

        foreach (var language in plan.Languages)
        {
            findings.AddRange(QuestionLint.Check($"{pointer}/text/{language}", question.Text.ByLanguage.GetValueOrDefault(language, ""), language, question.Kind));
            for (var i = 0; i < question.Probes.Length; i++)
            {
                var probe = question.Probes[i].Text.ByLanguage.GetValueOrDefault(language, "");
                findings.AddRange(QuestionLint.Check($"{pointer}/probes/{i}/text/{language}", probe, language, kind: null));
            }
        }

        return findings;
    }

    private static IEnumerable<LintFinding> Missing(PlanContent plan, string pointer, LocalText text) =>
        plan.Languages.Where(language => string.IsNullOrWhiteSpace(text.ByLanguage.GetValueOrDefault(language)))
            .Select(language => Error($"{pointer}/{language}", "missing-language", "The text is missing in a language of the plan."));

    internal static LintFinding Error(string pointer, string code, string text) => new(true, pointer, code, text);

    internal static LintFinding Advice(string pointer, string code, string text) => new(false, pointer, code, text);
}
