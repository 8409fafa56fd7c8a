namespace JobInterview.Api.Http;

/// <summary>Lets whoever asks on although it is refused wait for each refusal: a loop that sends the next request when it has heard of the last one then costs the others next to nothing.</summary>
/// <remarks>What waits is bounded too: above that refusals are told at once.</remarks>
internal sealed class Delays(TimeProvider clock)
{
    private const int Most = 1_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(125);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(375);
    private int _waiting;

    /// <summary>How many refusals are not yet told.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Ends early, without a word, where the caller has gone.</summary>
    public async Task WaitAsync(CancellationToken gone)
    {
        if (Interlocked.Increment(ref _waiting) <= Most)
        {
            var delay = Shortest + ((Longest - Shortest) * Random.Shared.NextDouble());     // apart, or they come back together
            await Task.Delay(delay, clock, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Interlocked.Decrement(ref _waiting);
    }
}
