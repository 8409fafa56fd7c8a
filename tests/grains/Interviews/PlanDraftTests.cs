using CsCheck;
using JobInterview.Grains.Interviews;
using Xunit;

namespace JobInterview.Grains.Tests.Interviews;

public sealed class PlanDraftTests
{
    [Theory]
    [InlineData("Warehouse planner", "You plan deliveries, organise schedules and coordinate logistics under tight deadlines.", "en", "planning")]
    [InlineData("Backend developer", "You analyse technical problems, debug software and work with data and research teams.", "en", "problem-solving")]
    [InlineData("Responsable accueil", "Vous accueillez les clients, gérez les réclamations et travaillez en équipe au service des usagers.", "fr", "resolving")]
    [InlineData("Chargée de communication", "Vous savez rédiger, présenter à l'oral et à l'écrit, et vous parlez plusieurs langues.", "fr", "communicating")]
    public void A_draft_begins_with_what_the_job_calls_for(string title, string description, string language, string first)
    {
        var draft = PlanDraft.From(title, description, language);

        Assert.Equal(title, draft.Title);
        Assert.Equal([language], draft.Languages);
        Assert.Equal(first, draft.Competencies[0].Id);
        Assert.Empty(PlanLint.Check(draft));
    }

    [Fact]
    public void Any_description_makes_a_plan_that_can_be_published() =>
        Gen.Select(Gen.String, Gen.String, Gen.Bool).Sample((title, description, isFrench) =>
        {
            var draft = PlanDraft.From(title, description, isFrench ? "fr" : "en");

            Assert.InRange(draft.Competencies.Length, 3, 5);
            Assert.Empty(PlanLint.Check(draft));
        }, iter: 500);

    [Fact]
    public void The_same_job_makes_the_same_draft()
    {
        var one = PlanDraft.From("Nurse", "Care for patients and their families, plan shifts.", "en");
        var other = PlanDraft.From("Nurse", "Care for patients and their families, plan shifts.", "en");

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(one), System.Text.Json.JsonSerializer.Serialize(other));
    }
}
