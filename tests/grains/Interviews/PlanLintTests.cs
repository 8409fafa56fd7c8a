using JobInterview.Grains.Interviews;
using Xunit;

namespace JobInterview.Grains.Tests.Interviews;

public sealed class PlanLintTests
{
    [Fact]
    public void The_demos_plans_have_nothing_to_find()
    {
        Assert.Empty(PlanLint.Check(DemoPlans.English));
        Assert.Empty(PlanLint.Check(DemoPlans.French));
    }

    [Theory]
    [InlineData("How old are you?", "en")]
    [InlineData("Do you have children?", "en")]
    [InlineData("Are you planning to get pregnant soon?", "en")]
    [InlineData("Tell me about a time when your religion mattered at work.", "en")]
    [InlineData("Where are you from?", "en")]
    [InlineData("Is English your mother tongue?", "en")]
    [InlineData("Do you have a disability?", "en")]
    [InlineData("How many sick days did you take last year?", "en")]
    [InlineData("Are you a member of a trade union?", "en")]
    [InlineData("What is your sexual orientation?", "en")]
    [InlineData("What does your husband do?", "en")]
    [InlineData("Quel âge avez-vous ?", "fr")]
    [InlineData("Avez-vous des enfants ?", "fr")]
    [InlineData("Êtes-vous mariée ?", "fr")]
    [InlineData("Êtes-vous enceinte ?", "fr")]
    [InlineData("Quelle est votre religion ?", "fr")]
    [InlineData("D'où venez-vous ?", "fr")]
    [InlineData("Êtes-vous syndiqué ?", "fr")]
    [InlineData("Avez-vous un problème de santé ?", "fr")]
    [InlineData("Quelle est votre langue maternelle ?", "fr")]
    public void A_protected_topic_is_an_error(string text, string language)
    {
        var finding = Assert.Single(PlanLint.Check(Plans.Asking(text, QuestionKind.Screening, language)), finding => finding.Code == "protected-topic");

        Assert.True(finding.IsError);
        Assert.Equal($"/questions/0/text/{language}", finding.Pointer);
    }

    [Theory]
    [InlineData("Tell me about a time when you taught children something difficult.")]
    [InlineData("Describe a situation in which you explained a medical term to a patient.")]
    [InlineData("Tell me about a race condition that you found.")]
    [InlineData("Tell me about a time when you supported a family in need.")]
    [InlineData("Describe a time when you managed a project of a certain age.")]
    public void Work_with_people_of_all_kinds_may_be_asked_about(string text) =>
        Assert.DoesNotContain(PlanLint.Check(Plans.Asking(text)), finding => finding.IsError);

    [Theory]
    [InlineData("What did you do and how did it end?", "en", "double-barrelled", true)]
    [InlineData("What did you do? Who helped?", "en", "double-barrelled", true)]
    [InlineData("Tell me about a time when you failed and what you learned.", "en", "double-barrelled", false)]
    [InlineData("Qu'avez-vous fait et comment cela s'est-il terminé ?", "fr", "double-barrelled", true)]
    [InlineData("Don't you think that teamwork is important?", "en", "leading", true)]
    [InlineData("You would agree that customers come first, wouldn't you?", "en", "leading", true)]
    [InlineData("Ne pensez-vous pas que le client est roi ?", "fr", "leading", true)]
    [InlineData("Vous aimez le travail d'équipe, n'est-ce pas ?", "fr", "leading", true)]
    [InlineData("What would you do with an angry customer?", "en", "past-behaviour-form", false)]
    [InlineData("Que feriez-vous face à un client en colère ?", "fr", "past-behaviour-form", false)]
    public void A_question_that_asks_badly_is_found(string text, string language, string code, bool isError)
    {
        var finding = Assert.Single(PlanLint.Check(Plans.Asking(text, language: language)), finding => finding.Code == code);

        Assert.Equal(isError, finding.IsError);
    }

    public static TheoryData<string, string, PlanContent> Wrong => new()
    {
        { "/title", "required", Plans.Good with { Title = " " } },
        { "/title", "too-long", Plans.Good with { Title = new('a', 121) } },
        { "/title", "control-character", Plans.Good with { Title = "Team\u202Ecoordinator" } },
        { "/title", "control-character", Plans.Good with { Title = "Team\u0007" } },
        { "/title", "control-character", Plans.Good with { Title = "Team\uD800" } },
        { "/languages", "required", Plans.Good with { Languages = [] } },
        { "/languages/1", "unknown-language", Plans.Good with { Languages = ["en", "xx"] } },
        { "/languages/1", "duplicate", Plans.Good with { Languages = ["en", "en"] } },
        { "/competencies/0/name/fr", "missing-language", Plans.Good with { Languages = ["en", "fr"] } },
        { "/questions/0/text/fr", "missing-language", Plans.Good with { Languages = ["en", "fr"] } },
        { "/competencies", "competency-count", Plans.Good with { Competencies = Plans.Good.Competencies[..2], Questions = Plans.Good.Questions[..1] } },
        { "/competencies", "competency-count", Plans.Good with { Competencies = Plans.Many(6, n => Plans.Good.Competencies[0] with { Id = n == 0 ? "resolving" : $"c{n}" }), Questions = Plans.Good.Questions[..1] } },
        { "/questions", "question-count", Plans.Good with { Questions = [] } },
        { "/questions", "too-many", Plans.Good with { Questions = Plans.Many(121, n => Plans.Good.Questions[0] with { Id = $"q{n}" }) } },
        { "/questions/1/id", "duplicate-id", Plans.Good with { Questions = Plans.Many(2, _ => Plans.Good.Questions[0]) } },
        { "/competencies/0/id", "malformed-id", Plans.WithCompetency(competency => competency with { Id = "No Way" }) },
        { "/competencies/0/anchors", "no-anchors", Plans.WithCompetency(competency => competency with { Anchors = [] }) },
        { "/competencies/0/anchors", "anchors-out-of-order", Plans.WithCompetency(competency => competency with { Anchors = [.. competency.Anchors.Reverse()] }) },
        { "/competencies/0/anchors/0/level", "out-of-range", Plans.WithCompetency(competency => competency with { Anchors = [competency.Anchors[0] with { Level = 6 }] }) },
        { "/competencies/0/anchors/0/sentences", "out-of-range", Plans.WithCompetency(competency => competency with { Anchors = [competency.Anchors[0] with { Sentences = 0 }] }) },
        { "/questions/0/budgetSeconds", "out-of-range", Plans.WithQuestion(question => question with { BudgetSeconds = 29 }) },
        { "/questions/0/budgetSeconds", "out-of-range", Plans.WithQuestion(question => question with { BudgetSeconds = 1_801 }) },
        { "/questions/0/competencies/0", "unknown-competency", Plans.WithQuestion(question => question with { Competencies = ["nobody"] }) },
        { "/questions/0/text/en", "too-long", Plans.WithQuestion(question => question with { Text = LocalText.Of("en", new('a', 501)) }) },
        { "/questions/0/kind", "unknown", Plans.WithQuestion(question => question with { Kind = (QuestionKind)99 }) },
        { "/questions/0/probes/0/text/en", "protected-topic", Plans.WithQuestion(question => question with { Probes = [new() { Slot = ProbeSlot.Result, Text = LocalText.Of("en", "What did your husband say?") }] }) },
    };

    [Theory]
    [InlineData("agreed (on|to)", true)]
    [InlineData("compromis*", true)]
    [InlineData("c'est", true)]
    [InlineData("agreed ((on|to)", false)]
    [InlineData("agreed (on|(in|to))", false)]
    [InlineData("agreed )on(", false)]
    [InlineData("a*", false)]
    [InlineData("*", false)]
    [InlineData("...", false)]
    public void A_phrase_that_can_not_be_searched_for_is_refused(string phrase, bool isAccepted)
    {
        var plan = Plans.WithCompetency(competency => competency with { Anchors = [Plans.Anchor(phrase)] });

        Assert.Equal(isAccepted, !PlanLint.Check(plan).Any(finding => finding.Code == "malformed-phrase"));
    }

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_where_it_stands(string pointer, string code, PlanContent plan)
    {
        var findings = PlanLint.Check(plan);

        Assert.Contains(findings, finding => finding.IsError && finding.Pointer == pointer && finding.Code == code);
    }

    [Fact]
    public void A_competency_without_indicators_may_be_published_with_advice()
    {
        var plan = Plans.WithCompetency(competency => competency with { Anchors = [.. competency.Anchors.Select(anchor => anchor with { Groups = [] })] });

        var finding = Assert.Single(PlanLint.Check(plan));

        Assert.Equal(("no-indicators", false), (finding.Code, finding.IsError));
    }

    [Fact]
    public void A_plan_of_one_hundred_and_twenty_questions_is_accepted()
    {
        var plan = Plans.Good with { Questions = Plans.Many(120, n => Plans.Good.Questions[n % 6] with { Id = $"q{n}", BudgetSeconds = 30 }) };

        Assert.DoesNotContain(PlanLint.Check(plan), finding => finding.IsError);
    }
}
