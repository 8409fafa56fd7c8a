using System.Globalization;
using JobInterview.Silo.Data;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;

namespace JobInterview.Silo.Backups;

/// <summary>Data and keys as the two halves of one installation, in the databases and in a backup of them.</summary>
internal sealed class Halves(ISchema schema, KeyLook keys)
{
    // Another backup's times come from another machine's clock, so an order that is closer than this says nothing.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    /// <summary>Makes sure that every database of the settings answers.</summary>
    public Task ReachAsync(CancellationToken cancel) => schema.ReachAsync(cancel);

    /// <summary>How both stand; throws where they do not belong together.</summary>
    public async Task<(DataStanding Data, KeyStanding Keys)> LookAsync(CancellationToken cancel)
    {
        var (data, stored) = (await schema.LookAsync(cancel), await keys.TakeAsync(cancel));
        _ = Pairing.Of(data, stored);
        return (data, stored);
    }

    /// <summary>Refuses a backup that a newer program made, before a byte of it is put back.</summary>
    public async Task CheckAgeAsync(Manifest data, Manifest stored, CancellationToken cancel)
    {
        var standing = await schema.LookAsync(cancel);
        SchemaAge.Check(
            standing with { Place = "the backup of the data", Migrations = data.Schema is { } newest ? [newest] : [], MayChange = true },
            new("the backup of the keys") { Version = int.TryParse(stored.Schema, CultureInfo.InvariantCulture, out var version) ? version : 0 });
    }

    /// <summary>Gives restored data from before there were installations the id of the keys that were restored with it.</summary>
    public async Task JoinAsync(CancellationToken cancel)
    {
        if ((await schema.LookAsync(cancel)).Installation is null && (await keys.TakeAsync(cancel)).Installation is { } id)
        {
            await schema.NameAsync(new(id, Sealer.Service), cancel);
        }
    }

    /// <summary>Refuses keys that may lack one that the data names: those of other data, older ones, and another backup's that may be.</summary>
    public static void Check(Manifest data, Manifest stored)
    {
        if (data.Installation is { } one && stored.Installation is { } other && one != other)
        {
            throw new BackupRefusedException($"The backup of the data is of installation {one:n}, that of the keys of installation {other:n}. Take two of one installation.");
        }

        if (stored.TakenAt < data.TakenAt)
        {
            throw new BackupRefusedException("The backup of the keys is older than that of the data, so it lacks keys. Take the one of the same time, or a newer one.");
        }

        if (stored.Backup != data.Backup && stored.TakenAt - data.TakenAt < ClocksDiffer)
        {
            throw new BackupRefusedException(
                "The keys are of another backup, taken within an hour of that of the data: no clock tells whether it has all keys of it. Take the keys of the same backup, or much newer ones.");
        }
    }
}
