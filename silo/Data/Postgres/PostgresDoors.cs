using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace JobInterview.Silo.Data.Postgres;

/// <summary>Knocks at every database of the settings before anything else is done: one that is not up yet is waited for, one that is wrong is named by its setting.</summary>
internal sealed partial class PostgresDoors(PostgresDatabases databases, IOptions<StartOptions> options, ILogger<PostgresDoors> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    public async Task KnockAsync(CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var (setting, connection) in databases.Settings)
        {
            await KnockAsync(setting, new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ToString(), began, cancel);
        }
    }

    private async Task KnockAsync(string setting, string door, long began, CancellationToken cancel)
    {
        var wait = TimeSpan.FromSeconds(options.Value.DatabaseWaitSeconds);
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await using var connection = new NpgsqlConnection(door);
                await connection.OpenAsync(cancel);
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
            {
                var (why, mayPass) = Explain(failure);
                if (!mayPass || Stopwatch.GetElapsedTime(began) + Pace > wait)
                {
                    throw new StartRefusedException($"{setting}: {why}{(mayPass ? $" (waited {options.Value.DatabaseWaitSeconds} s)" : "")}. Nothing was written.", failure);
                }

                if (isFirst)
                {
                    LogWaiting(setting, options.Value.DatabaseWaitSeconds);
                }

                await Task.Delay(Pace, TimeProvider.System, cancel);      // another machine, another clock
            }
        }
    }

    /// <summary>What a failure to connect means, in words without a secret, and whether it may pass by itself.</summary>
    internal static (string Why, bool MayPass) Explain(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => ("the server refused the login: the user, the password or the way in is wrong", false),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => ("the server has no database of that name", false),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => ("the login may not connect to that database", false),
        PostgresException { IsTransient: true } busy => ($"the server takes no connection now ({busy.SqlState})", true),
        PostgresException { SqlState: var state } => ($"the server refused the connection ({state})", state.StartsWith("57", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)),
        { InnerException: AuthenticationException } or AuthenticationException => ("the server's certificate is not accepted", false),
        SocketException { SocketErrorCode: SocketError.HostNotFound } or { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } => ("there is no host of that name", true),
        _ when IsUnreachable(failure) => ("no database answers there", true),
        // Such as one that asks for a password where the settings have none.
        _ => ("the connection can not be made with these settings", false),
    };

    private static bool IsUnreachable(Exception? failure) => failure is SocketException or TimeoutException or IOException || (failure is not null && IsUnreachable(failure.InnerException));

    [LoggerMessage(LogLevel.Warning, "{Setting}: the database does not answer yet; this start waits up to {Seconds} s for it")]
    private partial void LogWaiting(string setting, int seconds);
}
