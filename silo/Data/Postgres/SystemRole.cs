using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>OpenIddict looks clients and tokens up before their tenant is known, so its connections take the system's role; the pool resets it.</summary>
internal sealed class SystemRole : DbConnectionInterceptor
{
    private const string TakeRole = $"set role {PostgresRoles.System}";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = TakeRole;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = TakeRole;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
