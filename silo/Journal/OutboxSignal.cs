namespace JobInterview.Silo.Journal;

/// <summary>Says that an outbox message was just committed, so that it need not wait for the slow look.</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _news = new(0, 1);

    public void Raise()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // already raised: one look finds all
        }
    }

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel) => _news.WaitAsync(atMost, cancel);

    public void Dispose() => _news.Dispose();
}
