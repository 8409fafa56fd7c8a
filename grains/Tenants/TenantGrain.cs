using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Tenants;

[GrainType("tenant")]
internal sealed partial class TenantGrain(
    [PersistentState("tenant")] IPersistentState<Tenant> state, ITenantDirectory directory, INoticeBoard notices, ProcessClock processClock, TimeProvider clock, ILogger<TenantGrain> logger)
    : Grain, ITenantGrain
{
    private bool _isWatched;
    private Tenant? _durable;                                 // what is told while a write is on its way

    private TenantKey Key => TenantKey.Parse(this.GetPrimaryKeyString());

    public Task<Outcome<TenantView>> OpenAsync(string name, string slug, PlanTier tier) => OpenAsync(state.State.Open(name, slug, tier, clock.GetUtcNow()));

    public Task<Outcome<TenantView>> OpenTrialAsync(string name, string slug) => OpenAsync(state.State.OpenTrial(name, slug, clock.GetUtcNow().Truncate()));

    public Task<Outcome<TenantView>> ReadAsync() =>
        Task.FromResult<Outcome<TenantView>>(state.State.IsOpen ? state.State.View(Key.Tenant) : Refusals.NotFound);

    public async Task<Outcome<TenantView>> RenameAsync(string name)
    {
        var renamed = await SaveAsync(state.State.Rename(name));
        if (renamed.Accepted)
        {
            await directory.RenameAsync(Key.Tenant, renamed.Value.Name);
        }

        return renamed;
    }

    public Task<Outcome<RetentionTerms>> TermsAsync()
    {
        var known = _durable ?? state.State;
        return Task.FromResult<Outcome<RetentionTerms>>(known.IsOpen ? known.Terms : Refusals.NotFound);
    }

    public Task<Outcome<RetentionTerms>> ChangePlanAsync(PlanTier tier, long? version = null) => AgreeAsync(state.State.ChangePlan(tier, clock.GetUtcNow().Truncate(), version));

    public Task<Outcome<RetentionTerms>> CancelPlanAsync(long? version = null) => AgreeAsync(state.State.CancelPlan(clock.GetUtcNow().Truncate(), version));

    public Task<Outcome<RetentionTerms>> KeepAsync(RetentionPeriods periods, long? version = null) =>
        AgreeAsync(state.State.Keep(periods, clock.GetUtcNow(), version));

    public async Task<Outcome<RetentionTerms>> ReviewAsync() =>
        (await SaveAsync(state.State.Review(clock.GetUtcNow().Truncate()))).Refusal is { } refusal ? refusal : state.State.Terms;

    // In a turn of its own, so no change of the plan comes in between. Given first: a crash before the state is written gives it again, which gives nothing.
    public async Task GiveNoticeAsync()
    {
        var now = await processClock.NowAsync();
        if (state.State.IsOpen && state.State.Plan.NoticeAt(now) is { } days)
        {
            await notices.GiveAsync(new(Key.Tenant, state.State.Name, state.State.Slug, state.State.Plan, days), now);
            await SaveAsync(state.State.Notice(days));
            LogNoticed(Key.Tenant, days);
        }
    }

    public async Task<Outcome<TenantView>> CountInvitationAsync()
    {
        await WatchAsync();
        return await SaveAsync(state.State.CountInvitation(clock.GetUtcNow()));
    }

    private async Task<Outcome<TenantView>> OpenAsync(Outcome<Tenant> decided)
    {
        var (opened, refusal) = decided;
        if (refusal is not null)
        {
            return refusal;
        }

        // The row comes first, since it decides who has the slug; a repeat after a crash finds the row its own and goes on.
        if (!await directory.AddAsync(new(Key.Tenant, opened!.Name, opened.Slug, opened.Tier, opened.OpenedAt)))
        {
            return new Refusal(RefusalKind.Conflict, "slug-taken", "Another company has this address.");
        }

        var saved = await SaveAsync(opened);
        await WatchAsync();
        LogOpened(Key.Tenant);
        return saved;
    }

    // Asked for again before the first interview: the process may have died between the company's state and its reminder.
    private async Task WatchAsync()
    {
        if (state.State.IsOpen && !_isWatched)
        {
            await GrainFactory.GetGrain<ITenantDeadlinesGrain>(Key.ToString()).WatchAsync();
            await Retention.WatchAsync();
            _isWatched = true;
        }
    }

    private IRetentionGrain Retention => GrainFactory.GetGrain<IRetentionGrain>(Key.ToString());

    // Retention is told before the company is: what is acknowledged holds from then on.
    private async Task<Outcome<RetentionTerms>> AgreeAsync(Outcome<Tenant> decided)
    {
        var before = state.State;
        if ((await SaveAsync(decided)).Refusal is { } refusal)
        {
            return refusal;
        }

        if (state.State.Tier != before.Tier)
        {
            await directory.SetTierAsync(Key.Tenant, state.State.Tier);
        }

        await Retention.ApplyAsync(state.State.Terms);
        return state.State.Terms;
    }

    private async Task<Outcome<TenantView>> SaveAsync(Outcome<Tenant> decided)
    {
        var (next, refusal) = decided;
        if (refusal is not null)
        {
            return refusal;
        }

        var before = state.State;
        if (next == before && state.RecordExists)
        {
            return before.View(Key.Tenant);
        }

        _durable = before;
        state.State = next!;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;                             // what storage refused was never so
            throw;
        }
        finally
        {
            _durable = null;
        }

        return next!.View(Key.Tenant);
    }

    [LoggerMessage(LogLevel.Information, "The owners of {Tenant} are told that their plan changes in {Days} days")]
    private partial void LogNoticed(TenantId tenant, int days);

    [LoggerMessage(LogLevel.Information, "Company {Tenant} was opened")]
    private partial void LogOpened(TenantId tenant);
}
