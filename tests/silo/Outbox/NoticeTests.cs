using JobInterview.Grains.Billing;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Outbox;
using JobInterview.Silo.Tests.Recordings;
using JobInterview.Silo.Tests.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Orleans;
using Person = JobInterview.Grains.Tenants.Member;

namespace JobInterview.Silo.Tests.Outbox;

/// <summary>Owners are told of a smaller plan or an end, each notice once, whoever dies in between.</summary>
public abstract class NoticeTests(Engine engine)
{
    private const string Email = "olive.owner@example.test";

    [Fact]
    public async Task A_downgrade_is_announced_three_times_and_through_restarts_once_each()
    {
        var (settings, clock, tenant) = await OpenAsync();
        await using var watcher = await TestStorage.StartAsync(settings);
        var told = new List<(int Day, long Letters)>();
        await using (var silo = await RecordingSilo.StartAsync(settings, clock))
        {
            Assert.True((await Company(silo, tenant).ChangePlanAsync(PlanTier.Starter)).Accepted);
        }

        for (var day = 0; day < 62; day += 1)
        {
            clock.Advance(TimeSpan.FromDays(1));
            await using var silo = day % 5 == 0 || (day > 12 && day < 32) ? await RecordingSilo.StartAsync(settings, clock) : null;
            if (silo is not null)
            {
                await Company(silo, tenant).GiveNoticeAsync();
                CallerTenant.Set(tenant);
                await Company(silo, tenant).GiveNoticeAsync();
                told.Add((day, await CountAsync(watcher)));
            }
        }

        Assert.Equal(3, told[^1].Letters);
        Assert.Equal(3, (await watcher.Make<AuditLog>().ListAsync(tenant, null, 100)).Items.Count(entry => entry.Note.Action == "plan.notice-given"));
    }

    [Fact]
    public async Task Two_processes_and_a_crash_before_the_state_is_written_give_one_notice()
    {
        await using var one = await TestStorage.StartAsync(await engine.SettingsAsync());
        await using var other = await TestStorage.StartAsync(one.Settings, one.Clock);
        var kept = new KeptThings(one);
        var recording = await kept.EndedAsync();
        await kept.WorkAsync();
        var plan = Subscription.Open(PlanTier.Professional, one.Clock.GetUtcNow()).Change(PlanTier.Starter, one.Clock.GetUtcNow()).Value!;
        await JoinAsync(one, kept.Tenant);

        await Task.WhenAll(GiveAsync(one), GiveAsync(other), GiveAsync(one));
        await GiveAsync(other);

        Assert.Equal(1, await CountAsync(one));
        Assert.True((await kept.EntryAsync(recording)).IsKept);
        Assert.Single((await one.Make<AuditLog>().ListAsync(kept.Tenant, null, 100)).Items, entry => entry.Note.Action == "plan.notice-given");

        Task GiveAsync(TestStorage storage) => Board(storage).GiveAsync(new(kept.Tenant, "Acme", "acme", plan, 14), plan.NextAt!.Value.AddDays(-14));
    }

    [Fact]
    public async Task A_downgrade_that_is_taken_back_is_announced_no_more_and_a_cancelled_contract_is()
    {
        var (settings, clock, tenant) = await OpenAsync();
        await using var watcher = await TestStorage.StartAsync(settings);
        await using var silo = await RecordingSilo.StartAsync(settings, clock);
        var version = (await Company(silo, tenant).ChangePlanAsync(PlanTier.Starter)).Value!.Plan.Version;
        var stale = await Company(silo, tenant).ChangePlanAsync(PlanTier.Professional, version - 1);
        var back = await Company(silo, tenant).ChangePlanAsync(PlanTier.Professional, version);
        clock.Advance(TimeSpan.FromDays(25));
        await Company(silo, tenant).GiveNoticeAsync();
        var retracted = await CountAsync(watcher);
        await Company(silo, tenant).CancelPlanAsync();
        clock.Advance(TimeSpan.FromDays(3));
        await Company(silo, tenant).GiveNoticeAsync();

        Assert.Equal("version-is-stale", stale.Refusal!.Code);
        Assert.Null(back.Value!.Plan.NextAt);
        Assert.Equal((0, 1), (retracted, await CountAsync(watcher)));
    }

    [Fact]
    public async Task A_notice_reaches_the_owner_by_mail()
    {
        using var smtp = new SmtpInbox();
        var (settings, clock, tenant) = await OpenAsync();
        (settings["Smtp:Host"], settings["Smtp:Port"]) = ("127.0.0.1", $"{smtp.Port}");
        await using var silo = await RecordingSilo.StartAsync(settings, clock);
        await Company(silo, tenant).CancelPlanAsync();
        clock.Advance((await Company(silo, tenant).TermsAsync()).Value!.Plan.NextAt!.Value - DateTimeOffset.UtcNow - TimeSpan.FromDays(6));

        await Company(silo, tenant).GiveNoticeAsync();
        var mail = await smtp.ReceiveAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Contains($"To: {Email}", mail, StringComparison.Ordinal);
        Assert.Contains("/retention/export", mail.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice_says_what_goes_when_and_where_to_take_it_away()
    {
        var at = new DateTimeOffset(2026, 12, 24, 12, 0, 0, TimeSpan.Zero);
        var smaller = MailText.Of(new PlanLetter("o@example.test", "Acme\r\nBcc: x", "acme", 3, 7, false, PlanTier.Professional, PlanTier.Starter, at, null, 42), new("https://ji.example/acme/retention/export"));
        var end = MailText.Of(new PlanLetter("o@example.test", "Acme", "acme", 3, 1, true, PlanTier.Starter, null, at, at.AddDays(30), 42), new("https://ji.example/acme/retention/export"));

        Assert.All((string[])["2026-12-24", "7 days", "42", "https://ji.example/acme/retention/export"], part => Assert.Contains(part, smaller.Text, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', smaller.Subject);
        Assert.All((string[])["trial", "2027-01-23", "essai"], part => Assert.Contains(part, end.Text, StringComparison.Ordinal));
    }

    private static NoticeBoard Board(TestStorage storage) => storage.Make<NoticeBoard>(storage.Make<MemberRows>());

    private static Task<long> CountAsync(TestStorage storage) => storage.CountAsync("select coalesce(sum(letters), 0) as \"Value\" from plan_notices");

    private async Task<(Dictionary<string, string?> Settings, ShiftedTime Clock, TenantId Tenant)> OpenAsync()
    {
        var (settings, clock, tenant) = (await engine.SettingsAsync(), new ShiftedTime(), TenantId.New());
        await using var silo = await RecordingSilo.StartAsync(settings, clock);
        Assert.True((await Company(silo, tenant).OpenAsync("Acme", $"acme-{tenant.ToString()[..8]}", PlanTier.Professional)).Accepted);
        await using var storage = await TestStorage.StartAsync(settings);
        await JoinAsync(storage, tenant);
        return (settings, clock, tenant);
    }

    private static async Task JoinAsync(TestStorage storage, TenantId tenant)
    {
        foreach (var (role, email) in new[] { (MemberRole.Owner, Email), (MemberRole.Admin, "anna.admin@example.test") })
        {
            Assert.True(await storage.Make<MemberDirectory>(storage.Make<MemberRows>()).AddAsync(new Person
            {
                Tenant = tenant, Id = RandomId.New(), Name = "Olive Owner", Email = email, JoinedAt = storage.Clock.GetUtcNow(), Role = role,
            }));
        }
    }

    private static ITenantGrain Company(RecordingSilo silo, TenantId tenant)
    {
        CallerTenant.Set(tenant);
        return silo.Get<IGrainFactory>().GetGrain<ITenantGrain>(new TenantKey(tenant, tenant.Value).ToString());
    }
}

public sealed class SqliteNoticeTests(SqliteEngine engine) : NoticeTests(engine);

public sealed class PostgresNoticeTests(PostgresEngine engine) : NoticeTests(engine);
