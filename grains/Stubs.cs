#pragma warning disable CA1822
using JobInterview.Grains.Interviews;
namespace JobInterview.Grains.Interviewing
{
    internal sealed class ModelBrain : IInterviewBrain
    {
        public BrainId Id => new(BrainKind.Model, "0");
        public ValueTask<Move> NextMoveAsync(TurnContext context, CancellationToken deadline) => new(new Move.Close(AnswerStatus.Answered));
    }
}
namespace JobInterview.Grains.Interviews
{
    public static class PlanDraft { public static PlanContent From(string title, string jobDescription, string language) => throw new NotSupportedException(); }
}
