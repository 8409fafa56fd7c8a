using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Api.Retention;

/// <summary>The states of a line as they are told: what is scheduled and over its time is due.</summary>
public enum DueWord { Scheduled, Held, Due, Destroying, Destroyed }

/// <summary>A line of the due ledger (DESIGN §11).</summary>
/// <param name="SessionId">The interview that it is of; null for a candidate's name and address.</param>
/// <param name="Rule">The one rule that controls it.</param>
/// <param name="Holds">How many legal holds keep it.</param>
public sealed record DueJson(
    string AssetId, AssetKind Kind, string? SessionId, DateTimeOffset? StartsAt, DateTimeOffset? DueAt, DueWord State, string Rule, int Holds, DateTimeOffset? DestroyedAt)
{
    public static DueJson Of(DueEntry entry, DateTimeOffset now) => new(
        RandomId.Format(entry.Asset.Id), entry.Kind, entry.SessionId == Guid.Empty ? null : RandomId.Format(entry.SessionId), entry.StartsAt, entry.DueAt, Word(entry, now), entry.Rule, entry.Holds, entry.DestroyedAt);

    private static DueWord Word(DueEntry entry, DateTimeOffset now) => entry.State switch
    {
        DueState.Scheduled => entry.DueAt <= now ? DueWord.Due : DueWord.Scheduled,
        DueState.Held => DueWord.Held,
        DueState.Destroying => DueWord.Destroying,
        _ => DueWord.Destroyed,
    };
}

/// <summary>The ledger in numbers.</summary>
/// <param name="ReviewDueAt">By when someone says whether recordings are still needed without a limit; null where something limits them.</param>
public sealed record RetentionSummaryJson(
    IReadOnlyList<RuleCountJson> Kept, int Held, int Overdue, int Destroying, int Destroyed, long LongestLagSeconds, DateTimeOffset? NextAt, IReadOnlyList<DayCountJson> DueByDay,
    DateTimeOffset? ReviewDueAt)
{
    public static RetentionSummaryJson Of(DueSummary summary, DateTimeOffset? reviewDueAt) => new(
        [.. summary.Kept.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new RuleCountJson(rule.Key, rule.Value))], summary.Held, summary.Overdue,
        summary.Destroying, summary.Destroyed, (long)summary.LongestLag.TotalSeconds, summary.NextAt, [.. summary.DueByDay.Select(day => new DayCountJson(day.Day, day.Count))], reviewDueAt);
}

/// <summary>A look at recordings that are kept without a limit.</summary>
/// <param name="DueAt">By when someone looks again.</param>
public sealed record ReviewJson(DateTimeOffset ReviewedAt, DateTimeOffset? DueAt);

/// <summary>How many things a rule controls.</summary>
public sealed record RuleCountJson(string Rule, int Count);

/// <summary>How many things go on a day, UTC.</summary>
public sealed record DayCountJson(DateOnly Day, int Count);

/// <summary>A company's own periods, in days from the end of an interview; null for recordings: as long as the plan allows.</summary>
/// <param name="Jurisdiction">Whose laws bind the company: EU, US, US-CA, US-CO, US-IL or other.</param>
public sealed record PeriodsJson(int? RecordingDays, int TranscriptDays, int ScorecardDays, int DecisionDays, int DecisionRecordDays, int LogDays, string Jurisdiction = Jurisdictions.Default)
{
    public static PeriodsJson Of(RetentionPeriods periods) => new(
        periods.RecordingDays, periods.TranscriptDays, periods.ScorecardDays, periods.DecisionDays, periods.DecisionRecordDays, periods.LogDays, periods.Jurisdiction);

    public RetentionPeriods ToPeriods() => new()
    {
        RecordingDays = RecordingDays,
        TranscriptDays = TranscriptDays,
        ScorecardDays = ScorecardDays,
        DecisionDays = DecisionDays,
        DecisionRecordDays = DecisionRecordDays,
        LogDays = LogDays,
        Jurisdiction = Jurisdiction,
    };
}
