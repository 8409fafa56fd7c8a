using System.Collections.Immutable;
using System.Text.Json;

namespace JobInterview.Grains.Interviews;

/// <summary>A plan over time: the draft that changes, and the published versions that never do.</summary>
[GenerateSerializer, Immutable, Alias("plan-history")]
internal sealed record PlanHistory
{
    [Id(0)] public PlanContent? Draft { get; init; }

    /// <summary>Version 1 is the first.</summary>
    [Id(1)] public ImmutableArray<PlanContent> Versions { get; init; } = [];

    [Id(2)] public PlanStatus Status { get; init; }

    /// <summary>Counts every change; the ETag outside.</summary>
    [Id(3)] public long Revision { get; init; }

    [Id(4)] public DateTimeOffset CreatedAt { get; init; }

    [Id(5)] public DateTimeOffset ChangedAt { get; init; }

    private bool HasUnpublishedChanges => Versions.IsEmpty || !IsSame(Draft!, Versions[^1]);

    public Outcome<PlanHistory> Create(PlanContent content, DateTimeOffset at) =>
        Refuse(content) is { } refusal ? refusal
        : Draft is null ? Changed(at) with { Draft = content, CreatedAt = at }
        : IsSame(Draft, content) ? this
        : PlanRefusals.AlreadyExists;

    public Outcome<PlanHistory> Write(PlanContent content, long? revision, DateTimeOffset at) =>
        Refuse(revision) is { } stale ? stale
        : Refuse(content) is { } refusal ? refusal
        : Status == PlanStatus.Retired ? PlanRefusals.IsRetired
        : IsSame(Draft!, content) ? this
        : Changed(at) with { Draft = content };

    public Outcome<PlanHistory> Publish(long? revision, DateTimeOffset at) =>
        Refuse(revision) is { } stale ? stale
        : Status == PlanStatus.Retired ? PlanRefusals.IsRetired
        : !HasUnpublishedChanges ? this
        : PlanLint.Check(Draft!).Where(finding => finding.IsError).ToArray() is { Length: > 0 } errors ? PlanRefusals.HasErrors(errors)
        : Changed(at) with { Versions = Versions.Add(Draft!), Status = PlanStatus.Published };

    public Outcome<PlanHistory> Retire(long? revision, DateTimeOffset at) =>
        Refuse(revision) is { } stale ? stale
        : Status == PlanStatus.Retired ? this
        : Changed(at) with { Status = PlanStatus.Retired };

    public Outcome<PublishedPlan> Version(Guid id, int version) =>
        version >= 1 && version <= Versions.Length ? new PublishedPlan(id, version, Versions[version - 1]) : Refusals.NotFound;

    public Outcome<PlanView> View(Guid id) =>
        Draft is null
            ? Refusals.NotFound
            : new PlanView(id, Draft, Versions.Length, Status, Revision, HasUnpublishedChanges, ChangedAt, PlanLint.Check(Draft));

    public PlanListing Listing(Guid id) =>
        new(id, Draft!.Title, [.. Draft.Languages], Versions.Length, Status, Draft.Questions.Length, CreatedAt, ChangedAt);

    private PlanHistory Changed(DateTimeOffset at) => this with { Revision = Revision + 1, ChangedAt = at };

    private static Refusal? Refuse(PlanContent content) =>
        PlanShape.Faults(content) is { Length: > 0 } faults ? Refusals.Invalid(faults) : null;

    private Refusal? Refuse(long? revision) =>
        Draft is null ? Refusals.NotFound : revision is { } expected && expected != Revision ? Refusals.VersionIsStale : null;

    // Immutable arrays compare by identity, so the written form is what is compared.
    private static bool IsSame(PlanContent one, PlanContent other) =>
        ReferenceEquals(one, other) || JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);
}

/// <summary>The refusals of interview plans.</summary>
internal static class PlanRefusals
{
    public static readonly Refusal AlreadyExists = new(RefusalKind.Conflict, "plan-exists", "There is such a plan already, with other content.");

    public static readonly Refusal IsRetired = new(RefusalKind.Conflict, "plan-is-retired", "The plan is retired and changes no more.");

    public static Refusal HasErrors(LintFinding[] errors) =>
        new(RefusalKind.Invalid, "plan-has-errors", "The plan can not be published like this.")
        {
            Faults = [.. errors.Select(error => new Fault(error.Pointer, error.Code))],
        };
}
