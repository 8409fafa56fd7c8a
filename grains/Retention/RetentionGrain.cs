using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Grains.Retention;

/// <summary>A reminder only wakes it; what is due says the ledger. Terms are asked for anew before each page, so nothing is destroyed by old ones.</summary>
[GrainType("retention")]
internal sealed partial class RetentionGrain(
    [PersistentState("retention")] IPersistentState<ReckonedTerms> reckoned, IDueLedger ledger, IShredder shredder, IHoldBook book, ProcessClock processClock, TimeProvider clock,
    ILogger<RetentionGrain> logger) : Grain, IRetentionGrain, IRemindable
{
    private const string Reminder = "retention";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);          // well under the time after which a caller gives up
    private static readonly TimeSpan AskerReturns = TimeSpan.FromSeconds(30);     // who asked and counts asks again at once; the timer goes on where that one died

    private readonly RetentionRun _run = new(ledger, shredder, book, processClock);
    private readonly Holding _holding = new(book, processClock);
    private RetentionTerms? _applied;
    private IGrainTimer? _timer;

    private TenantId Tenant => TenantKey.Parse(this.GetPrimaryKeyString()).Tenant;

    public async Task WatchAsync()
    {
        if (await this.GetReminder(Reminder) is null)
        {
            // Companies wake at different times: the id is random, so its bytes are a fair and stable jitter.
            var jitter = Period * (Tenant.Value.ToByteArray()[0] / 256.0);
            await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1) + jitter, Period);
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Not waited for: the company's grain may itself be waiting for this one. What fails is asked for again at the next tick.
        GrainFactory.GetGrain<ITenantGrain>(this.GetPrimaryKeyString()).GiveNoticeAsync().Ignore();
        return SweepAsync(again: TimeSpan.Zero);
    }

    public async Task ApplyAsync(RetentionTerms terms)
    {
        if (_applied is null || terms.Plan.Version >= _applied.Plan.Version)
        {
            _applied = terms;
        }

        await WakeAgainAsync(TimeSpan.Zero);
    }

    public async Task TakeUpAsync()
    {
        while (await TermsAsync() is { } terms && !await _run.TakeUpAsync(Tenant, terms))
        {
            // Another writer was faster: what is true now is read again.
        }
    }

    public Task<Outcome<LegalHold>> AskHoldAsync(Guid hold, HoldRequest request, Guid by) => _holding.AskAsync(Key(hold), request, by);

    public Task<Outcome<LegalHold>> WithdrawHoldAsync(Guid hold, Guid by) => _holding.WithdrawAsync(Key(hold), by);

    public Task<Outcome<LegalHold>> AskReleaseAsync(Guid hold, Guid by) => _holding.AskReleaseAsync(Key(hold), by);

    public async Task<Outcome<LegalHold>> PlaceHoldAsync(Guid hold, Guid by) =>
        await TermsAsync() is { } terms ? await _holding.PlaceAsync(Key(hold), by, terms) : Refusals.NotFound;

    public async Task<Outcome<LegalHold>> ReleaseHoldAsync(Guid hold, Guid by)
    {
        if (await TermsAsync() is not { } terms)
        {
            return Refusals.NotFound;
        }

        var released = await _holding.ReleaseAsync(Key(hold), by, terms);
        await WakeAgainAsync(released.Accepted ? TimeSpan.Zero : null);
        return released;
    }

    public Task<RetentionSweep> SweepAsync() => SweepAsync(AskerReturns);

    private async Task<RetentionSweep> SweepAsync(TimeSpan again)
    {
        await WatchAsync();
        var (tally, started) = (RetentionTally.Nothing, clock.GetTimestamp());
        var hasMore = true;
        while (hasMore && clock.GetElapsedTime(started) < Patience)
        {
            var page = await StepAsync();
            tally = tally.With(page ?? RetentionTally.Nothing);
            hasMore = page is not null;
        }

        if (tally != RetentionTally.Nothing)
        {
            LogSwept(Tenant, tally.Shredded, tally.Finished, tally.LongestLag);
        }

        await WakeAgainAsync(hasMore ? again : null);
        return new(tally, hasMore);
    }

    private async Task<RetentionTally?> StepAsync()
    {
        if (await TermsAsync() is not { } terms)
        {
            return null;
        }

        // Changed terms are reckoned a page at a time beside the destruction: a mark reads the terms of now in any case.
        var now = await processClock.NowAsync();
        var stamp = terms.PolicyAt(now).StampAt(now);
        if (reckoned.State.Stamp == stamp)
        {
            return await _run.PageAsync(Tenant, terms);
        }

        var next = await _run.ReckonAsync(Tenant, terms, reckoned.State.Reckoning == stamp ? reckoned.State.After : null);
        reckoned.State = next is null ? new(stamp, null, null) : reckoned.State with { Reckoning = stamp, After = next };
        await reckoned.WriteStateAsync();
        return await _run.PageAsync(Tenant, terms) ?? RetentionTally.Nothing;
    }

    private TenantKey Key(Guid id) => new(Tenant, id);

    // The company's own grain may be waiting for this one, so it answers in between; what it told us last is never taken back.
    private async Task<RetentionTerms?> TermsAsync()
    {
        var (terms, refusal) = await GrainFactory.GetGrain<ITenantGrain>(this.GetPrimaryKeyString()).TermsAsync();
        if (refusal is not null)
        {
            return null;                                      // the company was never opened
        }

        return _applied is { } applied && applied.Plan.Version > terms!.Plan.Version ? applied : terms;
    }

    private async Task WakeAgainAsync(TimeSpan? more)
    {
        var now = await processClock.NowAsync();
        var next = more ?? (await ledger.NextAsync(Tenant) ?? DateTimeOffset.MaxValue) - now;
        if (next > DueEntry.LeaseLimit && await ledger.IsDestroyingAsync(Tenant))
        {
            next = DueEntry.LeaseLimit;
        }

        if (next < Period)
        {
            next = next < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : next;
            _timer ??= this.RegisterGrainTimer(() => (Task)SweepAsync(again: TimeSpan.Zero), new GrainTimerCreationOptions(next, Timeout.InfiniteTimeSpan) { KeepAlive = true });
            _timer.Change(next, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(LogLevel.Information, "Retention of {Tenant}: {Shredded} destroyed, {Finished} finished, the latest {Lag} after its time")]
    private partial void LogSwept(TenantId tenant, int shredded, int finished, TimeSpan lag);
}

/// <summary>By which terms the ledger was reckoned, and how far a reckoning by newer ones has come.</summary>
[GenerateSerializer, Immutable, Alias("reckoned-terms")]
internal sealed record ReckonedTerms([property: Id(0)] string? Stamp, [property: Id(1)] string? Reckoning, [property: Id(2)] Guid? After)
{
    public ReckonedTerms()
        : this(null, null, null)
    {
    }
}
