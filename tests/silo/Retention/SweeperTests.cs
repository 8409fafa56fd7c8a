using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Time.Testing;
using Orleans;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>The promise kept by a real silo: what fell due while nothing ran, what reminders missed, and what no ledger knows.</summary>
public abstract class SweeperTests(Engine engine)
{
    [Fact]
    public async Task What_fell_due_while_nothing_ran_is_gone_before_the_silo_is_ready()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(8));
        var kept = new KeptThings(past, tenant);
        var (old, running) = (await kept.EndedAsync(), await kept.RecordAsync());

        await using var silo = await RecordingSilo.StartAsync(settings);

        Assert.Null(await kept.ReadAsync(old));
        Assert.False(await kept.HasKeyAsync(old));
        Assert.Empty(kept.Files(old));
        Assert.Equal(KeptThings.Content, await kept.ReadAsync(running));
        Assert.Contains("Before the start: 1 things", silo.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_no_ledger_is_found_and_goes_in_its_time()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(8));
        var kept = new KeptThings(past, tenant);
        var (old, young) = (await kept.EndedAsync(), await kept.RecordAsync());
        await past.ExecuteAsync("delete from due_ledger");

        await using var silo = await RecordingSilo.StartAsync(settings);

        Assert.Null(await kept.ReadAsync(old));
        Assert.Equal(KeptThings.Content, await kept.ReadAsync(young));
        Assert.Equal("session-running", (await kept.EntryAsync(young)).Rule);
    }

    [Fact]
    public async Task An_interview_that_can_not_be_woken_keeps_neither_the_others_nor_the_start()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(2));
        var kept = new KeptThings(past, tenant);
        (TenantKey Session, Guid Key)[] unreadable = [await kept.SessionAsync(), await kept.SessionAsync()];

        await using var silo = await RecordingSilo.StartAsync(settings);

        Assert.All(unreadable, one => Assert.Contains($"Session {one.Session} is over its deadline and can not be woken", silo.Log.All, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upgrade_that_was_acknowledged_keeps_and_a_downgrade_waits()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(6));
        var kept = new KeptThings(past, tenant);
        var recording = await kept.EndedAsync();
        await using var silo = await RecordingSilo.StartAsync(settings);
        var company = Company(silo, tenant);

        var upgraded = await company.ChangePlanAsync(PlanTier.Professional);
        await silo.Get<RetentionSweeper>().SweepAsync();
        await Tested.UntilAsync(async () => (await kept.EntryAsync(recording)).Rule == "plan-professional-30-days");
        CallerTenant.Set(tenant);
        var downgraded = await company.ChangePlanAsync(PlanTier.Starter);

        Assert.Equal(2, upgraded.Value!.Plan.Version);
        Assert.Equal(PlanTier.Starter, downgraded.Value!.Plan.NextTier);
        Assert.Equal("plan-professional-30-days", (await kept.EntryAsync(recording)).Rule);
        CallerTenant.Set(tenant);
        Assert.Equal(PlanTier.Professional, (await company.ReadAsync()).Value!.Tier);
    }

    [Fact]
    public async Task What_an_older_copy_of_the_data_brings_back_is_destroyed_again_and_tells_when_it_went()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(8));
        var kept = new KeptThings(past, tenant);
        var (gone, other) = (await kept.EndedAsync(), await kept.RecordAsync());
        var line = await kept.EntryAsync(gone);
        await past.Get<KeyVault>().DestroyAsync(tenant, line.KeyId);       // by an erasure, say; then the rows of before it were put back

        await using var silo = await RecordingSilo.StartAsync(settings);
        await Tested.UntilAsync(async () => (await kept.EntryAsync(gone)).ShreddedAt is not null);

        var (after, staying) = (await kept.EntryAsync(gone), await kept.EntryAsync(other));
        Assert.Equal((DueState.Destroying, "destroyed-before-restore"), (after.State, after.Rule));
        Assert.Equal(past.Clock.GetUtcNow(), after.DueAt!.Value, TimeSpan.FromSeconds(5));
        Assert.Empty(kept.Files(gone));
        Assert.Equal(DueState.Scheduled, staying.State);
        Assert.Equal(KeptThings.Content, await kept.ReadAsync(other));
        Assert.DoesNotContain("lost their keys", silo.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_missing_and_was_never_destroyed_is_told_of_and_nothing_is_deleted()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(2));
        var kept = new KeptThings(past, tenant);
        var lost = await kept.EndedAsync();
        await past.Get<KeyStore>().DestroyAgainAsync([(await kept.EntryAsync(lost)).KeyId], default);      // an older copy of the keys, which knows nothing of it

        await using var silo = await RecordingSilo.StartAsync(settings);
        await Tested.UntilAsync(() => Task.FromResult(silo.Log.All.Contains("lost their keys", StringComparison.Ordinal)));

        Assert.Equal(DueState.Scheduled, (await kept.EntryAsync(lost)).State);
        Assert.NotEmpty(kept.Files(lost));
    }

    [Fact]
    public async Task A_name_that_belongs_to_no_interview_is_found_and_goes()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(2));
        var nobody = await past.Get<ISubjectDirectory>().FindOrAddAsync(tenant, new("Nobody Invited", "nobody@example.org"));
        await using var silo = await RecordingSilo.StartAsync(settings);

        DueEntry? line = null;
        await Tested.UntilAsync(async () => (line = await past.Get<IDueShelf>().FindAsync(new(tenant, nobody))) is not null);

        Assert.Equal((AssetKind.Person, "last-interview-gone", DueState.Scheduled), (line!.Kind, line.Rule, line.State));
        Assert.Equal(DateTimeOffset.UtcNow.AddDays(1), line.DueAt!.Value, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_invitation_to_join_that_is_over_is_forgotten()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(9));
        var kept = new KeptThings(past, tenant);
        await AccountTests.InviteAsync(kept);
        past.Clock.Advance(TimeSpan.FromDays(8));
        await AccountTests.InviteAsync(kept);

        await using var silo = await RecordingSilo.StartAsync(settings);

        await Tested.UntilAsync(async () => await past.CountAsync("select count(*) as \"Value\" from member_invites") == 1);
    }

    [Fact]
    public async Task A_member_whom_an_older_copy_of_the_data_brings_back_goes_again()
    {
        var settings = await engine.SettingsAsync();
        var tenant = await OpenAsync(settings);
        await using var past = await PastAsync(settings, TimeSpan.FromDays(2));
        var kept = new KeptThings(past, tenant);
        var (owner, gone) = (await AccountTests.JoinAsync(kept, MemberRole.Owner), await AccountTests.JoinAsync(kept, MemberRole.Reviewer));
        var key = (await past.Make<LedgerWalk>().AccountsAsync(tenant, Guid.Empty, past.Clock.GetUtcNow())).Single(account => account.Asset == gone).KeyId;
        await past.Get<KeyVault>().DestroyAsync(tenant, key);              // removed, say; then the rows of before it were put back

        await using var silo = await RecordingSilo.StartAsync(settings);
        await Tested.UntilAsync(async () => await past.Get<IDueShelf>().FindAsync(gone) is { ShreddedAt: not null });

        Assert.Equal("destroyed-before-restore", (await past.Get<IDueShelf>().FindAsync(gone))!.Rule);
        Assert.Null(await past.Get<IDueShelf>().FindAsync(owner));
        Assert.NotNull(await AccountTests.Directory(kept).FindAsync(owner));
        Assert.Equal(1, await past.CountAsync("select count(*) as \"Value\" from members"));
    }

    private static async Task<TestStorage> PastAsync(Dictionary<string, string?> settings, TimeSpan ago) =>
        await TestStorage.StartAsync(settings, new FakeTimeProvider(DateTimeOffset.UtcNow - ago));

    private static async Task<TenantId> OpenAsync(Dictionary<string, string?> settings)
    {
        await using var silo = await RecordingSilo.StartAsync(settings);
        var tenant = TenantId.New();
        Assert.True((await Company(silo, tenant).OpenAsync("Acme", $"acme-{tenant.ToString()[..8]}", PlanTier.Starter)).Accepted);
        return tenant;
    }

    private static ITenantGrain Company(RecordingSilo silo, TenantId tenant)
    {
        CallerTenant.Set(tenant);
        return silo.Get<IGrainFactory>().GetGrain<ITenantGrain>(new TenantKey(tenant, tenant.Value).ToString());
    }
}

public sealed class SqliteSweeperTests(SqliteEngine engine) : SweeperTests(engine);

public sealed class PostgresSweeperTests(PostgresEngine engine) : SweeperTests(engine);
