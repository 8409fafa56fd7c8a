using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>Keeps a company's promise of how long things are kept: one turn at a time, so no plan or hold changes in the middle of a destruction. Key: <c>tenant/tenant</c>.</summary>
[GrainInterfaceType("retention")]
public interface IRetentionGrain : ITenantScopedGrain
{
    /// <summary>Makes sure that the reminder exists; repeating it changes nothing.</summary>
    [Alias("watch")] Task WatchAsync();

    /// <summary>Destroys what is due now, for some seconds at most.</summary>
    [Alias("sweep")] Task<RetentionSweep> SweepAsync();

    /// <summary>Has the holds that take up what comes later take up what there is now; when this returns it is held.</summary>
    [Alias("take-up")] Task TakeUpAsync();

    /// <summary>New terms of the company: when this returns nothing is destroyed any more by the terms before.</summary>
    [Alias("apply")] Task ApplyAsync(RetentionTerms terms);

    /// <summary>Asks for a legal hold; it keeps nothing before another person has put it in force.</summary>
    [Alias("ask-hold")] Task<Outcome<LegalHold>> AskHoldAsync(Guid hold, HoldRequest request, Guid by);

    /// <summary>A second person puts the hold in force: what matches is kept from then on. Refused where something that it names is destroyed.</summary>
    [Alias("place-hold")] Task<Outcome<LegalHold>> PlaceHoldAsync(Guid hold, Guid by);

    /// <summary>Takes back a hold that is not in force.</summary>
    [Alias("withdraw-hold")] Task<Outcome<LegalHold>> WithdrawHoldAsync(Guid hold, Guid by);

    /// <summary>Asks for the end of a hold; it goes on until another person has lifted it.</summary>
    [Alias("ask-release")] Task<Outcome<LegalHold>> AskReleaseAsync(Guid hold, Guid by);

    /// <summary>A second person lifts the hold; what was waiting for that goes on at once.</summary>
    [Alias("release-hold")] Task<Outcome<LegalHold>> ReleaseHoldAsync(Guid hold, Guid by);
}

/// <summary>What a sweep came to. <paramref name="HasMore"/>: the time was over before the work was.</summary>
[GenerateSerializer, Immutable, Alias("retention-sweep")]
public sealed record RetentionSweep([property: Id(0)] RetentionTally Tally, [property: Id(1)] bool HasMore);

/// <summary>What a hold is asked for with.</summary>
[GenerateSerializer, Immutable, Alias("hold-request")]
public sealed record HoldRequest([property: Id(0)] string Reason, [property: Id(1)] HoldScope Scope, [property: Id(2)] DateTimeOffset ReviewAt);
