using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Outbox;

/// <summary>Hands each message to the handler of its kind: at once after a commit that wrote one, else by a slow look. Slow kinds have lanes of their own.</summary>
internal sealed partial class OutboxDispatcher(
    OutboxQueue queue, OutboxSignal signal, KeyVault vault, Sealer sealer, IEnumerable<IOutboxHandler> handlers, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(5);
    private const int SlowAtOnce = 4;

    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    /// <summary>Handles all that is due now.</summary>
    internal async Task DrainAsync(CancellationToken cancel)
    {
        foreach (var lane in Lanes().Distinct())
        {
            await DrainAsync(lane, cancel);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Lanes().Select(lane => RunAsync(lane, stoppingToken)));

    private IEnumerable<OutboxLane> Lanes()
    {
        var slow = handlers.Where(handler => handler.SlowLimit is not null).ToList();
        var quick = OutboxLane.Quick with { Slow = [.. slow.Select(handler => handler.Kind)] };
        return slow.Count == 0 ? [quick] : [quick, .. Enumerable.Repeat(quick with { IsSlow = true, HandlerLimit = slow.Max(handler => handler.SlowLimit!.Value) }, SlowAtOnce)];
    }

    private async Task DrainAsync(OutboxLane lane, CancellationToken cancel)
    {
        while (await queue.ClaimAsync(lane, cancel) is { } row)
        {
            await SettleAsync(row, await TryHandleAsync(row, lane, cancel), cancel);
        }
    }

    private async Task RunAsync(OutboxLane lane, CancellationToken stoppingToken)
    {
        using var news = signal.Listen();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(lane, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogUnavailable(failure.GetType().Name);       // the database is away or full; the next look tries again
            }

            await news.WaitAsync(SlowLook, stoppingToken);
        }
    }

    private async Task<OutboxVerdict> TryHandleAsync(OutboxRow row, OutboxLane lane, CancellationToken cancel)
    {
        if (!_handlers.TryGetValue(row.Kind, out var handler))
        {
            LogNoHandler(row.Kind);
            return OutboxVerdict.Retry;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(lane.HandlerLimit);
        try
        {
            var payload = await OpenAsync(row, limit.Token);
            CallerTenant.Set(row.TenantId);                   // what the handler calls is called for this company
            return await handler.HandleAsync(new(row.TenantId, row.Session), row.Id, payload, limit.Token);
        }
        catch (KeyGoneException)
        {
            return OutboxVerdict.Done;                        // the person was erased: there is nothing left to send
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            LogFailed(row.Kind, row.Id, row.Attempts, failure.GetType().Name);
            return OutboxVerdict.Retry;
        }
    }

    private Task SettleAsync(OutboxRow row, OutboxVerdict verdict, CancellationToken cancel) => verdict switch
    {
        OutboxVerdict.Done => queue.DoneAsync(row, cancel),
        OutboxVerdict.Keep => queue.KeepAsync(row, cancel),
        OutboxVerdict.Wait => queue.WaitAsync(row, cancel),
        _ => queue.RetryAsync(row, cancel),
    };

    private async Task<byte[]> OpenAsync(OutboxRow row, CancellationToken cancel) => sealer.Open(
        await vault.OpenAsync(row.TenantId, row.KeyId, cancel), row.Payload, SessionJournal.BindOutbox(row.TenantId, row.Id, row.KeyId), "outbox message");

    [LoggerMessage(LogLevel.Warning, "The outbox can not be read now ({Error})")]
    private partial void LogUnavailable(string error);

    [LoggerMessage(LogLevel.Warning, "No handler knows outbox messages of kind {Kind}")]
    private partial void LogNoHandler(string kind);

    [LoggerMessage(LogLevel.Warning, "Outbox message {Kind} {Message} failed at attempt {Attempt} ({Error})")]
    private partial void LogFailed(string kind, Guid message, int attempt, string error);
}
