using JobInterview.Tenants;

namespace JobInterview.Grains.Retention;

/// <summary>One thing in the due ledger: when it goes, why, and how far its destruction is. It never goes back from the destruction of its key.</summary>
public sealed record DueEntry
{
    public const string HoldRule = "legal-hold";
    public const string ErasureRule = "erasure";
    public const string RunningRule = "session-running";
    public const string GivenUpRule = "given-up";
    public const string ReplacedRule = "key-replaced";
    public const string InterviewedRule = "interviews-kept";
    public const string AccountRule = "account-in-use";
    public const string AccountRemovedRule = "account-removed";
    public const string AccountUnusedRule = "account-unused";
    public const string RestoredRule = "destroyed-before-restore";

    /// <summary>No process holds an unwrapped key for longer than this, so nobody can open anything after it.</summary>
    public static readonly TimeSpan LeaseLimit = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Deferral = TimeSpan.FromMinutes(15);

    public required TenantKey Asset { get; init; }
    public required AssetKind Kind { get; init; }

    /// <summary>The interview that it is of; empty for a person.</summary>
    public required Guid SessionId { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>The data key whose destruction is the thing's destruction.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>From when its time counts: the end of the interview; null while that runs.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }
    public string Rule { get; init; } = RunningRule;
    public DueState State { get; init; }

    /// <summary>How many legal holds keep it.</summary>
    public int Holds { get; init; }

    /// <summary>When the last hold let go: nothing was due before that.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>When the person's erasure asked for it.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public DateTimeOffset? MarkedAt { get; init; }

    /// <summary>The version of the plan under which it was marked.</summary>
    public long? PlanVersion { get; init; }

    /// <summary>When key, bytes and rows were gone; other processes may have held the key for a moment longer.</summary>
    public DateTimeOffset? ShreddedAt { get; init; }

    public DateTimeOffset? DestroyedAt { get; init; }

    /// <summary>Fences a second writer.</summary>
    public int Version { get; init; }

    /// <summary>The account of a member: it is kept without a line, until it goes.</summary>
    public static DueEntry OfAccount(TenantKey member, Guid key) => new()
    {
        Asset = member, Kind = AssetKind.Account, SessionId = Guid.Empty, SubjectId = member.Id, KeyId = key, Rule = AccountRule,
    };

    /// <summary>The order of resolution: hold, erasure, then plan, company and law.</summary>
    public Due Resolve(RetentionPolicy policy, DateTimeOffset now) =>
        Holds > 0 ? new(null, HoldRule)
        : ErasedAt is { } erased ? new Due(erased, ErasureRule).NotBefore(ReleasedAt)
        : StartsAt is { } start ? policy.TermOf(Kind, now).From(start).NotBefore(ReleasedAt)
        : Kind == AssetKind.Person ? new(null, InterviewedRule)
        : policy.EndsAt is { } ends ? new Due(ends, RetentionPolicy.AccountEnded).NotBefore(ReleasedAt)
        : new(null, RunningRule);

    /// <summary>The entry as the policy has it now; what is being destroyed or gone stays as it is.</summary>
    public DueEntry Reckon(RetentionPolicy policy, DateTimeOffset now)
    {
        if (State is DueState.Destroying or DueState.Destroyed)
        {
            return this;
        }

        var due = Resolve(policy, now);
        return this with { DueAt = due.At, Rule = due.Rule, State = Holds > 0 ? DueState.Held : DueState.Scheduled };
    }

    /// <summary>The interview ended: its time counts from there. The first word holds, so that a late part inherits it.</summary>
    public DueEntry Start(DateTimeOffset at, RetentionPolicy policy, DateTimeOffset now) => (this with { StartsAt = StartsAt ?? at }).Reckon(policy, now);

    /// <summary>Marks what is due by the policy as it is now, whatever was reckoned before; anything else is only reckoned anew.</summary>
    public DueEntry Mark(RetentionPolicy policy, long version, DateTimeOffset now)
    {
        var reckoned = Reckon(policy, now);
        return reckoned.State == DueState.Scheduled && reckoned.DueAt <= now
            ? reckoned with { State = DueState.Destroying, MarkedAt = now, PlanVersion = version }
            : reckoned;
    }

    /// <summary>It is still needed: the record of an interview waits for the other parts, which can not be read without it, and a person who was invited again for the end of that.</summary>
    public DueEntry Defer(DateTimeOffset now) => Kind == AssetKind.Person ? this with { StartsAt = null, DueAt = null, Rule = Holds > 0 ? HoldRule : InterviewedRule } : this with { DueAt = now + Deferral };

    /// <summary>Who made it has given it up: it goes now, whatever else was said of it; from under a hold as soon as that lets go.</summary>
    public DueEntry GiveUp(DateTimeOffset at) => Holds > 0 && IsKept ? this with { ErasedAt = ErasedAt ?? at } : IsKept ? this with { State = DueState.Destroying, MarkedAt = at, DueAt = at, Rule = GivenUpRule } : this;

    /// <summary>A key that nothing is sealed under any more, since all of it was sealed anew.</summary>
    public DueEntry Replaced(DateTimeOffset at) => GiveUp(at) with { Rule = ReplacedRule };

    /// <summary>The member was removed, or the contract is over: the account goes now.</summary>
    public DueEntry Close(Due end, DateTimeOffset now) => this with { State = DueState.Destroying, StartsAt = end.At, DueAt = end.At, Rule = end.Rule, MarkedAt = now };

    /// <summary>An older copy of it was put back after its key had been destroyed: what came back goes, as it went then.</summary>
    public DueEntry GoneSince(DateTimeOffset at, DateTimeOffset now) => IsKept ? this with { State = DueState.Destroying, Holds = 0, MarkedAt = now, DueAt = at, Rule = RestoredRule } : this;

    /// <summary>Takes the mark back where a newer plan keeps the thing; only while its key is whole.</summary>
    public DueEntry Spare(RetentionPolicy policy, long version, DateTimeOffset now)
    {
        if (State != DueState.Destroying || ShreddedAt is not null || version <= (PlanVersion ?? long.MaxValue))
        {
            return this;
        }

        var kept = (this with { State = DueState.Scheduled, MarkedAt = null, PlanVersion = null }).Reckon(policy, now);
        return kept.DueAt <= now ? this : kept;
    }

    /// <summary>Key, bytes and rows are gone. A clock that was set back since starts the wait for the last lease anew.</summary>
    public DueEntry Shred(DateTimeOffset now) => State == DueState.Destroying && (ShreddedAt is not { } at || at > now) ? this with { ShreddedAt = now } : this;

    /// <summary>The end, told once: when no process can hold the key any more.</summary>
    public DueEntry Finish(DateTimeOffset now) =>
        State == DueState.Destroying && ShreddedAt + LeaseLimit <= now ? this with { State = DueState.Destroyed, DestroyedAt = Rule == RestoredRule ? DueAt : now } : this;

    public DueEntry Hold(RetentionPolicy policy, DateTimeOffset now) => IsKept ? (this with { Holds = Holds + 1 }).Reckon(policy, now) : this;

    public DueEntry Release(RetentionPolicy policy, DateTimeOffset now) => IsKept && Holds > 0 ? (this with { Holds = Holds - 1, ReleasedAt = now }).Reckon(policy, now) : this;

    public DueEntry Erase(RetentionPolicy policy, DateTimeOffset now) => IsKept ? (this with { ErasedAt = ErasedAt ?? now }).Reckon(policy, now) : this;

    /// <summary>Whether its key is surely whole.</summary>
    public bool IsKept => State is DueState.Scheduled or DueState.Held;

    /// <summary>How long after its time it went; null for what an older copy brought back, which had gone before.</summary>
    public TimeSpan? Lag => Rule == RestoredRule ? null : (ShreddedAt ?? DestroyedAt) - DueAt;
}

/// <summary>What becomes of a thing. Destroying: marked, from then on nobody reads it.</summary>
[GenerateSerializer]
public enum DueState { Scheduled, Held, Destroying, Destroyed }
