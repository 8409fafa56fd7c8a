namespace JobInterview.Grains;

/// <summary>Time as both databases keep it: UTC, cut to whole microseconds where the clock is read.</summary>
public static class MicrosecondTime
{
    public static DateTimeOffset Truncate(this DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
