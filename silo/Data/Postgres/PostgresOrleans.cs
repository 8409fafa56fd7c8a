namespace JobInterview.Silo.Data.Postgres;

/// <summary>Membership and reminders: their tables, and the queries that Orleans reads from <c>OrleansQuery</c> at start.
/// Each query is one statement; a version that is not the current one changes nothing and answers 0.</summary>
internal static class PostgresOrleans
{
    public const string Schema = Tables + MembershipQueries + ReminderQueries;

    private const string Tables = """
        create table orleansquery(querykey varchar(64) primary key, querytext text not null);

        create table orleansmembershipversiontable(
            deploymentid varchar(150) primary key, timestamp timestamptz not null default now(), version integer not null default 0);

        create table orleansmembershiptable(
            deploymentid varchar(150) not null references orleansmembershipversiontable(deploymentid),
            address varchar(45) not null, port integer not null, generation integer not null, siloname varchar(150) not null,
            hostname varchar(150) not null, status integer not null, proxyport integer, suspecttimes text,
            starttime timestamptz not null, iamalivetime timestamptz not null,
            primary key(deploymentid, address, port, generation));

        create table orleansreminderstable(
            serviceid varchar(150) not null, grainid varchar(150) not null, remindername varchar(150) not null, starttime timestamptz not null,
            period bigint not null, grainhash integer not null, version integer not null,
            primary key(serviceid, grainid, remindername));

        create index orleansreminders_of_hash on orleansreminderstable(serviceid, grainhash);

        """;

    private const string MembershipQueries = """
        insert into orleansquery values
        ('InsertMembershipVersionKey', $q$
            with added as (insert into orleansmembershipversiontable(deploymentid) values (@DeploymentId) on conflict do nothing returning 1)
            select count(*)::int from added $q$),
        ('InsertMembershipKey', $q$
            with turn as (
                update orleansmembershipversiontable set timestamp = now(), version = version + 1
                where deploymentid = @DeploymentId and version = @Version and not exists (
                    select 1 from orleansmembershiptable
                    where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
                returning deploymentid),
            added as (
                insert into orleansmembershiptable(
                    deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
                select deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from turn
                returning 1)
            select count(*)::int from added $q$),
        ('UpdateMembershipKey', $q$
            with turn as (
                update orleansmembershipversiontable set timestamp = now(), version = version + 1
                where deploymentid = @DeploymentId and version = @Version
                returning deploymentid),
            changed as (
                update orleansmembershiptable m set status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
                from turn where m.deploymentid = turn.deploymentid and address = @Address and port = @Port and generation = @Generation
                returning 1)
            select count(*)::int from changed $q$),
        ('UpdateIAmAlivetimeKey', $q$
            update orleansmembershiptable set iamalivetime = @IAmAliveTime
            where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation $q$),
        ('MembershipReadRowKey', $q$
            select v.deploymentid, address, port, generation, siloname, hostname, status, proxyport, suspecttimes, starttime, iamalivetime, v.version
            from orleansmembershipversiontable v left join orleansmembershiptable m
                on m.deploymentid = v.deploymentid and address = @Address and port = @Port and generation = @Generation
            where v.deploymentid = @DeploymentId $q$),
        ('MembershipReadAllKey', $q$
            select v.deploymentid, address, port, generation, siloname, hostname, status, proxyport, suspecttimes, starttime, iamalivetime, v.version
            from orleansmembershipversiontable v left join orleansmembershiptable m on m.deploymentid = v.deploymentid
            where v.deploymentid = @DeploymentId $q$),
        ('DeleteMembershipTableEntriesKey', $q$
            delete from orleansmembershiptable where deploymentid = @DeploymentId;
            delete from orleansmembershipversiontable where deploymentid = @DeploymentId $q$),
        ('GatewaysQueryKey', $q$
            select address, proxyport, generation from orleansmembershiptable
            where deploymentid = @DeploymentId and status = @Status and proxyport > 0 $q$),
        ('CleanupDefunctSiloEntriesKey', $q$
            delete from orleansmembershiptable where deploymentid = @DeploymentId and iamalivetime < @IAmAliveTime and status <> 3 $q$);

        """;

    // Far reminders stay in the table: a silo looks again every five minutes and needs those due in the next ten.
    private const string ReminderQueries = """
        insert into orleansquery values
        ('UpsertReminderRowKey', $q$
            insert into orleansreminderstable(serviceid, grainid, remindername, starttime, period, grainhash, version)
            values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
            on conflict (serviceid, grainid, remindername) do update set
                starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = orleansreminderstable.version + 1
            returning version $q$),
        ('ReadReminderRowsKey', $q$
            select grainid, remindername, starttime, period, version from orleansreminderstable
            where serviceid = @ServiceId and grainid = @GrainId $q$),
        ('ReadReminderRowKey', $q$
            select grainid, remindername, starttime, period, version from orleansreminderstable
            where serviceid = @ServiceId and grainid = @GrainId and remindername = @ReminderName $q$),
        ('ReadRangeRows1Key', $q$
            select grainid, remindername, starttime, period, version from orleansreminderstable
            where serviceid = @ServiceId and grainhash > @BeginHash and grainhash <= @EndHash and starttime < now() + interval '20 minutes' $q$),
        ('ReadRangeRows2Key', $q$
            select grainid, remindername, starttime, period, version from orleansreminderstable
            where serviceid = @ServiceId and (grainhash > @BeginHash or grainhash <= @EndHash) and starttime < now() + interval '20 minutes' $q$),
        ('DeleteReminderRowKey', $q$
            with gone as (
                delete from orleansreminderstable
                where serviceid = @ServiceId and grainid = @GrainId and remindername = @ReminderName and version = @Version
                returning 1)
            select count(*)::int from gone $q$),
        ('DeleteReminderRowsKey', $q$
            delete from orleansreminderstable where serviceid = @ServiceId $q$);

        """;
}
