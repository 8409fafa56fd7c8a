using System.ComponentModel;
using System.Diagnostics;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace JobInterview.Silo.Backups;

/// <summary>PostgreSQL's own <c>pg_dump</c> and <c>pg_restore</c>. What they need to sign in is in their environment, never on a command line that others could list.</summary>
internal sealed class PostgresCopies(IOptions<ConnectionOptions> options, PostgresDatabases databases) : IDatabaseCopies
{
    private const string Data = "jobinterview.dump";
    private const string Keys = "keys.dump";

    public string Engine => "postgresql";

    private string Main => options.Value.Migrations ?? options.Value.JobInterview!;

    private string KeysAt => options.Value.Keys ?? Main;

    // Without a database of their own the keys are a schema beside the data.
    private string[] OnlyKeys => options.Value.Keys is null ? ["--schema=keys"] : ["--exclude-schema=tombstones"];

    public async Task<bool> AreEmptyAsync(CancellationToken cancel) =>
        await CountTablesAsync(Main, "public", cancel) + await CountTablesAsync(KeysAt, options.Value.Keys is null ? "keys" : "public", cancel) == 0;

    public Task CopyDataAsync(string folder, CancellationToken cancel) => DumpAsync(
        Main, Path.Combine(folder, Data),
        ["--exclude-schema=keys", "--exclude-schema=tombstones", "--exclude-table-data=orleansmembership*", "--exclude-table-data=process_pulse"], cancel);

    public Task CopyKeysAsync(string folder, CancellationToken cancel) => DumpAsync(KeysAt, Path.Combine(folder, Keys), OnlyKeys, cancel);

    public async Task RestoreDataAsync(string folder, CancellationToken cancel)
    {
        await using (var connection = databases.OpenForMigrations())
        {
            await connection.OpenAsync(cancel);
            await using var roles = new NpgsqlCommand(PostgresRoles.Create, connection);       // what the dump grants to
            await roles.ExecuteNonQueryAsync(cancel);
        }

        await LoadAsync(Main, Path.Combine(folder, Data), cancel);
    }

    public Task RestoreKeysAsync(string folder, CancellationToken cancel) => LoadAsync(KeysAt, Path.Combine(folder, Keys), cancel);

    private static async Task<long> CountTablesAsync(string connectionString, string schema, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("select count(*) from pg_tables where schemaname = @schema", connection);
        command.Parameters.AddWithValue("schema", schema);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task DumpAsync(string connection, string file, string[] which, CancellationToken cancel)
    {
        await RunAsync("pg_dump", connection, ["--format=custom", "--no-owner", $"--file={file}", .. which], cancel);
        BackupFiles.Sync(file);
    }

    // One transaction: all of it or nothing.
    private static Task LoadAsync(string connection, string file, CancellationToken cancel) => RunAsync(
        "pg_restore", connection, ["--single-transaction", "--exit-on-error", "--no-owner", $"--dbname={new NpgsqlConnectionStringBuilder(connection).Database}", file], cancel);

    private static async Task RunAsync(string program, string connection, string[] arguments, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in Environment(settings))
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var said = Task.WhenAll(process.StandardError.ReadToEndAsync(cancel), process.StandardOutput.ReadToEndAsync(cancel));
            await process.WaitForExitAsync(cancel);
            await said;                                       // read so that it never waits, and not shown: it may quote rows
            if (process.ExitCode != 0)
            {
                throw new BackupRefusedException(
                    $"{program} ended with {process.ExitCode}. It needs a login that sees every row (a superuser, or BYPASSRLS; see ConnectionStrings:Migrations), a release that is no older than the server's, and for "
                    + "SSL Mode=VerifyFull an authority that its machine knows, or Root Certificate.");
            }
        }
        catch (Win32Exception)
        {
            throw new BackupRefusedException($"{program} is not on the path. Install PostgreSQL's client programs.");
        }
    }

    /// <summary>The same line as the program's own; where that one takes the machine's authorities, libpq has to be told (since release 16).</summary>
    internal static IEnumerable<(string Name, string? Value)> Environment(NpgsqlConnectionStringBuilder settings) =>
    [
        ("PGHOST", settings.Host), ("PGPORT", $"{settings.Port}"), ("PGDATABASE", settings.Database), ("PGUSER", settings.Username), ("PGPASSWORD", settings.Password),
        ("PGSSLMODE", settings.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => $"{mode}".ToLowerInvariant() }),
        ("PGSSLROOTCERT", settings.RootCertificate ?? (settings.SslMode == SslMode.VerifyFull ? "system" : null)), ("PGAPPNAME", "jobinterview-backup"),
    ];
}
