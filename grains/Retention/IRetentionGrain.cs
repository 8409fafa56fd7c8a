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

    /// <summary>New terms of the company: when this returns nothing is destroyed any more by the terms before.</summary>
    [Alias("apply")] Task ApplyAsync(RetentionTerms terms);
}

/// <summary>What a sweep came to. <paramref name="HasMore"/>: the time was over before the work was.</summary>
[GenerateSerializer, Immutable, Alias("retention-sweep")]
public sealed record RetentionSweep([property: Id(0)] RetentionTally Tally, [property: Id(1)] bool HasMore);
