using JobInterview.Grains.Interviewing;
using JobInterview.Tenants;
using Orleans.Concurrency;

namespace JobInterview.Grains.Sessions;

/// <summary>Who chooses the next move: the rules inside the turn, or a model outside it, so that no turn waits for a model.</summary>
internal sealed class SessionInterviewer(IEnumerable<ModelBrain> models, IGrainFactory grains)
{
    public bool UsesModel { get; } = models.Any();

    public void Choose(TenantKey session, long seq, TurnContext context) =>
        grains.GetGrain<IInterviewerGrain>(session.ToString()).ChooseAsync(seq, context).Ignore();
}

/// <summary>Asks the model for a move, and the rules when it is slow, wrong or down (law 14).</summary>
[GrainInterfaceType("interviewer")]
internal interface IInterviewerGrain : ITenantScopedGrain
{
    [Alias("choose"), OneWay] Task ChooseAsync(long seq, TurnContext context);
}

[GrainType("interviewer"), StatelessWorker]
internal sealed class InterviewerGrain(IEnumerable<ModelBrain> models, RuleBrain rules, TimeProvider clock) : Grain, IInterviewerGrain
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1.2);

    public async Task ChooseAsync(long seq, TurnContext context)
    {
        var move = await ChooseAsync(context);
        var key = TenantKey.Parse(this.GetPrimaryKeyString());
        await GrainFactory.GetGrain<IInterviewSessionBackstage>(key.ToString()).MoveAsync(seq, move);
    }

    private async Task<ChosenMove> ChooseAsync(TurnContext context)
    {
        if (models.FirstOrDefault() is not { } model)
        {
            return ChosenMove.Of(rules.NextMove(context));
        }

        using var deadline = new CancellationTokenSource(Deadline, clock);
        try
        {
            return ChosenMove.Of(await model.NextMoveAsync(context, deadline.Token).AsTask().WaitAsync(deadline.Token));
        }
#pragma warning disable CA1031 // whatever a model or its provider throws, the interview goes on with the rules and the record says why
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var cause = failure is OperationCanceledException ? "deadline" : failure.GetType().Name;
            return ChosenMove.Of(rules.NextMove(context)) with { DegradedFrom = Name(model.Id), DegradedTo = Name(rules.Id), Cause = cause };
        }
    }

    private static string Name(BrainId id) => $"{(id.Kind == BrainKind.Model ? "model" : "rules")}/{id.Version}";
}
