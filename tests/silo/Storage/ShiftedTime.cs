namespace JobInterview.Silo.Tests.Storage;

/// <summary>The machine's clock, moved on by hand: the time that retention goes by, while the silo itself lives on the true one.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _passed;
    private long _jumped;

    /// <summary>Time passes, for wall clock and stopwatch alike.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _passed, by.Ticks);

    /// <summary>The wall clock alone is set, on or back.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _jumped, by.Ticks);

    /// <summary>How far the wall clock is from the true passage of time.</summary>
    public TimeSpan Jumped => new(Interlocked.Read(ref _jumped));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _passed)) + Jumped;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(new TimeSpan(Interlocked.Read(ref _passed)).TotalSeconds * TimestampFrequency);
}
