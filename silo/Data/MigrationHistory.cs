using System.Data.Common;
using Microsoft.EntityFrameworkCore.Migrations;

namespace JobInterview.Silo.Data;

/// <summary>The migrations that were run on a database, as it says itself.</summary>
internal static class MigrationHistory
{
    public const string Table = HistoryRepository.DefaultTableName;

    /// <summary>Oldest first.</summary>
    public static async Task<List<string>> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select \"MigrationId\" from \"{Table}\" order by 1";
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var migrations = new List<string>();
        while (await rows.ReadAsync(cancel))
        {
            migrations.Add(rows.GetString(0));
        }

        return migrations;
    }
}
