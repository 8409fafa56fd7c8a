namespace JobInterview.Silo.Outbox;

/// <summary>Messages that wait for each other: the quick ones together, slow ones apart, so that a slow engine holds up no mail.</summary>
/// <param name="Slow">The kinds that are slow.</param>
/// <param name="IsSlow">Whether this lane takes those, or all others.</param>
/// <param name="HandlerLimit">How long one message may take.</param>
internal sealed record OutboxLane(IReadOnlyList<string> Slow, bool IsSlow, TimeSpan HandlerLimit)
{
    private static readonly TimeSpan ToSettle = TimeSpan.FromSeconds(15);

    /// <summary>Everything, one after the other.</summary>
    public static OutboxLane Quick { get; } = new([], false, TimeSpan.FromSeconds(45));

    /// <summary>A process that dies with a message leaves it to the next after this.</summary>
    public TimeSpan Lease => HandlerLimit + ToSettle;
}
