using JobInterview.Tenants;

namespace JobInterview.Grains.Interviews;

/// <summary>One interview plan of a company: a draft that changes, and published versions that never do.</summary>
[GrainInterfaceType("interview-plan")]
public interface IInterviewPlanGrain : ITenantScopedGrain
{
    /// <summary>Writes the first draft; a repeat with the same content changes nothing.</summary>
    [Alias("create")] Task<Outcome<PlanView>> CreateAsync(PlanContent content);

    /// <summary>Replaces the draft; refused when <paramref name="revision"/> is given and not the current one.</summary>
    [Alias("write")] Task<Outcome<PlanView>> WriteAsync(PlanContent content, long? revision);

    /// <summary>Freezes the draft as the next version, or refuses with what the lint found.</summary>
    [Alias("publish")] Task<Outcome<PlanView>> PublishAsync(long? revision);

    /// <summary>No new invitations; sessions that pinned a version go on.</summary>
    [Alias("retire")] Task<Outcome<PlanView>> RetireAsync(long? revision);

    /// <summary>The plan as it stands, with its draft.</summary>
    [Alias("read")] Task<Outcome<PlanView>> ReadAsync();

    /// <summary>A published version, for ever the same.</summary>
    [Alias("version")] Task<Outcome<PublishedPlan>> VersionAsync(int version);
}

/// <summary>A plan as its company sees it.</summary>
[GenerateSerializer, Immutable, Alias("plan-view")]
public sealed record PlanView(
    [property: Id(0)] Guid Id, [property: Id(1)] PlanContent Content, [property: Id(2)] int Version, [property: Id(3)] PlanStatus Status,
    [property: Id(4)] long Revision, [property: Id(5)] bool HasUnpublishedChanges, [property: Id(6)] DateTimeOffset ChangedAt,
    [property: Id(7)] LintFinding[] Findings);

/// <summary>A version that sessions pin.</summary>
[GenerateSerializer, Immutable, Alias("published-plan")]
public sealed record PublishedPlan([property: Id(0)] Guid PlanId, [property: Id(1)] int Version, [property: Id(2)] PlanContent Content);

[GenerateSerializer]
public enum PlanStatus { Draft, Published, Retired }

/// <summary>Something the lint says about a plan; an error stops publishing, advice does not.</summary>
[GenerateSerializer, Immutable, Alias("lint-finding")]
public sealed record LintFinding([property: Id(0)] bool IsError, [property: Id(1)] string Pointer, [property: Id(2)] string Code, [property: Id(3)] string Text);
