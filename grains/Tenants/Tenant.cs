using System.Text.Json.Serialization;
using JobInterview.Grains.Billing;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tenants;

/// <summary>The rules of a company: what it is called, what it pays for, and what of that the month has used.</summary>
[GenerateSerializer, Immutable, Alias("tenant-state")]
internal sealed record Tenant
{
    private const int MaxName = 120;

    [Id(0)] public string Name { get; init; } = "";
    [Id(1)] public string Slug { get; init; } = "";
    [Id(2)] public PlanTier Tier { get; init; }
    [Id(3)] public bool IsSuspended { get; init; }
    [Id(4)] public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The month that <see cref="Invitations"/> counts, as its first day in UTC.</summary>
    [Id(5)] public DateOnly Month { get; init; }

    [Id(6)] public int Invitations { get; init; }

    /// <summary>What it pays for and from when; null for a company that was opened before there was more than a tier.</summary>
    [Id(7)] public Subscription? Subscription { get; init; }

    [Id(8)] public RetentionPeriods Periods { get; init; } = RetentionPeriods.Default;

    [Id(9)] public DateTimeOffset? PeriodsSince { get; init; }

    [Id(10)] public DateTimeOffset? ReviewedAt { get; init; }

    public bool IsOpen => Slug.Length > 0;

    [JsonIgnore] public Subscription Plan => Subscription ?? Subscription.Open(Tier, OpenedAt);

    [JsonIgnore] public RetentionTerms Terms => new(Plan, Periods, PeriodsSince, ReviewedAt);

    public Outcome<Tenant> Open(string name, string slug, PlanTier tier, DateTimeOffset at) =>
        IsOpen ? Name == name && Slug == slug ? this : new Refusal(RefusalKind.Conflict, "tenant-is-open", "This company exists already.")
        : NameFault(name) is { } fault ? Refusals.Invalid(fault)
        : !TenantSlug.IsFree(slug) ? Refusals.Invalid(new Fault("/slug", "not-a-slug"))
        : this with { Name = name, Slug = slug, Tier = tier, OpenedAt = at };

    /// <summary>Opens it for two weeks of the smallest tier.</summary>
    public Outcome<Tenant> OpenTrial(string name, string slug, DateTimeOffset at)
    {
        var (opened, refusal) = Open(name, slug, PlanTier.Starter, at);
        return refusal is not null ? refusal : IsOpen ? opened! : opened! with { Subscription = Subscription.Trial(at) };
    }

    public Outcome<Tenant> Rename(string name) =>
        !IsOpen ? Refusals.NotFound : NameFault(name) is { } fault ? Refusals.Invalid(fault) : this with { Name = name };

    public Outcome<Tenant> CountInvitation(DateTimeOffset at)
    {
        if (!IsOpen || IsSuspended)
        {
            return Refusals.NotFound;
        }

        if (Plan.HasEnded(at))
        {
            return SubscriptionRefusals.Ended;                // nobody new is asked for data that is about to be destroyed
        }

        var month = new DateOnly(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);
        var used = Month == month ? Invitations : 0;
        return used >= Entitlements.Of(Tier).InvitationsAMonth
            ? new Refusal(RefusalKind.Conflict, "quota-exceeded", "This month's invitations are used up.")
            : this with { Month = month, Invitations = used + 1 };
    }

    /// <summary>Another tier, now or at the end of a period.</summary>
    public Outcome<Tenant> ChangePlan(PlanTier tier, DateTimeOffset at, long? version = null) => OfPlan(plan => plan.Change(tier, at), at, version);

    public Outcome<Tenant> CancelPlan(DateTimeOffset at, long? version = null) => OfPlan(plan => plan.Cancel(at), at, version);

    /// <summary>The company's own periods; they count at once. What the plan would not keep is refused, so that no page promises it.</summary>
    public Outcome<Tenant> Keep(RetentionPeriods periods, DateTimeOffset at, long? version = null) =>
        !IsOpen ? Refusals.NotFound
        : periods.Faults(Entitlements.Of(Plan.TierAt(at)).RecordingRetention) is { Length: > 0 } faults ? Refusals.Invalid(faults)
        : version is { } seen && seen != Plan.Version ? Refusals.VersionIsStale
        : periods == Periods ? this
        : this with { Periods = periods, PeriodsSince = at, Subscription = Plan with { Version = Plan.Version + 1 } };

    /// <summary>Someone has looked, and recordings are still needed without a limit.</summary>
    public Outcome<Tenant> Review(DateTimeOffset at) =>
        !IsOpen ? Refusals.NotFound
        : Terms.ReviewDueAt(at) is null ? new Refusal(RefusalKind.Conflict, "retention-is-limited", "Recordings have a limit, so there is nothing to look at.")
        : this with { ReviewedAt = at };

    /// <summary>The tier that counts now: what was to come at a time has come by itself.</summary>
    public Tenant At(DateTimeOffset now) => this with { Tier = Plan.TierAt(now) };

    /// <summary>A notice of what comes next was given.</summary>
    public Tenant Notice(int days) => this with { Subscription = Plan.Notice(days) };

    private Outcome<Tenant> OfPlan(Func<Subscription, Outcome<Subscription>> change, DateTimeOffset at, long? version)
    {
        if (!IsOpen)
        {
            return Refusals.NotFound;
        }

        if (version is { } seen && seen != Plan.Version)
        {
            return Refusals.VersionIsStale;
        }

        var (plan, refusal) = change(Plan);
        return refusal is not null ? refusal : (this with { Subscription = plan }).At(at);
    }

    public TenantView View(TenantId id) => new(id, Name, Slug, Tier, IsSuspended);

    private static Fault? NameFault(string name) =>
        string.IsNullOrWhiteSpace(name) ? new("/name", "missing") : name.Length > MaxName ? new("/name", "too-long") : null;
}
