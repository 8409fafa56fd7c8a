namespace JobInterview.Silo.Data.Sqlite;

/// <summary>The one writer's turn of a SQLite file: every write waits here, first come first served, instead of in SQLite's unfair busy loop.</summary>
internal sealed class SqliteTurn : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Take()
    {
        if (!_turn.Wait(Patience))
        {
            throw TookTooLong();
        }
    }

    public async ValueTask TakeAsync(CancellationToken cancel)
    {
        if (!await _turn.WaitAsync(Patience, cancel))
        {
            throw TookTooLong();
        }
    }

    public void GiveBack() => _turn.Release();

    public void Dispose() => _turn.Dispose();

    private static TimeoutException TookTooLong() => new("The database's one writer did not become free; does a unit of work call a grain?");
}
