using System.Globalization;
using System.Text.Json;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Tests.Interviewing.Stories;
using Xunit;

namespace JobInterview.Grains.Tests.Interviewing;

public sealed class RuleScorerTests
{
    private const string Told = "Last spring a colleague and I disagreed about the rota. I listened to what worried her, and I proposed another split of the shifts. In the end we agreed on a new rota and it worked.";

    public static TheoryData<string, string, string> Junk => new()
    {
        { "en", "", "NotAnswered" },
        { "en", "   ", "NotAnswered" },
        { "en", "Skip, please.", "NotAnswered" },
        { "en", "fine", "TooShort" },
        { "en", "It was fine, we had a disagreement, I told my manager.", "TooShort" },
        { "en", "fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine fine", "WrongLanguage" },
        { "en", "I listened I listened I listened I listened I listened I listened I listened I listened I listened I listened I listened I listened I listened I listened I listened", "TooShort" },
        { "en", "Tell me about a time when you and a colleague disagreed about how to do the work. Tell me about a time when you and a colleague disagreed about how to do the work.", "QuestionEcho" },
        { "en", "So, a time when a colleague and I disagreed about the work. The colleague disagreed about how to do the work, and we disagreed about how the work was to do, a time when colleagues disagreed.", "QuestionEcho" },
        { "en", "L'année dernière, une collègue et moi n'étions pas d'accord. Je l'ai invitée, j'ai écouté ses craintes et j'ai proposé un essai d'un mois, et finalement nous avons trouvé un accord.", "WrongLanguage" },
        { "fr", "Last year my colleague and I disagreed about the rota. I asked her why, I listened to her and we agreed on a trial of a month that worked for both of us in the end.", "WrongLanguage" },
        { "en", "asdf qwer zxcv poiu lkjh mnbv asdg qwet zxcb poiy lkjg mnbc asdh qwey zxcn poit lkjf mnbx asdj qweu zxcm poir lkjd mnbz asdk", "WrongLanguage" },
        { "en", "Ich habe letztes Jahr mit einer Kollegin gesprochen und wir haben uns geeinigt, dass der Plan geändert wird, weil die Arbeit sonst nicht zu schaffen war und alle müde waren.", "WrongLanguage" },
    };

    [Theory, MemberData(nameof(Junk))]
    public void Junk_gets_no_number_but_a_reason(string language, string text, string reason)
    {
        var suggestion = Demo.Score(language, "disagreement", text);

        Assert.Null(suggestion.Rating);
        Assert.Equal(reason, suggestion.Abstained.ToString());
        Assert.Empty(suggestion.Evidence);
    }

    [Theory]
    [InlineData("listened, agreed, compromise, solution, talked, followed up, checked back, tested, measured, data, shared goal, thanked, relationship, trust, proposal, discussion, feedback, understood, conflict, resolved, settled, apologised, concern, mediation")]
    [InlineData("Keywords: active listening, empathy, compromise, win-win, communication, solution oriented, conflict resolution, followed up, agreed, trust, team spirit, measured results, data driven, checked later, resolved, happy customer, stakeholder management")]
    [InlineData("The weather was nice that day and the train was late. My dog was sleeping at home and the cat was outside. There was a lot of rain in the evening and the street was wet until Tuesday.")]
    [InlineData("I did not listen to her. I never asked him why. We did not agree on anything, we never found a solution, and nobody talked. It was not resolved, and I did not propose anything at all to them.")]
    public void Keywords_denials_and_small_talk_are_no_evidence(string text)
    {
        var suggestion = Demo.Score("en", "disagreement", text);

        Assert.Null(suggestion.Rating);
        Assert.NotNull(suggestion.Abstained);
    }

    [Fact]
    public void No_answer_at_all_is_not_answered() =>
        Assert.Equal(Abstention.NotAnswered, Demo.Score("en", "disagreement").Abstained);

    [Fact]
    public void A_story_with_both_groups_in_two_sentences_is_level_three()
    {
        var suggestion = Demo.Score("en", "disagreement", Told);

        Assert.Equal(3, suggestion.Rating);
        Assert.Contains("Tests it or checks later", suggestion.Gaps);
        Assert.Contains(suggestion.Evidence, quote => quote.Quote.Contains("listened", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Usually I listen to the other person and I ask what worries them. I always propose a solution, and most of the time we agree on something that works for both of us and they are happy with it.", 2)]
    [InlineData("Last spring my team had a disagreement about the rota. We listened to each other, we proposed a trial of two weeks and we agreed on a new rota. In the end the complaints stopped and it worked.", 2)]
    [InlineData("In spring a colleague and I disagreed about the rota. I listened to her concerns, I asked her to write them down, I proposed a trial of two weeks and I checked every day. She was calm at that table.", 3)]
    public void A_story_without_an_occasion_an_own_action_or_a_result_is_capped(string text, int most)
    {
        var suggestion = Demo.Score("en", "disagreement", text);

        Assert.True(suggestion.Rating <= most, $"{suggestion.Rating}: {string.Join("; ", suggestion.Gaps)}");
        Assert.Contains(suggestion.Gaps, gap => gap.StartsWith("No ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sign_of_the_lowest_level_is_shown_beside_a_higher_rating()
    {
        var suggestion = Demo.Score("en", "disagreement", Told + " Before that I had told my manager about it.");

        Assert.Equal(3, suggestion.Rating);
        Assert.Contains("told my manager", Assert.Single(suggestion.Contrary).Quote, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_names_the_turn_that_it_stands_in()
    {
        var suggestion = Demo.Score("en", "disagreement", "Last spring a colleague and I disagreed about the rota. I listened to what worried her.", "I proposed a trial of two weeks. In the end we agreed on a new rota and it worked.");

        Assert.Equal([10L, 11L], suggestion.Evidence.Select(quote => quote.TurnSeq).Distinct());
    }

    [Fact]
    public void Names_and_pronouns_change_nothing()
    {
        var hers = Demo.Score("en", "disagreement", Told.Replace("a colleague", "Fatima", StringComparison.Ordinal));
        var his = Demo.Score("en", "disagreement", Told.Replace("a colleague", "John", StringComparison.Ordinal).Replace("worried her", "worried him", StringComparison.Ordinal));

        Assert.Equal((hers.Rating, hers.Coverage), (his.Rating, his.Coverage));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fr-FR")]
    [InlineData("th-TH")]
    public void The_same_words_give_the_same_bytes_in_every_culture(string culture)
    {
        var expected = Story.All.Select(story => JsonSerializer.Serialize(Demo.Score(story.Language, story.Question, story.Text))).ToList();
        var before = CultureInfo.CurrentCulture;

        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var there = Story.All.Select(story => JsonSerializer.Serialize(Demo.Score(story.Language, story.Question, story.Text))).ToList();

            Assert.Equal(expected, there);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Capital_letters_and_typography_do_not_matter()
    {
        var plain = Demo.Score("fr", "disagreement", FrenchStories.Disagreement[0]);
        var typographic = Demo.Score("fr", "disagreement", FrenchStories.Disagreement[0].Replace('\'', '’').ToUpperInvariant().Normalize(System.Text.NormalizationForm.FormD));

        Assert.Equal((plain.Rating, plain.Coverage), (typographic.Rating, typographic.Coverage));
    }

    [Fact]
    public void Another_word_gives_another_input_hash()
    {
        var one = Demo.Score("en", "disagreement", Told);
        var same = Demo.Score("en", "disagreement", Told);
        var other = Demo.Score("en", "disagreement", Told + " Yes.");

        Assert.Equal(one.InputHash, same.InputHash);
        Assert.NotEqual(one.InputHash, other.InputHash);
    }

    [Fact]
    public void A_rubric_without_indicators_makes_no_rating()
    {
        var task = Demo.Task("en", "disagreement", Told);
        var bare = task.Competency with { Anchors = [.. task.Competency.Anchors.Select(anchor => anchor with { Groups = [] })] };

        Assert.Equal(Abstention.NoVerifiedEvidence, new RuleScorer().Score(task with { Competency = bare }).Abstained);
    }
}
