namespace JobInterview.Tenants;

/// <summary>What a company pays for; how long its recordings live follows from it.</summary>
[GenerateSerializer]
public enum PlanTier { Starter, Professional, Enterprise }

/// <summary>What a plan tier includes.</summary>
/// <param name="RecordingRetention">How long a recording is kept, or null for no limit (policy, Data Retention).</param>
/// <param name="LiveSessions">Interviews at the same time.</param>
/// <param name="InvitationsAMonth">Invitations in a calendar month, UTC.</param>
/// <param name="MediaBytes">Stored media.</param>
public sealed record Entitlements(TimeSpan? RecordingRetention, int LiveSessions, int InvitationsAMonth, long MediaBytes)
{
    private const long GiB = 1L << 30;

    /// <summary>The one table of what is sold.</summary>
    public static Entitlements Of(PlanTier tier) => tier switch
    {
        PlanTier.Starter => new(TimeSpan.FromDays(7), 100, 1_000, 20 * GiB),
        PlanTier.Professional => new(TimeSpan.FromDays(30), 1_000, 10_000, 500 * GiB),
        PlanTier.Enterprise => new(null, 10_000, 100_000, 10_000 * GiB),
        _ => throw new ArgumentOutOfRangeException(nameof(tier)),
    };
}
