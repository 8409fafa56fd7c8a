using JobInterview.Silo.Keys;

namespace JobInterview.Silo.Starts;

/// <summary>Whether the schemas that are found and this program are of one age. A newer one is left alone; an older one is brought on by who may.</summary>
internal static class SchemaAge
{
    public static void Check(DataStanding data, KeyStanding keys)
    {
        if (data.Migrations.Except(data.Known).LastOrDefault() is { } unknown)
        {
            throw Newer(data.Place, $"migration {unknown}", $"{data.Known[^1]} is the newest it knows");
        }

        if (keys.Version > KeyStoreDialect.Version)
        {
            throw Newer(keys.Place, $"version {keys.Version}", $"{KeyStoreDialect.Version} is the newest it knows");
        }

        if (!data.IsEmpty && !data.MayChange && (data.Installation is null || data.Known.Except(data.Migrations).Any()))
        {
            throw Older(data.Place, data.Migrations[^1], $"{data.Known[^1]}, with the table installation", "ConnectionStrings:Migrations");
        }

        if (keys is { Version: > 0 and < KeyStoreDialect.Version, MayChange: false })
        {
            throw Older(keys.Place, $"version {keys.Version}", $"version {KeyStoreDialect.Version}", "the login that owns the tables");
        }
    }

    private static StartRefusedException Newer(string place, string found, string known) => new(
        $"The database is newer than this program ({place}): it has {found}, and {known}. Nothing was written. Start the program that made it, or a newer one.");

    private static StartRefusedException Older(string place, string found, string needed, string login) => new(
        $"The database is older than this program ({place}): it is at {found}, and {needed} is needed, but this process may not change it. Set {login}, or start a process that has it first.");
}
