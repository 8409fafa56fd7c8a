#pragma warning disable CA1822
using System.Collections.Immutable;
using JobInterview.Grains.Interviews;
using JobInterview.Tenants;
namespace JobInterview.Grains.Interviewing
{
    internal sealed class ModelBrain : IInterviewBrain
    {
        public BrainId Id => new(BrainKind.Model, "0");
        public ValueTask<Move> NextMoveAsync(TurnContext context, CancellationToken deadline) => new(new Move.Close(AnswerStatus.Answered));
    }
    internal sealed class SessionScoring { public Task<ImmutableArray<Suggestion>> ScoreAsync(PlanContent plan, string language, ImmutableArray<ScoredAnswer> answers, CancellationToken cancel) => Task.FromResult(ImmutableArray<Suggestion>.Empty); }
}
namespace JobInterview.Grains.Interviews
{
    internal sealed class PublishedPlans { public ValueTask<PublishedPlan?> GetAsync(IGrainFactory grains, TenantKey plan, int version) => default; }
}
namespace JobInterview.Grains.Interviews
{
    public static class PlanDraft { public static PlanContent From(string title, string jobDescription, string language) => throw new NotSupportedException(); }
}
