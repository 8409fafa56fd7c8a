using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Interviews;

[GrainType("interview-plan")]
internal sealed partial class InterviewPlanGrain(
    [PersistentState("interview-plan")] IPersistentState<PlanHistory> state, IPlanList list, TimeProvider clock, ILogger<InterviewPlanGrain> logger)
    : Grain, IInterviewPlanGrain
{
    private TenantKey _key;
    private long _listed;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = TenantKey.Parse(this.GetPrimaryKeyString());
        return ListAsync(cancellationToken);                  // a process may have died between state and row
    }

    public Task<Outcome<PlanView>> CreateAsync(PlanContent content) => SaveAsync(state.State.Create(content, Now));

    public Task<Outcome<PlanView>> WriteAsync(PlanContent content, long? revision) => SaveAsync(state.State.Write(content, revision, Now));

    public Task<Outcome<PlanView>> PublishAsync(long? revision) => SaveAsync(state.State.Publish(revision, Now));

    public Task<Outcome<PlanView>> RetireAsync(long? revision) => SaveAsync(state.State.Retire(revision, Now));

    public Task<Outcome<PlanView>> ReadAsync() => Task.FromResult(state.State.View(_key.Id));

    public Task<Outcome<PublishedPlan>> VersionAsync(int version) => Task.FromResult(state.State.Version(_key.Id, version));

    private DateTimeOffset Now => clock.GetUtcNow().Truncate();

    private async Task<Outcome<PlanView>> SaveAsync(Outcome<PlanHistory> outcome)
    {
        if (!outcome.Accepted)
        {
            return outcome.Refusal;
        }

        var before = state.State;
        if (!ReferenceEquals(before, outcome.Value))
        {
            state.State = outcome.Value;
            try
            {
                await state.WriteStateAsync();
            }
            catch
            {
                state.State = before;
                throw;
            }

            LogChanged(_key, state.State.Revision, state.State.Status);
        }

        await ListAsync();
        return state.State.View(_key.Id);
    }

    private async Task ListAsync(CancellationToken cancel = default)
    {
        if (state.State.Revision != _listed)
        {
            await list.UpsertAsync(_key, state.State.Listing(_key.Id), cancel);
            _listed = state.State.Revision;
        }
    }

    [LoggerMessage(LogLevel.Information, "Interview plan {Plan} is at revision {Revision}, {Status}")]
    private partial void LogChanged(TenantKey plan, long revision, PlanStatus status);
}
