using System.Diagnostics.Metrics;

namespace JobInterview.Grains.Sessions;

/// <summary>How many interviews this process holds right now: what silos are scaled by.</summary>
public static class SessionMetrics
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "JobInterview.Sessions";

    private static readonly Meter Source = new(Meter);
    private static readonly UpDownCounter<int> Live = Source.CreateUpDownCounter<int>("jobinterview.sessions.live", description: "Interviews that run or wait for their candidate");

    /// <summary>Counts a session that became live, or ceased to be, since it was last counted.</summary>
    internal static bool Count(bool counted, bool isLive)
    {
        if (counted != isLive)
        {
            Live.Add(isLive ? 1 : -1);
        }

        return isLive;
    }
}
