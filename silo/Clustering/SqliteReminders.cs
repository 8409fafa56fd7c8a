using JobInterview.Silo.Data.Sqlite;

namespace JobInterview.Silo.Clustering;

/// <summary>The reminders' own file, with the queries that Orleans reads from it. Each is one statement, so a busy file poisons no connection.</summary>
internal static class SqliteReminders
{
    private const string Columns = "select GrainId, ReminderName, StartTime, Period, Version from OrleansRemindersTable where ServiceId = @ServiceId and";

    // Far reminders stay on the disk: the silo looks again every five minutes and needs those due in the next ten.
    private const string Soon = "and StartTime < datetime('now', '+20 minutes')";

    private static readonly (string Key, string Sql)[] Queries =
    [
        ("UpsertReminderRowKey", """
            insert into OrleansRemindersTable(ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
            values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
            on conflict do update set StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash, Version = Version + 1
            returning Version
            """),
        ("ReadReminderRowsKey", $"{Columns} GrainId = @GrainId"),
        ("ReadReminderRowKey", $"{Columns} GrainId = @GrainId and ReminderName = @ReminderName"),
        ("ReadRangeRows1Key", $"{Columns} GrainHash > @BeginHash and GrainHash <= @EndHash {Soon}"),
        ("ReadRangeRows2Key", $"{Columns} (GrainHash > @BeginHash or GrainHash <= @EndHash) {Soon}"),
        ("DeleteReminderRowKey", """
            delete from OrleansRemindersTable
            where ServiceId = @ServiceId and GrainId = @GrainId and ReminderName = @ReminderName and Version = @Version;
            select changes()
            """),
        ("DeleteReminderRowsKey", "delete from OrleansRemindersTable where ServiceId = @ServiceId"),
    ];

    public static void Create(SqliteFile file)
    {
        using var connection = file.OpenForWriting();
        using var schema = connection.CreateCommand();
        schema.CommandText = """
            create table if not exists OrleansQuery(QueryKey text primary key, QueryText text not null);
            create table if not exists OrleansRemindersTable(
                ServiceId text not null, GrainId text not null, ReminderName text not null, StartTime text not null,
                Period integer not null, GrainHash integer not null, Version integer not null,
                primary key(ServiceId, GrainId, ReminderName));
            create index if not exists OrleansRemindersOfHash on OrleansRemindersTable(ServiceId, GrainHash);
            """;
        schema.ExecuteNonQuery();
        foreach (var (key, sql) in Queries)
        {
            using var query = connection.CreateCommand();
            query.CommandText = "insert into OrleansQuery values ($key, $sql) on conflict do update set QueryText = excluded.QueryText";
            query.Parameters.AddWithValue("$key", key);
            query.Parameters.AddWithValue("$sql", sql);
            query.ExecuteNonQuery();
        }
    }
}
