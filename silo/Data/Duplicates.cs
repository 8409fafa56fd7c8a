using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JobInterview.Silo.Data;

/// <summary>Tells a value that must be unique and is not from every other failure.</summary>
public static class Duplicates
{
    private const int SqliteConstraint = 19;

    /// <summary>Whether a save failed because a unique value was taken.</summary>
    public static bool Caused(DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };
}
