using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Sqlite;
using JobInterview.Tenants;
using Microsoft.Data.Sqlite;

namespace JobInterview.Silo.Journal;

/// <summary>The journal in the one file: appends of many sessions share a commit of the one writer.</summary>
internal sealed class SqliteJournalStore(SqliteFile file, SqliteWriter writer, ProcessIdentity process, OutboxSignal outbox) : IJournalStore
{
    private const int Constraint = 19;

    private const string InsertEvent =
        "insert into session_events(tenant, session, seq, kind, v, at, key_id, body) values ($0, $1, $2, $3, $4, $5, $6, $7)";

    // No row is written when the numbers do not follow: the append is then another writer's to make.
    private const string UpsertSession = """
        insert into sessions(tenant, id, state, plan_id, plan_version, plan_title, subject_id, language, created_at, started_at, ended_at,
            turns, question_index, question_count, last_event_at, deadline_at, seq, writer)
        select $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
        where $18 = 0 or exists (select 1 from sessions where tenant = $0 and id = $1)
        on conflict(tenant, id) do update set state = excluded.state, plan_id = excluded.plan_id, plan_version = excluded.plan_version,
            plan_title = excluded.plan_title, subject_id = excluded.subject_id, language = excluded.language, created_at = excluded.created_at,
            started_at = excluded.started_at, ended_at = excluded.ended_at, turns = excluded.turns, question_index = excluded.question_index,
            question_count = excluded.question_count, last_event_at = excluded.last_event_at, deadline_at = excluded.deadline_at,
            seq = excluded.seq, writer = excluded.writer
        where sessions.seq = $18
        """;

    private const string InsertLine = """
        insert into due_ledger(tenant, asset, kind, session, subject_id, key_id, rule, state, holds, version) values ($0, $1, $2, $3, $4, $5, $6, $7, 0, 0)
        """;

    private const string InsertOutbox = """
        insert into outbox(tenant, id, session, kind, payload, key_id, created_at, due_at, attempts, state)
        values ($0, $1, $2, $3, $4, $5, $6, $6, 0, 'Pending')
        """;

    public async Task AppendAsync(SealedAppend append, CancellationToken cancel)
    {
        try
        {
            await writer.WriteAsync(statements => Write(statements, append), cancel);
        }
        catch (SqliteException sqlite) when (sqlite.SqliteErrorCode == Constraint)
        {
            throw new JournalFenceException();
        }
        catch (WriterUnavailableException unavailable)
        {
            throw new JournalUnavailableException("The journal can not be written now.", unavailable);
        }

        if (!append.Outbox.IsEmpty)
        {
            outbox.Raise();
        }
    }

    public async Task<StoredHistory> ReadAsync(TenantKey session, long after, CancellationToken cancel)
    {
        await using var connection = await file.OpenAsync(cancel);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        await using var command = connection.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = """
            select seq, kind, v, at, key_id, body from session_events where tenant = $tenant and session = $session and seq > $after order by seq;
            select s.writer, p.at from sessions s left join process_pulse p on p.id = s.writer where s.tenant = $tenant and s.id = $session;
            """;
        command.Parameters.AddWithValue("$tenant", Bytes(session.Tenant.Value));
        command.Parameters.AddWithValue("$session", Bytes(session.Id));
        command.Parameters.AddWithValue("$after", after);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var entries = new List<(JournalEntry, Guid)>();
        while (await rows.ReadAsync(cancel))
        {
            entries.Add((
                new(rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2), Microseconds.From(rows.GetInt64(3)), rows.GetFieldValue<byte[]>(5)),
                new Guid(rows.GetFieldValue<byte[]>(4), true)));
        }

        await rows.NextResultAsync(cancel);
        return await rows.ReadAsync(cancel)
            ? new(entries, new Guid(rows.GetFieldValue<byte[]>(0), true), rows.IsDBNull(1) ? null : Microseconds.From(rows.GetInt64(1)))
            : new(entries, null, null);
    }

    public Task BeatAsync(DateTimeOffset at, CancellationToken cancel) => writer.WriteAsync(
        statements => statements.Execute(
            "insert into process_pulse(id, at) values ($0, $1) on conflict(id) do update set at = excluded.at", Bytes(process.Id), Microseconds.Of(at)),
        cancel);

    private void Write(SqliteStatements statements, SealedAppend append)
    {
        var (tenant, session, key, at) = (Bytes(append.Session.Tenant.Value), Bytes(append.Session.Id), Bytes(append.Key), Microseconds.Of(append.At));
        foreach (var (entry, part) in append.Entries)
        {
            statements.Execute(InsertEvent, tenant, session, entry.Seq, entry.Kind, entry.Version, Microseconds.Of(entry.At), Bytes(part), entry.Body);
        }

        var row = append.Listing;
        var written = statements.Execute(
            UpsertSession, tenant, session, row.State.ToString(), Bytes(row.PlanId), row.PlanVersion, row.PlanTitle, Bytes(row.SubjectId), row.Language,
            Microseconds.Of(row.CreatedAt), Time(row.StartedAt), Time(row.EndedAt), row.Turns, row.QuestionIndex, row.QuestionCount,
            Microseconds.Of(row.LastEventAt), Time(row.DeadlineAt), append.LastSeq, Bytes(process.Id), append.After);
        if (written == 0)
        {
            throw new JournalFenceException();
        }

        foreach (var line in append.Parts)
        {
            statements.Execute(InsertLine, tenant, Bytes(line.Asset.Id), line.Kind.ToString(), session, Bytes(line.SubjectId), Bytes(line.KeyId), line.Rule, line.State.ToString());
        }

        foreach (var message in append.Outbox)
        {
            statements.Execute(InsertOutbox, tenant, Bytes(message.Id), session, message.Kind, message.Payload, key, at);
        }

        if (append.Token is { } token)
        {
            statements.Execute("insert into room_tokens(tenant, sha256, session) values ($0, $1, $2)", tenant, token.Sha256.ToArray(), session);
        }
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(true);

    private static long? Time(DateTimeOffset? at) => at is { } some ? Microseconds.Of(some) : null;
}
