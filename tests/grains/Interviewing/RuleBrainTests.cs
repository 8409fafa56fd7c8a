using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Tests.Interviewing.Stories;
using Xunit;

namespace JobInterview.Grains.Tests.Interviewing;

public sealed class RuleBrainTests
{
    private const string Complete = "Last spring a colleague and I disagreed about the rota. I asked her what worried her, and I proposed a trial of two weeks. In the end we kept the new rota and the complaints stopped.";

    [Theory]
    [InlineData("en", "Can you repeat the question, please?")]
    [InlineData("en", "Sorry, I didn't catch that.")]
    [InlineData("fr", "Pouvez-vous répéter la question s'il vous plaît ?")]
    [InlineData("fr", "Pardon ?")]
    [InlineData("fr", "je n’ai pas compris la question")]
    public void A_request_to_repeat_is_granted(string language, string text) =>
        Assert.IsType<Move.Repeat>(Demo.Next(language, "disagreement", text));

    [Theory]
    [InlineData("en", "Give me a second")]
    [InlineData("en", "Hmm, let me think about it...")]
    [InlineData("en", "Could I have a moment to think please?")]
    [InlineData("fr", "Un instant, s'il vous plaît")]
    [InlineData("fr", "Laissez-moi réfléchir")]
    public void A_request_for_time_is_granted(string language, string text) =>
        Assert.IsType<Move.GiveThinkTime>(Demo.Next(language, "disagreement", text));

    [Theory]
    [InlineData("en", "Skip")]
    [InlineData("en", "I'd rather not answer that.")]
    [InlineData("en", "Can we move on to the next question?")]
    [InlineData("fr", "Question suivante")]
    [InlineData("fr", "Je préfère ne pas répondre.")]
    public void A_wish_to_skip_closes_the_question_as_declined(string language, string text) =>
        Assert.Equal(new Move.Close(AnswerStatus.Declined), Demo.Next(language, "disagreement", text));

    [Theory]
    [InlineData("I asked them to skip the meeting and repeat the test, and let me think about the plan first. It was hard, everyone was tired, and we had to wait until the next question from the client came in.")]
    [InlineData("Next question from the customer was about the price and I had to skip that part.")]
    public void A_word_inside_an_answer_is_no_request(string text)
    {
        var move = Demo.Next("en", "disagreement", text);

        Assert.True(move is Move.Probe or Move.Close { Status: not AnswerStatus.Declined }, move.ToString());
    }

    [Fact]
    public void A_short_answer_is_asked_once_to_say_more()
    {
        var first = Demo.Next("en", "disagreement", "It was fine.");
        var second = new RuleBrain().NextMove(Demo.Context("en", "disagreement", [ProbeSlot.Elaborate], "It was fine.", "Yes, fine."));

        Assert.Equal(ProbeSlot.Elaborate, Assert.IsType<Move.Probe>(first).Slot);
        Assert.Equal(new Move.Close(AnswerStatus.Insufficient), second);
    }

    [Fact]
    public void A_complete_story_is_not_probed() =>
        Assert.Equal(new Move.Close(AnswerStatus.Answered), Demo.Next("en", "disagreement", Complete));

    [Theory]
    [InlineData("I think that it is important to be open with people. Usually I listen to everybody, and I always try to find something that works for the two of us without any fights.", ProbeSlot.Specific)]
    [InlineData("Well, I would sit down with them and I would ask them what they need. Then I would propose something, and I would check with my manager that it is fine for all of us.", ProbeSlot.Specific)]
    [InlineData("Last year there was a big disagreement about the rota at my old job. It was very tense and everybody was tired. In the end it was solved and people were happy with it again.", ProbeSlot.Action)]
    [InlineData("Last year we had a disagreement about the rota. We discussed it in the team, we made a new plan together and we tried it for two weeks. In the end it worked and everyone was happy.", ProbeSlot.OwnRole)]
    [InlineData("In March a colleague and I disagreed about the rota at the front desk. I asked her what worried her about the weekend, and I proposed a different split of the morning shifts to her.", ProbeSlot.Result)]
    public void The_first_missing_part_of_a_story_is_asked_for(string text, ProbeSlot missing) =>
        Assert.Equal(missing, Assert.IsType<Move.Probe>(Demo.Next("en", "disagreement", text)).Slot);

    [Theory]
    [InlineData("Je pense qu'il est important de rester ouvert. En général j'écoute tout le monde et je cherche toujours une solution qui convient aux deux, sans jamais me fâcher avec les gens.", ProbeSlot.Specific)]
    [InlineData("L'année dernière nous avons eu un désaccord sur le planning. Nous en avons discuté en équipe, nous avons fait un nouveau planning ensemble. Finalement cela a marché et tout le monde était content.", ProbeSlot.OwnRole)]
    [InlineData("En mars, une collègue et moi n'étions pas d'accord sur le planning de l'accueil. J'ai demandé ce qui la gênait le week-end et je lui ai proposé une autre répartition des matinées.", ProbeSlot.Result)]
    public void The_first_missing_part_of_a_French_story_is_asked_for(string text, ProbeSlot missing) =>
        Assert.Equal(missing, Assert.IsType<Move.Probe>(Demo.Next("fr", "disagreement", text)).Slot);

    [Fact]
    public void What_is_missing_in_the_first_turn_may_come_in_the_second()
    {
        const string Start = "In March a colleague and I disagreed about the rota at the front desk. I asked her what worried her about the weekend, and I proposed a different split of the morning shifts to her.";

        var move = new RuleBrain().NextMove(Demo.Context("en", "disagreement", [ProbeSlot.Result], Start, "In the end she agreed and it worked well."));

        Assert.Equal(new Move.Close(AnswerStatus.Answered), move);
    }

    [Fact]
    public void A_probe_that_is_not_allowed_is_never_made()
    {
        var context = Demo.Context("en", "disagreement", [], "It was fine.") with { Allowed = [] };

        Assert.Equal(new Move.Close(AnswerStatus.Insufficient), new RuleBrain().NextMove(context));
    }

    [Fact]
    public void A_reason_for_wanting_the_job_needs_no_story()
    {
        var moves = Story.All.Where(story => story.Question == "motivation").Select(story => Demo.Next(story.Language, "motivation", story.Text));

        Assert.All(moves, move => Assert.Equal(new Move.Close(AnswerStatus.Answered), move));
    }

    [Fact]
    public void The_plans_own_words_win_over_the_neutral_ones()
    {
        var question = Demo.Question("en", "disagreement") with
        {
            Probes = [new() { Slot = ProbeSlot.Elaborate, Text = LocalText.Of("en", "Say more about the rota.") }],
        };

        var move = new RuleBrain().NextMove(new(question, "en", ["Fine."], [], Demo.AnySlot));

        Assert.Equal("Say more about the rota.", Assert.IsType<Move.Probe>(move).Text);
    }

    [Fact]
    public void Every_slot_has_words_in_both_languages() =>
        Assert.All(Enum.GetValues<ProbeSlot>(), slot => Assert.NotEqual(ProbeTexts.Default(slot, "en"), ProbeTexts.Default(slot, "fr")));

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("\uD800 \uDC00")]
    [InlineData("???!!!...")]
    public void Odd_input_is_asked_to_say_more(string text) =>
        Assert.Equal(ProbeSlot.Elaborate, Assert.IsType<Move.Probe>(Demo.Next("en", "disagreement", text)).Slot);

    [Fact]
    public void A_question_without_an_answer_is_asked_to_be_answered() =>
        Assert.IsType<Move.Probe>(new RuleBrain().NextMove(Demo.Context("en", "disagreement", ImmutableArray<ProbeSlot>.Empty)));
}
