using CsCheck;
using JobInterview.Grains.DataSubjects;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Tests.Keys;

/// <summary>A tenant's key gets a new version while two processes go on reading and writing.</summary>
public abstract class KeyRotationTests(Engine engine)
{
    private static readonly byte[] Words = "She asked me why."u8.ToArray();

    [Fact]
    public async Task What_was_sealed_before_during_and_after_opens_whatever_the_order()
    {
        await using var storage = await engine.StartAsync();
        await using var other = await engine.StartAsync(storage);
        await Gen.Int[0, 5].Array[4, 16].SampleAsync(async steps =>
        {
            var world = new Company(TenantId.New());
            await world.SealAsync(storage);
            foreach (var step in steps)
            {
                var process = step % 2 == 0 ? storage : other;
                switch (step / 2)
                {
                    case 0:
                        await world.SealAsync(process);
                        break;
                    case 1:
                        await process.Get<KeyRotation>().BeginAsync(world.Tenant);
                        break;
                    default:
                        await process.Get<KeyRotation>().StepAsync(world.Tenant);      // and no more: as if it was killed then
                        break;
                }

                await world.AssertOpensAsync(storage);
                await world.AssertOpensAsync(other);
            }

            storage.Clock.Advance(TimeSpan.FromSeconds(31));  // nothing is held in memory any more
            await world.AssertOpensAsync(storage);
        }, iter: 12, threads: 1);
    }

    [Fact]
    public async Task The_old_version_is_destroyed_in_the_end_and_wraps_nothing_of_any_page()
    {
        await using var storage = await engine.StartAsync();
        var (company, neighbour) = (new Company(TenantId.New()), new Company(TenantId.New()));
        await neighbour.SealAsync(storage);
        for (var i = 0; i < 230; i++)
        {
            await company.SealAsync(storage);                 // a person each: more than a page of keys
        }

        var old = Assert.Single(await storage.Get<KeyStore>().FindVersionsAsync(company.Tenant, default));
        var index = await storage.Get<BlindIndex>().EmailAsync(company.Tenant, "zebedee@example.org");
        Assert.True(await storage.Get<KeyRotation>().BeginAsync(company.Tenant));
        Assert.False(await storage.Get<KeyRotation>().BeginAsync(company.Tenant));
        Assert.Equal([company.Tenant], await storage.Get<KeyRotation>().UnderWayAsync());
        await storage.Make<KeyRotator>().RunAsync();

        await using var next = await engine.StartAsync(storage);
        var newest = Assert.Single(await next.Get<KeyStore>().FindVersionsAsync(company.Tenant, default));
        Assert.NotEqual(old.Id, newest.Id);
        Assert.Contains(await next.Get<ITombstones>().ReadAsync(0).ToListAsync(), entry => entry.Kind == TombstoneKind.Replaced && entry.Keys.Contains(old.Id));
        await company.AssertOpensAsync(next);
        await neighbour.AssertOpensAsync(next);
        Assert.Equal(index, await next.Get<BlindIndex>().EmailAsync(company.Tenant, "zebedee@example.org"));
        Assert.Empty(next.Log.At(LogLevel.Critical));
    }

    [Fact]
    public async Task A_process_that_knows_only_the_old_version_can_not_wrap_by_it_when_it_is_gone()
    {
        await using var storage = await engine.StartAsync();
        await using var stale = await engine.StartAsync(storage);
        var company = new Company(TenantId.New());
        await company.SealAsync(stale);                       // holds the version for half a minute

        await storage.Get<KeyRotation>().BeginAsync(company.Tenant);
        await storage.Make<KeyRotator>().RunAsync();
        await company.SealAsync(stale);

        storage.Clock.Advance(TimeSpan.FromSeconds(31));
        await company.AssertOpensAsync(storage);
        await company.AssertOpensAsync(stale);
    }

    [Fact]
    public async Task A_wrapped_key_in_the_row_of_another_person_opens_neither_before_nor_after()
    {
        await using var storage = await engine.StartAsync();
        var company = new Company(TenantId.New());
        await company.SealAsync(storage);
        await company.SealAsync(storage);
        await storage.Get<KeyRotation>().BeginAsync(company.Tenant);
        await storage.Make<KeyRotator>().RunAsync();
        var store = storage.Get<KeyStore>();
        var newest = (await store.FindVersionsAsync(company.Tenant, default)).Single();
        var people = await store.FindSlotsAsync([.. company.Subjects.Select(subject => KeyKinds.SubjectSlot(company.Tenant, subject))], default);

        await store.RewrapAsync([(people[0], people[0] with { Wrapped = people[1].Wrapped, Parent = newest.Id })], default);

        await using var next = await engine.StartAsync(storage);
        await Assert.ThrowsAsync<SealBrokenException>(() => company.AssertOpensAsync(next));
    }

    [Fact]
    public async Task A_backup_from_before_opens_all_of_it_by_another_new_version_and_the_old_one_goes_again()
    {
        await using var storage = await engine.StartAsync();
        var company = new Company(TenantId.New());
        await company.SealAsync(storage);
        await storage.Get<KeyVault>().PepperAsync(company.Tenant);
        var store = storage.Get<KeyStore>();
        var old = (await store.FindVersionsAsync(company.Tenant, default)).Single();
        var below = await store.FindBehindAsync(company.Tenant, Guid.Empty, 100, default);
        await storage.Get<KeyRotation>().BeginAsync(company.Tenant);
        await storage.Make<KeyRotator>().RunAsync();

        var newest = (await store.FindVersionsAsync(company.Tenant, default)).Single();
        await store.ReplaceAsync(newest.Id, old, default);    // the rows as the backup has them
        var now = await store.FindBehindAsync(company.Tenant, Guid.Empty, 100, default);
        await store.RewrapAsync([.. now.Select(key => (key, below.Single(before => before.Id == key.Id)))], default);
        await store.DestroyAgainAsync([newest.Id], default);

        await using var restored = await engine.StartAsync(storage);
        await company.AssertOpensAsync(restored);
        Assert.NotEqual(old.Id, Assert.Single(await restored.Get<KeyStore>().FindVersionsAsync(company.Tenant, default)).Id);
    }

    private sealed class Company(TenantId tenant)
    {
        private readonly List<(RowAddress Row, SealedBytes Value)> _rows = [];

        public TenantId Tenant => tenant;

        public List<Guid> Subjects { get; } = [];

        public async Task SealAsync(TestStorage storage)
        {
            var subject = RandomId.New();
            Subjects.Add(subject);
            var row = new RowAddress(tenant, "data_subjects", RandomId.Format(subject));
            var key = await storage.Get<IKeyring>().CreateDataKeyAsync(new(tenant, subject));
            _rows.Add((row, await storage.Get<RowSealer>().SealAsync(row, key, Words)));
            _rows.Add((row, await storage.Get<RowSealer>().SealAsync(row, Words)));
        }

        public async Task AssertOpensAsync(TestStorage storage) =>
            Assert.All(await storage.Get<RowSealer>().OpenManyAsync(tenant, _rows), opened => Assert.Equal(Words, opened));
    }
}

public sealed class SqliteKeyRotationTests(SqliteEngine engine) : KeyRotationTests(engine);

public sealed class PostgresKeyRotationTests(PostgresEngine engine) : KeyRotationTests(engine);
