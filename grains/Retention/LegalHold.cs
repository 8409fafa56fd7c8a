using System.Collections.Immutable;

namespace JobInterview.Grains.Retention;

/// <summary>A legal hold: one person asks for it and another puts it in force, and the same again to lift it. It keeps single things, never whole accounts.</summary>
[GenerateSerializer, Immutable, Alias("legal-hold")]
public sealed record LegalHold
{
    public const int MaxReason = 1_000;
    public static readonly TimeSpan LongestReview = TimeSpan.FromDays(366);

    [Id(0)] public required string Reason { get; init; }
    [Id(1)] public required HoldScope Scope { get; init; }
    [Id(2)] public required DateTimeOffset ReviewAt { get; init; }
    [Id(3)] public required Guid AskedBy { get; init; }
    [Id(4)] public required DateTimeOffset AskedAt { get; init; }
    [Id(5)] public HoldState State { get; init; }
    [Id(6)] public Guid? PlacedBy { get; init; }
    [Id(7)] public DateTimeOffset? PlacedAt { get; init; }
    [Id(8)] public Guid? ReleaseAskedBy { get; init; }
    [Id(9)] public Guid? ReleasedBy { get; init; }
    [Id(10)] public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Fences a second writer.</summary>
    [Id(11)] public int Version { get; init; }

    /// <summary>Whether it keeps things.</summary>
    public bool IsInForce => State is HoldState.InForce or HoldState.ReleaseAsked;

    public static Outcome<LegalHold> Ask(string reason, HoldScope scope, DateTimeOffset reviewAt, Guid by, DateTimeOffset now)
    {
        Fault[] faults =
        [
            .. string.IsNullOrWhiteSpace(reason) ? [new("/reason", "missing")] : reason.Length > MaxReason ? [new("/reason", "too-long")] : Array.Empty<Fault>(),
            .. scope.IsEmpty ? [new("/scope", "missing")] : Array.Empty<Fault>(),
            .. scope.From >= scope.Until ? [new("/until", "out-of-range")] : Array.Empty<Fault>(),
            .. reviewAt <= now || reviewAt > now + LongestReview ? [new("/reviewAt", "out-of-range")] : Array.Empty<Fault>(),
        ];
        return faults.Length > 0 ? Refusals.Invalid(faults)
            : new LegalHold { Reason = reason, Scope = scope.Distinct(), ReviewAt = reviewAt, AskedBy = by, AskedAt = now, Version = 1 };
    }

    /// <summary>The second person puts it in force.</summary>
    public Outcome<LegalHold> Place(Guid by, DateTimeOffset now) =>
        State != HoldState.Asked ? HoldRefusals.NotAsked
        : by == AskedBy ? HoldRefusals.SecondPersonNeeded
        : Next() with { State = HoldState.InForce, PlacedBy = by, PlacedAt = now };

    /// <summary>Takes it back before it was in force; one person is enough for that.</summary>
    public Outcome<LegalHold> Withdraw(Guid by, DateTimeOffset now) =>
        State != HoldState.Asked ? HoldRefusals.NotAsked : Next() with { State = HoldState.Withdrawn, ReleasedBy = by, ReleasedAt = now };

    public Outcome<LegalHold> AskRelease(Guid by) =>
        State != HoldState.InForce ? HoldRefusals.NotInForce : Next() with { State = HoldState.ReleaseAsked, ReleaseAskedBy = by };

    /// <summary>The second person lifts it.</summary>
    public Outcome<LegalHold> Release(Guid by, DateTimeOffset now) =>
        State != HoldState.ReleaseAsked ? HoldRefusals.ReleaseNotAsked
        : by == ReleaseAskedBy ? HoldRefusals.SecondPersonNeeded
        : Next() with { State = HoldState.Released, ReleasedBy = by, ReleasedAt = now };

    /// <summary>Whether it takes up something that came after it was placed.</summary>
    public bool TakesUp(DueEntry entry) => IsInForce && Scope.IsFutureMatching && Scope.Matches(entry);

    private LegalHold Next() => this with { Version = Version + 1 };
}

/// <summary>What a hold covers: things that are named, or all of some interviews, people or days.</summary>
/// <param name="From">The first moment at which a matching interview ended.</param>
/// <param name="Until">The moment from which on none matches any more.</param>
/// <param name="IsFutureMatching">Whether it also takes up what matches later.</param>
[GenerateSerializer, Immutable, Alias("hold-scope")]
public sealed record HoldScope(
    [property: Id(0)] ImmutableArray<Guid> Recordings, [property: Id(1)] ImmutableArray<Guid> Sessions, [property: Id(2)] ImmutableArray<Guid> Subjects,
    [property: Id(3)] DateTimeOffset? From = null, [property: Id(4)] DateTimeOffset? Until = null, [property: Id(5)] bool IsFutureMatching = false)
{
    public bool IsEmpty => Recordings.IsEmpty && Sessions.IsEmpty && Subjects.IsEmpty && From is null && Until is null;

    public bool Matches(DueEntry entry) => !IsEmpty
        && (Recordings.Contains(entry.Asset.Id) || Sessions.Contains(entry.SessionId) || Subjects.Contains(entry.SubjectId)
            || (Recordings.IsEmpty && Sessions.IsEmpty && Subjects.IsEmpty))
        && (From is null || entry.StartsAt >= From) && (Until is null || entry.StartsAt < Until);

    public HoldScope Distinct() => this with { Recordings = [.. Recordings.Distinct()], Sessions = [.. Sessions.Distinct()], Subjects = [.. Subjects.Distinct()] };

    /// <summary>Where it names what is not known.</summary>
    public IEnumerable<Fault> Unknown(HoldScope known) =>
        Unknown("recordings", Recordings, known.Recordings).Concat(Unknown("sessions", Sessions, known.Sessions)).Concat(Unknown("subjects", Subjects, known.Subjects));

    private static IEnumerable<Fault> Unknown(string member, ImmutableArray<Guid> named, ImmutableArray<Guid> known) =>
        named.Index().Where(one => !known.Contains(one.Item)).Select(one => new Fault(FormattableString.Invariant($"/{member}/{one.Index}"), "unknown"));
}

[GenerateSerializer]
public enum HoldState { Asked, InForce, ReleaseAsked, Released, Withdrawn }

/// <summary>Every no of a legal hold.</summary>
public static class HoldRefusals
{
    public static readonly Refusal SecondPersonNeeded = Conflict("second-person-needed", "Another person than the one who asked must do this.");
    public static readonly Refusal NotAsked = Conflict("hold-not-asked", "The hold does not wait to be put in force.");
    public static readonly Refusal NotInForce = Conflict("hold-not-in-force", "The hold is not in force.");
    public static readonly Refusal ReleaseNotAsked = Conflict("release-not-asked", "Nobody has asked to lift the hold.");
    public static readonly Refusal NothingMatches = Conflict("nothing-to-hold", "Nothing that is kept matches the hold.");
    public static readonly Refusal Destroyed = new(RefusalKind.Gone, "already-destroyed", "Some of what the hold names is destroyed already and can not be kept.");

    public static readonly Refusal Restricted = new(RefusalKind.Forbidden, "on-legal-hold", "This is under a legal hold and is not shown for anything else.");

    private static Refusal Conflict(string code, string text) => new(RefusalKind.Conflict, code, text);
}
