using System.Collections.Immutable;
using CsCheck;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Interviewing;

public sealed class HeardTests
{
    private static readonly string[] Sentences =
    [
        "Last spring I asked my colleague why.", "We would try it.", "I proposed a trial.", "Sales rose by 12 %.", "It was fine.", "Skip", "Give me a second", "That's all", "Usually I listen.",
    ];

    private static readonly Gen<string> Answers =
        Gen.Int[0, Sentences.Length - 1].Array[1, 4].Select(parts => string.Join(' ', parts.Select(part => Sentences[part])) + " ");

    [Fact]
    public void What_is_heard_turn_by_turn_comes_to_what_is_heard_at_once() => Answers.Array[1, 4].Array[1, 4].Sample(questions =>
    {
        var brain = new RuleBrain();
        var heard = default(Heard);
        foreach (var (number, answers) in questions.Index())
        {
            for (var turns = 1; turns <= answers.Length; turns++)
            {
                var context = Demo.Context("en", "disagreement", ImmutableArray<ProbeSlot>.Empty, answers[..turns]);
                context = context with { Question = context.Question with { Id = $"q{number}" } };
                heard = heard.Hear(context);
                Assert.True(heard.IsAllOf(context.Question, turns));
                Assert.False(heard.IsAllOf(context.Question, turns + 1));
                Assert.Equal(brain.NextMove(context), brain.NextMove(context, heard));
                Assert.Equal(Endpointing.PatienceAfter(Heard.Of(context), TimeFactor.Usual), Endpointing.PatienceAfter(heard, TimeFactor.Usual));
            }
        }
    });
}
