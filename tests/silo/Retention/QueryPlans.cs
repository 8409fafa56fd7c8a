using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>What a database would do for each statement of a call, asked on the same connection in the same role a moment before the statement runs.</summary>
internal sealed class QueryPlans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Listener = "Microsoft.EntityFrameworkCore";
    private static readonly AsyncLocal<List<QueryPlan>?> Wanted = new();
    private static readonly IDisposable Subscription = DiagnosticListener.AllListeners.Subscribe(new QueryPlans());

    private QueryPlans()
    {
    }

    public static async Task<IReadOnlyList<QueryPlan>> OfAsync(Func<Task> callAsync)
    {
        List<QueryPlan> plans = [];
        GC.KeepAlive(Subscription);
        Wanted.Value = plans;
        await callAsync();
        Wanted.Value = null;
        return plans;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Listener)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command } && Wanted.Value is { } plans && command.CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
        {
            plans.Add(new(command.CommandText, Explain(command)));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    // Small tables are read whole however good their indexes are, so PostgreSQL is asked what it would do if that were dear.
    private static string[] Explain(DbCommand asked)
    {
        if (asked is SqliteCommand)
        {
            return Explain(asked, "explain query plan ");
        }

        Set(asked, "set enable_seqscan = off");
        var lines = Explain(asked, "explain ");
        Set(asked, "reset enable_seqscan");
        return lines;
    }

    private static string[] Explain(DbCommand asked, string word)
    {
        var (sql, lines) = (asked.CommandText, new List<string>());
        asked.CommandText = word + sql;
        using (var reader = asked.ExecuteReader())
        {
            while (reader.Read())
            {
                lines.Add(reader.GetValue(reader.FieldCount - 1).ToString()!);
            }
        }

        asked.CommandText = sql;
        return [.. lines];
    }

    private static void Set(DbCommand asked, string sql)
    {
        using var command = asked.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, asked.Transaction);
        command.ExecuteNonQuery();
    }
}

/// <summary>A statement and what the database would do for it, a line each.</summary>
internal sealed record QueryPlan(string Sql, string[] Lines)
{
    /// <summary>The steps that read a table or an index from one end to the other, or all of a company in it.</summary>
    public IEnumerable<string> WholeReads => Lines.Where((line, number) =>
        line.StartsWith("SCAN ", StringComparison.Ordinal) ? !line.Contains("CONSTANT ROW", StringComparison.Ordinal) && !IsList(line)
        : line.EndsWith("(tenant=?)", StringComparison.Ordinal) || line.Contains("Seq Scan", StringComparison.Ordinal)
        || (line.Contains("Index", StringComparison.Ordinal) && line.Contains(" Scan", StringComparison.Ordinal) && !OwnLines(number).Any(IsRange)));

    private static bool IsRange(string line) => line.Contains("Index Cond", StringComparison.Ordinal) && (line.Contains(" AND ", StringComparison.Ordinal) || !line.Contains("tenant", StringComparison.Ordinal));

    // A list of ids that came with the statement.
    private static bool IsList(string line) => line.Contains("json_each", StringComparison.Ordinal) || line.StartsWith("SCAN value", StringComparison.Ordinal) || line.Contains("VIRTUAL TABLE", StringComparison.Ordinal);

    private IEnumerable<string> OwnLines(int number) => Lines.Skip(number + 1).TakeWhile(line => !line.Contains("->", StringComparison.Ordinal));
}
