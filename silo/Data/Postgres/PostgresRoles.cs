namespace JobInterview.Silo.Data.Postgres;

/// <summary>The two roles a unit of work takes: one sees a single tenant, the other spans them. Neither can sign in.</summary>
internal static class PostgresRoles
{
    public const string Tenant = "ji_tenant";

    public const string System = "ji_system";

    // Roles belong to the whole server: another database may have made them, or be making them now.
    public const string Create = """
        do $$
        declare
            name text;
        begin
            foreach name in array array['ji_tenant', 'ji_system'] loop
                if not exists (select 1 from pg_roles where rolname = name) then
                    begin
                        execute format('create role %I nologin nobypassrls', name);
                    exception when duplicate_object or unique_violation then
                        null;
                    end;
                end if;
            end loop;
        end $$;
        grant usage on schema public to ji_tenant, ji_system;
        """;

    /// <summary>Lets a login take both roles, and use the tables that belong to no tenant.</summary>
    public static string GrantTo(string login) => $"""
        grant ji_tenant, ji_system to {login};
        grant usage on schema public to {login};
        grant select, insert, update, delete on
            grain_state, process_pulse, api_scopes, orleansquery, orleansmembershipversiontable, orleansmembershiptable, orleansreminderstable to {login};
        grant select on "{MigrationHistory.Table}" to {login};
        grant select on {InstallationTable.Name} to {login};
        grant select, insert, update on {InstallationTable.Claims} to {login};
        """;
}
