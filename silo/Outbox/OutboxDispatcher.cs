using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Outbox;

/// <summary>Hands each message to the handler of its kind: at once after a commit that wrote one, else by a slow look.</summary>
internal sealed partial class OutboxDispatcher(
    OutboxQueue queue, OutboxSignal signal, KeyVault vault, Sealer sealer, IEnumerable<IOutboxHandler> handlers, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HandlerLimit = TimeSpan.FromSeconds(45);

    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    /// <summary>Handles all that is due now.</summary>
    internal async Task DrainAsync(CancellationToken cancel)
    {
        while (await queue.ClaimAsync(cancel) is { } row)
        {
            await SettleAsync(row, await TryHandleAsync(row, cancel), cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogUnavailable(failure.GetType().Name);       // the database is away or full; the next look tries again
            }

            await signal.WaitAsync(SlowLook, stoppingToken);
        }
    }

    private async Task<OutboxVerdict> TryHandleAsync(OutboxRow row, CancellationToken cancel)
    {
        if (!_handlers.TryGetValue(row.Kind, out var handler))
        {
            LogNoHandler(row.Kind);
            return OutboxVerdict.Retry;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(HandlerLimit);
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
