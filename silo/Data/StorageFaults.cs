using System.Net.Sockets;
using JobInterview.Silo.Data.Sqlite;
using JobInterview.Silo.Keys;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JobInterview.Silo.Data;

/// <summary>Tells a database that can not be used now (full, read-only, busy, away) from every other failure: trying again later may help.</summary>
public static class StorageFaults
{
    /// <summary>Whether this failure, or one that caused it, says that the database can not be used now.</summary>
    public static bool IsUnavailable(Exception? failure) => failure switch
    {
        null => false,
        WriterUnavailableException or SocketException or KeyLeaseEndedException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14,        // busy, locked, read-only, I/O, full, can't open
        PostgresException postgres => postgres.IsTransient || postgres.SqlState[..2] is "08" or "25" or "53" or "57" or "58",
        NpgsqlException => true,
        _ => IsUnavailable(failure.InnerException),
    };
}
