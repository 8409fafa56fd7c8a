using JobInterview.Grains.DataSubjects;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Tests.Keys;

public abstract class KeyTests(Engine engine)
{
    private static readonly byte[] Name = "Zebedee"u8.ToArray();

    [Fact]
    public async Task A_sealed_row_opens_in_its_place_and_in_another_process()
    {
        var first = await engine.StartAsync();
        var row = Row();
        var value = await first.Get<RowSealer>().SealAsync(row, Name);
        await first.DisposeAsync();

        await using var second = await engine.StartAsync(first);

        Assert.Equal(Name, await second.Get<RowSealer>().OpenAsync(row, value));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("key")]
    [InlineData("schema")]
    public async Task A_sealed_row_does_not_open_in_any_other_place(string moved)
    {
        await using var storage = await engine.StartAsync();
        var row = Row();
        var value = await storage.Get<RowSealer>().SealAsync(row, Name);
        var elsewhere = moved switch
        {
            "table" => row with { Table = "members" },
            "key" => row with { Key = "b" },
            _ => row with { Schema = 2 },
        };

        await Assert.ThrowsAsync<SealBrokenException>(() => storage.Get<RowSealer>().OpenAsync(elsewhere, value));

        Assert.Single(storage.Log.At(LogLevel.Critical));
        Assert.DoesNotContain("Zebedee", storage.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_does_not_open_for_another_tenant()
    {
        var sealer = (await engine.SharedAsync()).Get<RowSealer>();
        var row = Row();
        var value = await sealer.SealAsync(row, Name);

        await Assert.ThrowsAsync<KeyGoneException>(() => sealer.OpenAsync(row with { Tenant = TenantId.New() }, value));
    }

    [Fact]
    public async Task Every_changed_bit_breaks_the_seal()
    {
        await using var storage = await engine.StartAsync();
        var row = Row();
        var value = await storage.Get<RowSealer>().SealAsync(row, Name);

        for (var bit = 0; bit < value.Body.Length * 8; bit++)
        {
            var changed = value.Body.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            await Assert.ThrowsAsync<SealBrokenException>(() => storage.Get<RowSealer>().OpenAsync(row, value with { Body = changed }));
        }
    }

    [Fact]
    public async Task An_unwrapped_key_is_forgotten_after_thirty_seconds()
    {
        await using var storage = await engine.StartAsync();
        await using var other = await engine.StartAsync(storage);
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        var key = await storage.Get<IKeyring>().CreateDataKeyAsync(subject);
        await other.Get<KeyVault>().DestroySubjectAsync(subject);

        Assert.NotNull(await storage.Get<KeyVault>().OpenAsync(subject.Tenant, key));
        storage.Clock.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<KeyGoneException>(() => storage.Get<KeyVault>().OpenAsync(subject.Tenant, key).AsTask());
    }

    [Fact]
    public async Task A_page_opens_what_it_can_and_shows_where_a_key_is_gone()
    {
        await using var storage = await engine.StartAsync();
        var sealer = storage.Get<RowSealer>();
        var tenant = TenantId.New();
        var (kept, gone) = (new TenantKey(tenant, RandomId.New()), new TenantKey(tenant, RandomId.New()));
        var page = new List<(RowAddress, SealedBytes)>();
        foreach (var subject in new[] { kept, gone })
        {
            var row = new RowAddress(tenant, "data_subjects", RandomId.Format(subject.Id));
            page.Add((row, await sealer.SealAsync(row, await storage.Get<IKeyring>().CreateDataKeyAsync(subject), Name)));
        }

        await storage.Get<KeyVault>().DestroySubjectAsync(gone);
        storage.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal([Name, null], await sealer.OpenManyAsync(tenant, page));
    }

    [Fact]
    public async Task All_processes_agree_on_one_secret()
    {
        await using var one = await engine.StartAsync();
        await using var other = await engine.StartAsync(one);

        var secrets = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? one : other).Get<ISystemSecrets>().GetOrCreateAsync("signing", () => Guid.NewGuid().ToByteArray())));

        Assert.Single(secrets.DistinctBy(Convert.ToHexString));
        Assert.Equal(["signing"], await other.Get<ISystemSecrets>().NamesAsync("sign"));
    }

    [Fact]
    public async Task All_processes_agree_on_one_key_of_a_tenant()
    {
        await using var one = await engine.StartAsync();
        await using var other = await engine.StartAsync(one);
        var tenant = TenantId.New();

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : other).Get<KeyVault>().TenantDataKeyAsync(tenant).AsTask()));

        Assert.Single(keys.DistinctBy(k => k.Id));
    }

    [Theory]
    [InlineData("ZEBEDEE@Example.org", "zebedee@example.org ", true)]
    [InlineData("zebedee@example.org", "zebede@example.org", false)]
    public async Task An_address_is_found_however_it_is_written(string stored, string asked, bool same)
    {
        var index = (await engine.SharedAsync()).Get<BlindIndex>();
        var tenant = TenantId.New();

        var (one, other) = (await index.EmailAsync(tenant, stored), await index.EmailAsync(tenant, asked));
        Assert.Equal(same, one.SequenceEqual(other));
        Assert.NotEqual(await index.EmailAsync(tenant, stored), await index.EmailAsync(TenantId.New(), stored));
        Assert.NotEqual(await index.EmailAsync(tenant, stored), await index.SignInAsync(stored));
    }

    [Fact]
    public async Task The_stored_keys_are_wrapped()
    {
        var storage = await engine.SharedAsync();
        var tenant = TenantId.New();
        var key = await storage.Get<KeyVault>().TenantDataKeyAsync(tenant);

        var stored = Assert.Single(await storage.Get<KeyStore>().FindAsync(tenant, [key.Id], default));

        Assert.DoesNotContain(Convert.ToHexString(Secret(key)), Convert.ToHexString(stored.Wrapped), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_old_is_zeros_and_whoever_still_holds_it_seals_nothing_with_them()
    {
        await using var storage = await engine.StartAsync();
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        var id = await storage.Get<IKeyring>().CreateDataKeyAsync(subject);
        var key = await storage.Get<KeyVault>().OpenAsync(subject.Tenant, id);

        storage.Clock.Advance(TimeSpan.FromSeconds(24));
        Assert.Same(key, await storage.Get<KeyVault>().OpenAsync(subject.Tenant, id));
        Assert.Contains(Secret(key), b => b != 0);
        storage.Clock.Advance(TimeSpan.FromSeconds(6));

        Assert.All(Secret(key), b => Assert.Equal(0, b));
        Assert.Throws<KeyLeaseEndedException>(() => Sealer.Seal(key, Name, [1]));
        Assert.NotSame(key, await storage.Get<KeyVault>().OpenAsync(subject.Tenant, id));
    }

    [Fact]
    public async Task A_destroyed_key_and_all_of_a_process_that_ends_are_zeros_at_once()
    {
        var storage = await engine.StartAsync();
        var subject = new TenantKey(TenantId.New(), RandomId.New());
        var vault = storage.Get<KeyVault>();
        var gone = await vault.OpenAsync(subject.Tenant, await storage.Get<IKeyring>().CreateDataKeyAsync(subject));
        var kept = await vault.OpenAsync(subject.Tenant, await storage.Get<IKeyring>().CreateDataKeyAsync(subject));

        await vault.DestroyAsync(subject.Tenant, gone.Id);
        Assert.All(Secret(gone), b => Assert.Equal(0, b));
        Assert.Throws<KeyGoneException>(() => Sealer.Seal(gone, Name, [1]));
        Assert.Contains(Secret(kept), b => b != 0);
        await storage.DisposeAsync();

        Assert.All(Secret(kept), b => Assert.Equal(0, b));
    }

    // Nobody but the cipher sees the bytes; a test does.
    private static byte[] Secret(DataKey key) =>
        (byte[])typeof(DataKey).GetField("_secret", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(key)!;

    private static RowAddress Row() => new(TenantId.New(), "data_subjects", "a");
}

public sealed class SqliteKeyTests(SqliteEngine engine) : KeyTests(engine);

public sealed class PostgresKeyTests(PostgresEngine engine) : KeyTests(engine);
