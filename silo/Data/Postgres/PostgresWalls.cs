namespace JobInterview.Silo.Data.Postgres;

/// <summary>Row-level security: without a tenant set there are no rows, with one there are that tenant's.</summary>
internal static class PostgresWalls
{
    public static readonly string[] TenantTables =
    [
        "tenants", "interview_plans", "sessions", "session_events", "room_tokens", "outbox", "data_subjects", "search_terms",
        "members", "member_sessions", "member_invites", "idempotency", "audit_entries", "api_clients",
    ];

    /// <summary>The tables that came with recordings.</summary>
    public static readonly string[] RecordingTables = ["recordings", "recording_parts", "recording_views"];

    /// <summary>The tables that came with retention.</summary>
    public static readonly string[] RetentionTables = ["due_ledger", "legal_holds", "legal_hold_items"];

    /// <summary>The tables that came with notices of a plan.</summary>
    public static readonly string[] NoticeTables = ["plan_notices"];

    /// <summary>OpenIddict's own tables and the pulse have no tenant; they are looked up before one is known.</summary>
    public const string SharedTables = """
        grant select, insert, update, delete on api_authorizations, api_tokens, api_scopes, process_pulse to ji_system;
        grant select on process_pulse, api_authorizations, api_tokens, api_scopes to ji_tenant;
        """;

    // After a commit the setting is '' and not NULL: without nullif the next use of the pooled connection would throw.
    private const string ThisTenant = "tenant = nullif(current_setting('app.tenant', true), '')::uuid";

    public static string Around(string table) => $"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy tenant on {table} to ji_tenant using ({ThisTenant}) with check ({ThisTenant});
        create policy system on {table} to ji_system using (true) with check (true);
        grant select, insert{(table == "audit_entries" ? "" : ", update, delete")} on {table} to ji_tenant, ji_system;
        """;
}
