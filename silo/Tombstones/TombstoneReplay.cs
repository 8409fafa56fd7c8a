using JobInterview.Silo.Keys;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Tombstones;

/// <summary>Destroys again what a restored backup of the keys brought back, before anyone is served. The key database knows how far that was done, and a backup of it knows less.</summary>
internal sealed partial class TombstoneReplay(ITombstones tombstones, KeyStore keys, KeyRotation rotation, ILogger<TombstoneReplay> logger)
{
    /// <param name="head">How far the log goes; null: it is still to be begun.</param>
    public async Task RunAsync(TombstoneHead? head, CancellationToken cancel = default)
    {
        var mark = await keys.MarkAsync(cancel);
        head ??= await tombstones.OpenAsync(mark?.Reached, cancel);
        var risen = 0;
        await foreach (var entry in tombstones.ReadAsync(mark?.Replayed ?? 0, cancel))
        {
            risen += entry.Kind == TombstoneKind.Replaced ? await rotation.ReplaceAgainAsync(entry.Keys, cancel) : await keys.DestroyAgainAsync(entry.Keys, cancel);
        }

        await keys.SetMarkAsync(head, cancel);
        if (risen > 0)
        {
            LogRisen(risen);
        }
    }

    [LoggerMessage(LogLevel.Critical, "Security: {Count} destroyed keys were in the key database again, from a backup or a process that died in between; they are destroyed again, and nobody was served")]
    private partial void LogRisen(int count);
}
