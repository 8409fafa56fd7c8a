using JobInterview.Grains.Retention;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace JobInterview.Silo.Journal;

/// <summary>Many appends as one transaction of a few statements, whatever their number.</summary>
internal static class JournalStatements
{
    private const string InsertEvents = """
        insert into session_events(tenant, session, seq, kind, v, at, key_id, body)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    // A session whose numbers do not follow is not written, and dividing by zero then undoes the transaction before its commit. An upsert finds its row by the
    // primary key whatever the statistics say; an update from a join was planned over another index and read all sessions of the tenant for each answer.
    private const string WriteSessions = """
        with a as (
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) as a(
                tenant, id, state, plan_id, plan_version, plan_title, subject_id, language, created_at, started_at, ended_at,
                turns, question_index, question_count, last_event_at, deadline_at, seq, after)),
        written as (
            insert into sessions as s(tenant, id, state, plan_id, plan_version, plan_title, subject_id, language, created_at, started_at, ended_at,
                turns, question_index, question_count, last_event_at, deadline_at, seq, writer)
            select tenant, id, state, plan_id, plan_version, plan_title, subject_id, language, created_at, started_at, ended_at,
                turns, question_index, question_count, last_event_at, deadline_at, seq, $19
            from a
            where a.after = 0 or (select e.seq from session_events e where e.tenant = a.tenant and e.session = a.id and e.seq = a.after) is not null
            on conflict (tenant, id) do update set state = excluded.state, plan_id = excluded.plan_id, plan_version = excluded.plan_version,
                plan_title = excluded.plan_title, subject_id = excluded.subject_id, language = excluded.language, created_at = excluded.created_at,
                started_at = excluded.started_at, ended_at = excluded.ended_at, turns = excluded.turns, question_index = excluded.question_index,
                question_count = excluded.question_count, last_event_at = excluded.last_event_at, deadline_at = excluded.deadline_at,
                seq = excluded.seq, writer = excluded.writer
            where s.seq <= excluded.seq
            returning 1)
        select 1 / (case when (select count(*) from written) = $20 then 1 else 0 end)
        """;

    private const string InsertOutbox = """
        insert into outbox(tenant, id, session, kind, payload, key_id, created_at, due_at, attempts, state)
        select tenant, id, session, kind, payload, key_id, at, at, 0, 'Pending'
        from unnest($1, $2, $3, $4, $5, $6, $7) as o(tenant, id, session, kind, payload, key_id, at)
        """;

    private const string InsertLines = """
        insert into due_ledger(tenant, asset, kind, session, subject_id, key_id, rule, state, holds, version)
        select tenant, asset, kind, session, subject_id, key_id, rule, state, 0, 0 from unnest($1, $2, $3, $4, $5, $6, $7, $8) as d(tenant, asset, kind, session, subject_id, key_id, rule, state)
        """;

    private const string InsertTokens = "insert into room_tokens(tenant, sha256, session) select * from unnest($1, $2, $3)";

    public static NpgsqlBatch Of(NpgsqlConnection connection, List<SealedAppend> appends, Guid process)
    {
        var batch = PostgresUnit.AcrossTenants(connection);
        Events(batch, [.. appends.SelectMany(a => a.Entries, (a, e) => (a, e))]);
        Sessions(batch, appends, process);
        Lines(batch, [.. appends.SelectMany(a => a.Parts)]);
        Outbox(batch, [.. appends.SelectMany(a => a.Outbox, (a, m) => (a, m))]);
        Tokens(batch, [.. appends.Where(a => a.Token is not null)]);
        return batch.Then("commit");
    }

    /// <summary>A number, id or token that is taken, numbers that do not follow, or two batches in each other's way: it says nothing of the others.</summary>
    public static bool IsAboutOneAppend(PostgresException refused) => refused.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DivisionByZero or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.StringDataRightTruncation;

    private static void Lines(NpgsqlBatch batch, DueEntry[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Then(
                InsertLines, Of(rows, d => d.Asset.Tenant.Value), Of(rows, d => d.Asset.Id), Of(rows, d => d.Kind.ToString()), Of(rows, d => d.SessionId),
                Of(rows, d => d.SubjectId), Of(rows, d => d.KeyId), Of(rows, d => d.Rule), Of(rows, d => d.State.ToString()));
        }
    }

    private static void Events(NpgsqlBatch batch, (SealedAppend Append, SealedEntry Sealed)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Then(
                InsertEvents, Of(rows, r => r.Append.Session.Tenant.Value), Of(rows, r => r.Append.Session.Id), Of(rows, r => r.Sealed.Entry.Seq),
                Of(rows, r => r.Sealed.Entry.Kind), Of(rows, r => r.Sealed.Entry.Version), Of(rows, r => r.Sealed.Entry.At.UtcDateTime), Of(rows, r => r.Sealed.Key),
                Of(rows, r => r.Sealed.Entry.Body));
        }
    }

    private static void Sessions(NpgsqlBatch batch, List<SealedAppend> rows, Guid process) => batch.Then(
        WriteSessions, Of(rows, a => a.Session.Tenant.Value), Of(rows, a => a.Session.Id), Of(rows, a => a.Listing.State.ToString()),
        Of(rows, a => a.Listing.PlanId), Of(rows, a => a.Listing.PlanVersion), Of(rows, a => a.Listing.PlanTitle), Of(rows, a => a.Listing.SubjectId),
        Of(rows, a => a.Listing.Language), Of(rows, a => Cut(a.Listing.CreatedAt)), Of(rows, a => Cut(a.Listing.StartedAt)),
        Of(rows, a => Cut(a.Listing.EndedAt)), Of(rows, a => a.Listing.Turns), Of(rows, a => a.Listing.QuestionIndex),
        Of(rows, a => a.Listing.QuestionCount), Of(rows, a => Cut(a.Listing.LastEventAt)), Of(rows, a => Cut(a.Listing.DeadlineAt)),
        Of(rows, a => a.LastSeq), Of(rows, a => a.After),
        new NpgsqlParameter<Guid> { TypedValue = process }, new NpgsqlParameter<long> { TypedValue = rows.Count });

    private static void Outbox(NpgsqlBatch batch, (SealedAppend Append, OutboxMessage Message)[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Then(
                InsertOutbox, Of(rows, r => r.Append.Session.Tenant.Value), Of(rows, r => r.Message.Id), Of(rows, r => r.Append.Session.Id),
                Of(rows, r => r.Message.Kind), Of(rows, r => r.Message.Payload), Of(rows, r => r.Append.Key), Of(rows, r => Cut(r.Append.At)));
        }
    }

    private static void Tokens(NpgsqlBatch batch, SealedAppend[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Then(
                InsertTokens, Of(rows, a => a.Session.Tenant.Value), Of(rows, a => a.Token!.Value.Sha256.ToArray()), Of(rows, a => a.Session.Id));
        }
    }

    private static NpgsqlParameter<TValue[]> Of<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | TypeOf<TValue>() };
    }

    private static NpgsqlDbType TypeOf<TValue>() =>
        typeof(TValue) == typeof(Guid) ? NpgsqlDbType.Uuid
        : typeof(TValue) == typeof(string) ? NpgsqlDbType.Text
        : typeof(TValue) == typeof(long) ? NpgsqlDbType.Bigint
        : typeof(TValue) == typeof(int) ? NpgsqlDbType.Integer
        : typeof(TValue) == typeof(byte[]) ? NpgsqlDbType.Bytea
        : NpgsqlDbType.TimestampTz;

    // The server rounds below a microsecond where SQLite and the converters cut: so it is cut here as well.
    private static DateTime Cut(DateTimeOffset at) => Data.Microseconds.Cut(at).UtcDateTime;

    private static DateTime? Cut(DateTimeOffset? at) => at is { } some ? Cut(some) : null;
}
