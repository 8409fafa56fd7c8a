using System.Globalization;
using JobInterview.Tenants;

namespace JobInterview.Grains.Recordings;

/// <summary>When a recording is destroyed, and the rule that says so.</summary>
/// <param name="DueAt">Null while the interview runs, and where the plan sets no limit.</param>
public sealed record RecordingTerm(DateTimeOffset? DueAt, string Rule)
{
    /// <summary>Law 8: from the end of the interview, as long as the plan says.</summary>
    public static RecordingTerm Of(PlanTier tier, DateTimeOffset? sessionEndedAt)
    {
        var plan = tier.ToString().ToLowerInvariant();
        return Entitlements.Of(tier).RecordingRetention is { } kept
            ? new(sessionEndedAt + kept, string.Create(CultureInfo.InvariantCulture, $"plan-{plan}-{kept.TotalDays:0}-days"))
            : new(null, $"plan-{plan}-unlimited");
    }
}
