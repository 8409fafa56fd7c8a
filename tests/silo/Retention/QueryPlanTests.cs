using JobInterview.Grains.Retention;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>What retention asks again and again costs what it finds, not what is kept: each look is a range of an index.</summary>
public abstract class QueryPlanTests(Engine engine)
{
    private static readonly Dictionary<string, Func<TestStorage, TenantId, DateTimeOffset, Task>> Looks = new()
    {
        ["due"] = (storage, tenant, now) => storage.Get<IDueLedger>().DueAsync(tenant, now, 200),
        ["begun"] = (storage, tenant, _) => storage.Get<IDueLedger>().BegunAsync(tenant, 200),
        ["shredded"] = (storage, tenant, now) => storage.Get<IDueLedger>().ShreddedAsync(tenant, now, 200),
        ["next"] = (storage, tenant, _) => storage.Get<IDueLedger>().NextAsync(tenant),
        ["destroying"] = (storage, tenant, _) => storage.Get<IDueLedger>().IsDestroyingAsync(tenant),
        ["some"] = (storage, tenant, _) => storage.Get<IDueLedger>().FindAsync(tenant, [Guid.NewGuid(), Guid.NewGuid()]),
        ["needed"] = (storage, tenant, _) => storage.Get<IDueLedger>().StillNeededAsync(tenant, [Line(tenant, AssetKind.DecisionRecord), Line(tenant, AssetKind.Person)]),
        ["a page of what is kept"] = (storage, tenant, _) => storage.Get<IDueLedger>().KeptAsync(tenant, Guid.NewGuid(), 200),
        ["a page of recordings"] = (storage, tenant, _) => storage.Make<LedgerWalk>().RecordingsAsync(tenant, Guid.NewGuid()),
        ["a page of sessions"] = (storage, tenant, _) => storage.Make<LedgerWalk>().SessionsAsync(tenant, Guid.NewGuid()),
        ["a page of people"] = (storage, tenant, now) => storage.Make<LedgerWalk>().PeopleAsync(tenant, Guid.NewGuid(), now),
    };

    public static TheoryData<string> Names => [.. Looks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_look_of_retention_is_a_range_of_an_index(string look)
    {
        var (storage, tenant) = (await engine.SharedAsync(), TenantId.New());
        await FillAsync(storage, tenant);

        var taken = await QueryPlans.OfAsync(() => Looks[look](storage, tenant, storage.Clock.GetUtcNow()));

        Assert.NotEmpty(taken);
        Assert.All(taken.Where(IsFilled), plan => Assert.True(!plan.WholeReads.Any(), $"{string.Join('\n', plan.Lines)}\n{plan.Sql}"));
    }

    [Fact]
    public async Task The_sweeper_finds_what_is_due_in_any_company_by_an_index()
    {
        var storage = await engine.SharedAsync();
        await FillAsync(storage, TenantId.New());

        var taken = await QueryPlans.OfAsync(() => storage.Make<OverdueTenants>().FindAsync(storage.Clock.GetUtcNow()));

        Assert.Equal(4, taken.Count);
        // The third reads the interviews that run, which have an index of their own; the last one holds, of which a company has a few.
        Assert.All(taken.SkipLast(1).Where(IsFilled), plan => Assert.True(plan.WholeReads.All(line => line.Contains("IX_due_ledger_running", StringComparison.Ordinal)), $"{string.Join('\n', plan.Lines)}\n{plan.Sql}"));
    }

    [Fact]
    public async Task The_sweeper_finds_interviews_over_their_deadline_by_an_index_in_each_company()
    {
        var storage = await engine.SharedAsync();

        var taken = await QueryPlans.OfAsync(() => storage.Make<OverdueTenants>().LapsedAsync(storage.Clock.GetUtcNow()));

        Assert.Single(taken);
        Assert.All(taken.Where(IsFilled), plan => Assert.True(plan.WholeReads.All(line => line.StartsWith("SCAN t ", StringComparison.Ordinal)), $"{string.Join('\n', plan.Lines)}\n{plan.Sql}"));
    }

    /// <summary>Puts in what a planner that looks at sizes needs to choose well.</summary>
    private protected virtual Task FillAsync(TestStorage storage, TenantId tenant) => Task.CompletedTask;

    /// <summary>Whether all that a statement reads is filled.</summary>
    private protected virtual bool IsFilled(QueryPlan plan) => true;

    private static DueEntry Line(TenantId tenant, AssetKind kind) => new() { Asset = new(tenant, Guid.NewGuid()), Kind = kind, SessionId = Guid.NewGuid(), SubjectId = Guid.NewGuid(), KeyId = Guid.NewGuid() };
}

public sealed class SqliteQueryPlanTests(SqliteEngine engine) : QueryPlanTests(engine);

public sealed class PostgresQueryPlanTests(PostgresEngine engine) : QueryPlanTests(engine)
{
    private static readonly string[] Other = ["sessions", "recordings", "data_subjects"];

    private protected override async Task FillAsync(TestStorage storage, TenantId tenant)
    {
        await storage.ExecuteAsync($"""
            insert into due_ledger (tenant, asset, kind, session, subject_id, key_id, starts_at, due_at, rule, state, holds, version)
            select '{tenant.Value}', gen_random_uuid(), 'Recording', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now(), now() + n * interval '1 minute', 'plan-starter-7-days', 'Scheduled', 0, 0
            from generate_series(1, 5000) n
            """);
        await storage.ExecuteAsync("analyze due_ledger");
    }

    private protected override bool IsFilled(QueryPlan plan) => !Other.Any(table => plan.Sql.Contains(table, StringComparison.Ordinal));
}
