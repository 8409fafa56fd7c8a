using System.Collections.Immutable;
using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Interviewing;

/// <summary>Asks a language model three times and keeps only what it can prove: verified quotes, passes that agree, no word to the rater.</summary>
public sealed partial class ModelScorer(IChatClient chat, RuleScorer rules, TimeProvider clock, ILogger<ModelScorer> logger) : IAnswerScorer
{
    private const int FarApart = 2;

    /// <summary>How long one pass may take.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public BrainId Id { get; } = new(BrainKind.Model, ModelName.Of(chat));

    public async ValueTask<Suggestion> ScoreAsync(ScoringTask task, CancellationToken cancel)
    {
        var lexicon = Lexicon.Of(task.Language);
        var turns = task.Answers.SelectMany(answer => answer.Turns).Select(turn => ReadTurn.Of(turn, lexicon)).ToImmutableArray();
        try
        {
            var passes = new List<ModelPass>();
            foreach (var anchors in Orders(task.Competency.Anchors))
            {
                passes.Add(await PassAsync(task, anchors, turns, showAll: false, cancel));
            }

            var judged = Judge(passes);
            var isInvariant = !turns.Any(turn => turn.IsAddressed.Contains(true))
                || (await PassAsync(task, task.Competency.Anchors, turns, showAll: true, cancel)).Rating == judged.Rating;
            return Suggest(task, isInvariant ? judged : new(null, Abstention.InjectionSensitive, []));
        }
#pragma warning disable CA1031 // whatever a model or its provider throws, the rules score instead
        catch (Exception failure) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUnavailable(Id.Version, failure is OperationCanceledException ? "deadline" : failure.GetType().Name);
            return Suggest(task, new(null, Abstention.ModelUnavailable, []));
        }
    }

    private async Task<ModelPass> PassAsync(ScoringTask task, ImmutableArray<Anchor> anchors, ImmutableArray<ReadTurn> turns, bool showAll, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        var question = ScoringPrompt.For(task, anchors, turns, showAll);
        return await ModelReply.AskAsync<ModelVerdict, ModelPass>(chat, question, ScoringPrompt.Options, verdict => ModelPass.Of(verdict, task.Competency, turns), limit.Token);
    }

    // Models lean towards what they read first or last.
    private static IEnumerable<ImmutableArray<Anchor>> Orders(ImmutableArray<Anchor> anchors) =>
        [anchors, [.. anchors.Reverse()], [.. anchors.Skip(anchors.Length / 2), .. anchors.Take(anchors.Length / 2)]];

    private static Judgement Judge(List<ModelPass> passes)
    {
        var ratings = passes.Select(pass => pass.Rating).OfType<int>().Order().ToList();
        if (ratings.Count < FarApart)
        {
            return new(null, Abstention.NoVerifiedEvidence, []);
        }

        if (ratings[^1] - ratings[0] >= FarApart)
        {
            return new(null, Abstention.PassesDisagree, []);
        }

        var median = ratings[(ratings.Count - 1) / 2];
        var evidence = passes.Where(pass => pass.Rating == median).SelectMany(pass => pass.Evidence).Distinct().OrderBy(quote => quote.TurnSeq).ThenBy(quote => quote.Start);
        return new(median, null, [.. evidence]);
    }

    // Coverage and gaps come from the rules: no free text of a model reaches a reviewer.
    private Suggestion Suggest(ScoringTask task, Judgement judged)
    {
        var byRules = rules.Score(task);
        return new(task.Competency.Id, judged.Rating, judged.Why, judged.Evidence, byRules.Gaps, Id, byRules.Coverage, InputHash.Of(Id, task));
    }

    private sealed record Judgement(int? Rating, Abstention? Why, Evidence[] Evidence);

    [LoggerMessage(LogLevel.Warning, "Model {Model} gave no suggestion ({Cause}); the rules go on")]
    private partial void LogUnavailable(string model, string cause);
}
