using System.Collections.Immutable;
using System.Text;
using JobInterview.Grains.Interviews;
using Microsoft.Extensions.AI;

namespace JobInterview.Grains.Interviewing;

/// <summary>What a model is shown to rate one competency: the anchors, the questions and the words. No name, no other score, no other candidate.</summary>
internal static class ScoringPrompt
{
    public static ChatOptions Options => new() { Temperature = 0, MaxOutputTokens = 1_500, ResponseFormat = ChatResponseFormat.ForJsonSchema<ModelVerdict>() };

    public static List<ChatMessage> For(ScoringTask task, ImmutableArray<Anchor> anchors, ImmutableArray<ReadTurn> turns, bool showAll)
    {
        var light = new Spotlight();
        var language = task.Language;
        var levels = anchors.Select(anchor => $"- level {anchor.Level}: {anchor.Text.In(language)}");
        return
        [
            new(ChatRole.System,
                $$"""
                You look for evidence in answers of a job interview. Competency: {{task.Competency.Name.In(language)}}. {{task.Competency.Definition.In(language)}}
                Levels:
                {{string.Join('\n', levels)}}
                Answer with one JSON object: {"evidence": [{"turn": number, "quote": "...", "level": number}], "insufficient": true or false, "rating": 1 to 5 or null}.
                Evidence first: copy quotes of 4 to 40 words exactly, each from one turn, each with the level that it shows. A rating of 3 or more needs two quotes, one of its own level.
                Too little to go on is "insufficient": true with a null rating, never a low one. Judge what was done, not how well it was told.
                {{light.Rule}}
                """),
            new(ChatRole.User, Answers(task, turns, light, showAll)),
        ];
    }

    private static string Answers(ScoringTask task, ImmutableArray<ReadTurn> turns, Spotlight light, bool showAll)
    {
        var text = new StringBuilder();
        var reads = turns.GetEnumerator();
        foreach (var answer in task.Answers)
        {
            text.Append("Question: ").AppendLine(answer.Question.Text.In(task.Language));
            for (var i = 0; i < answer.Turns.Length && reads.MoveNext(); i++)
            {
                text.Append("Turn ").Append(reads.Current.Turn.Seq).AppendLine(":");
                text.AppendLine(light.Show(showAll ? reads.Current.Turn.Text : WithoutAddressed(reads.Current)));
            }
        }

        return text.ToString();
    }

    private static string WithoutAddressed(ReadTurn turn)
    {
        var text = new StringBuilder();
        var reading = turn.Reading;
        for (var i = 0; i < reading.Sentences.Count; i++)
        {
            if (!turn.IsAddressed[i])
            {
                var (first, last) = (reading.Words[reading.Sentences[i].First], reading.Words[reading.Sentences[i].End - 1]);
                text.Append(turn.Turn.Text.AsSpan(reading.Text.StartOf(first.Start), reading.Text.EndOf(last.End - 1) - reading.Text.StartOf(first.Start))).Append(". ");
            }
        }

        return text.ToString();
    }
}
