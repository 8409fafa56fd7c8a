using System.Collections.Immutable;
using System.Globalization;
using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews.Library;

namespace JobInterview.Grains.Interviews;

/// <summary>A first draft of a plan from a job description: competencies of the library that its words call for, complete with levels and questions.</summary>
public static class PlanDraft
{
    private const int FewestFromTheJob = 3;
    private const int MostFromTheJob = 4;

    private static readonly ImmutableArray<LibraryCompetency> Library =
        [Resolving.Competency, Planning.Competency, Ownership.Competency, LeadingChange.Competency, ProblemSolving.Competency, Communicating.Competency];

    /// <summary>The draft for a job, in one language (<c>en</c> or <c>fr</c>). The description is only searched for words; nothing of it is copied.</summary>
    public static PlanContent From(string title, string jobDescription, string language)
    {
        ImmutableArray<string> languages = [language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr" : "en"];
        var job = Reading.Of(title + "\n" + jobDescription, Lexicon.Of(languages[0]));
        var ranked = Library.Select(competency => (Competency: competency, Calls: Calls(job, competency, languages[0]))).OrderByDescending(entry => entry.Calls).ToList();
        var called = Math.Clamp(ranked.Count(entry => entry.Calls > 0), FewestFromTheJob, MostFromTheJob);
        ImmutableArray<LibraryCompetency> chosen = [.. ranked.Take(called).Select(entry => entry.Competency), Motivation.Competency];
        return new()
        {
            Title = Title(title, languages[0]),
            Languages = languages,
            Competencies = [.. chosen.Select(competency => competency.Only(languages))],
            Questions = [.. chosen.SelectMany(competency => competency.Questions.Select(question => question.Only(languages, competency.Id)))],
        };
    }

    private static int Calls(Reading job, LibraryCompetency competency, string language)
    {
        var keywords = PhraseIndex.Of(competency.Keywords.Phrases(language).Select(word => word + "*"));
        var calls = 0;
        for (var i = 0; i < job.Words.Length; i++)
        {
            foreach (var keyword in keywords.At(job, i))
            {
                calls += keyword.IsAt(job, i, job.Words.Length) ? 1 : 0;
            }
        }

        return calls;
    }

    private static string Title(string title, string language)
    {
        var text = string.Concat(title.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))).Trim();
        return text.Length == 0 ? language == "fr" ? "Nouvel entretien" : "New interview" : text[..Math.Min(text.Length, PlanShape.MostTitle)].TrimEnd();
    }
}
