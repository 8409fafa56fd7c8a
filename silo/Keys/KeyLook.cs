using System.Data.Common;
using System.Globalization;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>Looks at the key database before a start, and changes no byte of it.</summary>
/// <param name="reader">Opens it as who may change its schema, a file for reading only; it answers null when there is none.</param>
internal sealed class KeyLook(Func<DbDataSource?> reader, KeyStoreDialect dialect)
{
    public async Task<KeyStanding> TakeAsync(CancellationToken cancel = default)
    {
        if (reader() is not { } source)
        {
            return new(dialect.Place);
        }

        await using var connection = await source.OpenConnectionAsync(cancel);
        if (!await HasAsync("keys"))
        {
            return new(dialect.Place);
        }

        var standing = new KeyStanding(dialect.Place)
        {
            Version = KeyStoreDialect.VersionBeforeVersions,
            MayChange = IsTrue(await ScalarAsync(dialect.MayChange)),
            HasKeys = IsTrue(await ScalarAsync("select exists(select 1 from keys)")),
            HasSecrets = IsTrue(await ScalarAsync("select exists(select 1 from secrets)")),
            RootCheck = await ScalarAsync($"select sealed from secrets where name = '{RootCheck.Name}'") as byte[],
            Mark = await HasAsync("tombstone_mark") ? await MarkAsync() : null,
        };
        return await HasAsync("installation") ? await WithInstallationAsync() : standing;

        async Task<bool> HasAsync(string table) => IsTrue(await ScalarAsync(dialect.HasTable(table)));

        async Task<object?> ScalarAsync(string sql)
        {
            await using var command = Command(connection, sql);
            return await command.ExecuteScalarAsync(cancel);
        }

        async Task<TombstoneMark?> MarkAsync()
        {
            await using var command = Command(connection, KeyStore.ReadMark);
            await using var row = await command.ExecuteReaderAsync(cancel);
            return await row.ReadAsync(cancel) ? KeyStore.Mark(row) : null;
        }

        async Task<KeyStanding> WithInstallationAsync()
        {
            await using var command = Command(connection, "select id, is_paired, version from installation");
            await using var row = await command.ExecuteReaderAsync(cancel);
            return await row.ReadAsync(cancel)
                ? standing with { Installation = RandomId.TryParse(row.GetString(0), out var id) ? id : default(Guid), IsPaired = row.GetInt32(1) != 0, Version = row.GetInt32(2) }
                : standing;
        }
    }

    private static bool IsTrue(object? answer) => Convert.ToBoolean(answer, CultureInfo.InvariantCulture);

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
