using JobInterview.Silo.GrainStorage;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Activators;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace JobInterview.Silo.Tests.GrainStorage;

public abstract class GrainStorageTests(Engine engine)
{
    [Fact]
    public async Task State_is_read_back_with_its_version()
    {
        var (storage, grain) = (Storage(await engine.SharedAsync()), Grain());
        var written = new GrainState<Notes> { State = new("first") };

        await storage.WriteStateAsync("notes", grain, written);
        written.State = new("second");
        await storage.WriteStateAsync("notes", grain, written);
        var read = await ReadAsync(storage, grain);

        Assert.Equal("second", read.State!.Text);
        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Fact]
    public async Task A_grain_without_state_gets_an_empty_one()
    {
        var read = await ReadAsync(Storage(await engine.SharedAsync()), Grain());

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal("", read.State!.Text);
    }

    [Fact]
    public async Task Of_concurrent_first_writes_one_wins()
    {
        var (storage, grain) = (Storage(await engine.SharedAsync()), Grain());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await Record.ExceptionAsync(() => storage.WriteStateAsync("notes", grain, new GrainState<Notes> { State = new($"{i}") }))));

        Assert.Equal(19, outcomes.OfType<InconsistentStateException>().Count());
        Assert.True((await ReadAsync(storage, grain)).RecordExists);
    }

    [Fact]
    public async Task A_stale_write_is_refused_and_changes_nothing()
    {
        var (storage, grain) = (Storage(await engine.SharedAsync()), Grain());
        var first = new GrainState<Notes> { State = new("first") };
        await storage.WriteStateAsync("notes", grain, first);
        var stale = new GrainState<Notes> { State = new("stale"), ETag = first.ETag };
        await storage.WriteStateAsync("notes", grain, first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("notes", grain, stale));

        Assert.Equal("first", (await ReadAsync(storage, grain)).State!.Text);
    }

    [Fact]
    public async Task Clearing_removes_the_row_and_a_stale_write_after_it_is_refused()
    {
        var (storage, grain) = (Storage(await engine.SharedAsync()), Grain());
        var state = new GrainState<Notes> { State = new("first") };
        await storage.WriteStateAsync("notes", grain, state);
        var stale = new GrainState<Notes> { State = new("stale"), ETag = state.ETag };

        await storage.ClearStateAsync("notes", grain, state);

        Assert.False((await ReadAsync(storage, grain)).RecordExists);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("notes", grain, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("notes", grain, stale));
    }

    [Fact]
    public async Task Swapped_states_stay_closed_and_raise_the_alarm()
    {
        await using var own = await engine.StartAsync();
        var (storage, tenant) = (Storage(own), TenantId.New());
        var (one, other) = (Grain(tenant), Grain(tenant));
        await storage.WriteStateAsync("notes", one, new GrainState<Notes> { State = new("one") });
        await storage.WriteStateAsync("notes", other, new GrainState<Notes> { State = new("other") });
        var store = own.Get<IStateStore>();

        await store.WriteAsync("notes", one, (await store.ReadAsync("notes", other))!.Body, version: 1);

        await Assert.ThrowsAsync<SealBrokenException>(() => ReadAsync(storage, one));
        Assert.Contains(own.Log.At(LogLevel.Critical), entry => entry.Contains("grain state", StringComparison.Ordinal));
    }

    private static SealedGrainStorage Storage(TestStorage storage) => storage.Make<SealedGrainStorage>(new Activators());

    private static GrainId Grain(TenantId? tenant = null) => GrainId.Create("notes", new TenantKey(tenant ?? TenantId.New(), RandomId.New()).ToString());

    private static async Task<GrainState<Notes>> ReadAsync(SealedGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<Notes>();
        await storage.ReadStateAsync("notes", grain, state);
        return state;
    }

    private sealed record Notes(string Text)
    {
        public Notes()
            : this("")
        {
        }
    }

    private sealed class Activators : IActivatorProvider, IActivator<Notes>
    {
        public IActivator<T> GetActivator<T>() => (IActivator<T>)(object)this;

        public Notes Create() => new();
    }
}

public sealed class SqliteGrainStorageTests(SqliteEngine engine) : GrainStorageTests(engine);

public sealed class PostgresGrainStorageTests(PostgresEngine engine) : GrainStorageTests(engine);
