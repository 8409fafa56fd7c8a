using JobInterview.Silo.Data;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tombstones;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Starts;

/// <summary>Everything that may forbid a start, looked at before a byte is written.</summary>
internal sealed class StartLook(ISchema schema, KeyLook keys, ITombstones tombstones, RootKey root, RootCheck check, DataFolder folder, IOptions<TopologyOptions> topology)
{
    /// <summary>Answers what the start goes on from, or throws why there is none; only who holds the lock of the schema asks.</summary>
    public async Task<FoundAtStart> TakeAsync(CancellationToken cancel)
    {
        if (File.Exists(folder.UnfinishedRestore))
        {
            throw new StartRefusedException(
                "A restore was not finished. Empty the data folder, the databases and the blobs, except for the root key and the log of destroyed keys, and restore again.");
        }

        var (data, stored) = (await schema.LookAsync(cancel), await keys.TakeAsync(cancel));
        SchemaAge.Check(data, stored);
        ClusterRule.Check(data, Sealer.Service, topology.Value.Id);
        var installation = Pairing.Of(data, stored);
        var log = stored.Mark is not null || await tombstones.ExistsAsync(cancel) ? await tombstones.OpenAsync(stored.Mark?.Reached, cancel) : null;
        if (!stored.IsEmpty)
        {
            root.Load();
            check.Verify(stored.RootCheck);
        }

        return new(data, stored, installation, log);
    }
}

/// <summary>What a start found and goes on from.</summary>
/// <param name="Log">How far the log of destroyed keys goes; null: it is still to be begun.</param>
internal sealed record FoundAtStart(DataStanding Data, KeyStanding Keys, Guid Installation, TombstoneHead? Log);
