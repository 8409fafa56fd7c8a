using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JobInterview.Silo.Starts;

/// <summary>What a database says of itself or of a login while a start looks at it; in words of ours, since its own may quote a row.</summary>
internal static class DatabaseFaults
{
    private const int Damaged = 11;
    private const int NoDatabase = 26;
    private const int ReadOnly = 8;
    private const int CanNotOpen = 14;

    /// <summary>Null: that has another reason, which is not known.</summary>
    public static string? Explain(DbException failure) => failure switch
    {
        SqliteException { SqliteErrorCode: NoDatabase or Damaged } => "A database file in the data folder is damaged, or is no database. Put the right file back, or restore a backup.",
        SqliteException { SqliteErrorCode: ReadOnly or CanNotOpen } => "A database file in the data folder can not be opened or written. Give the process the right to its data folder.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The login has not the rights it needs in the database. Set ConnectionStrings:Migrations to who owns the tables, or start a process that has it first: it gives the others theirs.",
        _ => null,
    };
}
