using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Data;

public abstract class ListTests(Engine engine)
{
    [Fact]
    public async Task A_person_is_one_subject_however_often_and_however_fast_they_are_invited()
    {
        var subjects = (await engine.SharedAsync()).Get<ISubjectDirectory>();
        var tenant = TenantId.New();

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            subjects.FindOrAddAsync(tenant, new("Zoë Martin", i % 2 == 0 ? "zoe@example.org" : "Zoe@Example.org"))));

        Assert.Single(ids.Distinct());
        Assert.Single((await subjects.ListAsync(tenant, null, null, 10)).Items);
        Assert.NotEqual(ids[0], await subjects.FindOrAddAsync(TenantId.New(), new("Zoë Martin", "zoe@example.org")));
    }

    [Theory]
    [InlineData("zoe@example.org", 1)]
    [InlineData("martin", 2)]
    [InlineData("MARTIN zoë", 1)]
    [InlineData("mart", 0)]
    [InlineData("martin nobody", 0)]
    [InlineData("...", 0)]
    public async Task People_are_found_by_whole_words_and_whole_addresses(string search, int found)
    {
        var storage = await engine.SharedAsync();
        var (tenant, subjects) = (TenantId.New(), storage.Get<ISubjectDirectory>());
        foreach (var person in new Person[] { new("Zoë Martin", "zoe@example.org"), new("Paul Martin", "paul@example.org"), new("Ann Lee", "ann@example.org") })
        {
            var subject = await subjects.FindOrAddAsync(tenant, person);
            await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(await Sessions.NewAsync(storage, tenant), 1, subject: subject));
        }

        Assert.Equal(found, (await subjects.ListAsync(tenant, search, null, 10)).Items.Count);
        Assert.Equal(found, (await storage.Get<ISessionList>().ListAsync(tenant, new(Search: search), null, 10)).Items.Count);
    }

    [Fact]
    public async Task A_session_is_in_the_list_the_moment_it_is_acknowledged_with_its_candidate()
    {
        var storage = await engine.SharedAsync();
        var tenant = TenantId.New();
        var subject = await storage.Get<ISubjectDirectory>().FindOrAddAsync(tenant, new("Zoë Martin", "zoe@example.org"));
        var session = await Sessions.NewAsync(storage, tenant);

        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1, subject: subject));
        var row = Assert.Single((await storage.Get<ISessionList>().ListAsync(tenant, new(), null, 10)).Items);

        Assert.Equal(("Zoë Martin", "zoe@example.org"), (row.CandidateName, row.CandidateEmail));
        Assert.Equal(1, row.Listing.Seq);
        Assert.Equal(1, (await storage.Get<ISessionList>().CountAsync(tenant))[SessionState.InProgress]);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_repeat()
    {
        var storage = await engine.SharedAsync();
        var (tenant, list) = (TenantId.New(), storage.Get<ISessionList>());
        for (var i = 0; i < 25; i++)
        {
            await storage.Get<ISessionJournal>().AppendAsync(
                Sessions.Append(await Sessions.NewAsync(storage, tenant), 1, createdAt: Sessions.Noon.AddMinutes(i / 4)));      // several at one time
        }

        var (seen, after) = (new List<SessionSummary>(), default(string));
        do
        {
            var page = await list.ListAsync(tenant, new(), after, 10);
            Assert.InRange(page.Items.Count, 1, 10);
            (seen, after) = ([.. seen, .. page.Items], page.Next);
        }
        while (after is not null);

        Assert.Equal(25, seen.Select(s => s.Id).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(s => s.Listing.CreatedAt).Select(s => s.Listing.CreatedAt), seen.Select(s => s.Listing.CreatedAt));
    }

    [Fact]
    public async Task Lists_are_filtered_by_state_and_deadline()
    {
        var storage = await engine.SharedAsync();
        var (tenant, list) = (TenantId.New(), storage.Get<ISessionList>());
        var session = await Sessions.NewAsync(storage, tenant);
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1));

        Assert.Single((await list.ListAsync(tenant, new([SessionState.InProgress]), null, 10)).Items);
        Assert.Empty((await list.ListAsync(tenant, new([SessionState.Completed]), null, 10)).Items);
        Assert.Equal([session.Session.Id], await list.OverdueAsync(tenant, Sessions.Noon.AddHours(2), 10));
        Assert.Empty(await list.OverdueAsync(tenant, Sessions.Noon, 10));
    }

    [Fact]
    public async Task A_slug_belongs_to_one_company_and_a_suspended_one_is_not_found()
    {
        var storage = await engine.SharedAsync();
        var directory = storage.Get<ITenantDirectory>();
        var company = new TenantListing(TenantId.New(), "Acme", $"acme-{Guid.NewGuid():n}"[..20], PlanTier.Starter, Sessions.Noon);

        Assert.True(await directory.AddAsync(company));
        Assert.True(await directory.AddAsync(company));
        Assert.False(await directory.AddAsync(company with { Id = TenantId.New() }));
        Assert.Equal(company, await directory.FindBySlugAsync(company.Slug));
        Assert.Equal(company, await directory.FindAsync(company.Id));
        Assert.True(await directory.AnyAsync());
        Assert.Null(await directory.FindBySlugAsync("nobody"));
        await storage.ExecuteAsync($"update tenants set suspended = true where slug = '{company.Slug}'");
        Assert.Null(await directory.FindBySlugAsync(company.Slug));
        Assert.Null(await directory.FindAsync(company.Id));
    }

    [Fact]
    public async Task A_plan_is_written_again_without_a_second_row()
    {
        var storage = await engine.SharedAsync();
        var plan = new TenantKey(TenantId.New(), RandomId.New());
        var listing = new PlanListing(plan.Id, "Coordinator", ["en", "fr"], 0, PlanStatus.Draft, 6, Sessions.Noon, Sessions.Noon);
        var plans = storage.Get<IPlanList>();

        await plans.UpsertAsync(plan, listing);
        await plans.UpsertAsync(plan, listing with { Version = 1, Status = PlanStatus.Published });

        var row = Assert.Single((await plans.ListAsync(plan.Tenant, PlanStatus.Published, null, 10)).Items);
        Assert.Equal((1, "Coordinator"), (row.Version, row.Title));
        Assert.Equal(["en", "fr"], row.Languages);
        Assert.Empty((await plans.ListAsync(plan.Tenant, PlanStatus.Draft, null, 10)).Items);
    }
}

public sealed class SqliteListTests(SqliteEngine engine) : ListTests(engine);

public sealed class PostgresListTests(PostgresEngine engine) : ListTests(engine);
