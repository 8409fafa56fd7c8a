using System.Text.Json;
using JobInterview.Grains.Sessions;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Outbox;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Outbox;

public abstract class OutboxTests(Engine engine)
{
    private static readonly InvitationLetter Letter = new(
        "Zoë Martin", "zoe@example.org", new("http://localhost:5080/i/token"), "Acme", "Coordinator", "en", Sessions.Noon);

    [Fact]
    public async Task A_message_is_handled_once_and_its_row_goes()
    {
        await using var storage = await engine.StartAsync();
        await WriteAsync(storage);
        var handler = new Recorder(OutboxVerdict.Done);

        await Dispatcher(storage, handler).DrainAsync(default);
        await Dispatcher(storage, handler).DrainAsync(default);

        Assert.Equal(Letter, Assert.Single(handler.Letters));
        Assert.Null(await storage.Make<OutboxQueue>().ClaimAsync(OutboxLane.Quick, default));
    }

    [Fact]
    public async Task Two_processes_never_hold_the_same_message()
    {
        await using var one = await engine.StartAsync();
        await using var other = await engine.StartAsync(one);
        for (var i = 0; i < 10; i++)
        {
            await WriteAsync(one);
        }

        var (first, second) = (new Recorder(OutboxVerdict.Done), new Recorder(OutboxVerdict.Done));
        await Task.WhenAll(Dispatcher(one, first).DrainAsync(default), Dispatcher(other, second).DrainAsync(default));

        Assert.Equal(10, first.Ids.Concat(second.Ids).Distinct().Count());
        Assert.Equal(10, first.Ids.Count + second.Ids.Count);
    }

    [Fact]
    public async Task What_a_killed_process_had_taken_is_taken_again_after_the_lease()
    {
        await using var storage = await engine.StartAsync();
        await WriteAsync(storage);
        var queue = storage.Make<OutboxQueue>();
        var taken = await queue.ClaimAsync(OutboxLane.Quick, default);

        Assert.Null(await queue.ClaimAsync(OutboxLane.Quick, default));
        storage.Clock.Advance(OutboxLane.Quick.Lease);

        var again = await queue.ClaimAsync(OutboxLane.Quick, default);
        Assert.Equal((taken!.Id, 2), (again!.Id, again.Attempts));
    }

    [Fact]
    public async Task A_kept_mail_is_read_by_its_company_alone()
    {
        await using var storage = await engine.StartAsync();
        var session = await WriteAsync(storage);

        await Dispatcher(storage, new Recorder(OutboxVerdict.Keep)).DrainAsync(default);

        var mail = Assert.Single((await storage.Get<IOutboxReader>().ListAsync(session.Tenant, OutboxState.Kept, null, 10)).Items);
        Assert.Equal(Letter, mail.Mail);
        Assert.Empty((await storage.Get<IOutboxReader>().ListAsync(TenantId.New(), null, null, 10)).Items);
    }

    [Fact]
    public async Task A_failing_message_waits_longer_each_time_and_at_last_has_failed()
    {
        await using var storage = await engine.StartAsync();
        var session = await WriteAsync(storage);
        var handler = new Recorder(OutboxVerdict.Retry);

        for (var attempt = 0; attempt < 40; attempt++)
        {
            await Dispatcher(storage, handler).DrainAsync(default);
            var before = handler.Ids.Count;
            var pause = Math.Min(5 * Math.Pow(2, attempt), 3600);
            storage.Clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            await Dispatcher(storage, handler).DrainAsync(default);
            Assert.Equal(before, handler.Ids.Count);          // not a moment early
            storage.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(40, handler.Ids.Count);
        Assert.Single((await storage.Get<IOutboxReader>().ListAsync(session.Tenant, OutboxState.Failed, null, 10)).Items);
    }

    [Fact]
    public async Task A_message_that_waits_is_looked_at_again_for_as_long_as_it_takes()
    {
        await using var storage = await engine.StartAsync();
        await WriteAsync(storage);
        var handler = new Recorder(OutboxVerdict.Wait);

        for (var look = 1; look <= 60; look++)
        {
            await Dispatcher(storage, handler).DrainAsync(default);
            Assert.Equal(look, handler.Ids.Count);
            storage.Clock.Advance(OutboxQueue.Wait);
        }

        var failing = new Recorder(null);
        await Dispatcher(storage, failing).DrainAsync(default);
        storage.Clock.Advance(TimeSpan.FromSeconds(5));
        await Dispatcher(storage, new Recorder(OutboxVerdict.Done)).DrainAsync(default);

        Assert.Single(failing.Ids);                           // waiting was no failure: the first one is the first
        Assert.Null(await storage.Make<OutboxQueue>().ClaimAsync(OutboxLane.Quick, default));
    }

    [Fact]
    public async Task A_slow_kind_is_taken_by_its_own_lane_alone()
    {
        await using var storage = await engine.StartAsync();
        await WriteAsync(storage);
        var (queue, quick) = (storage.Make<OutboxQueue>(), new OutboxLane([InvitationLetter.Kind], IsSlow: false, TimeSpan.FromSeconds(45)));

        Assert.Null(await queue.ClaimAsync(quick, default));
        Assert.NotNull(await queue.ClaimAsync(quick with { IsSlow = true, HandlerLimit = TimeSpan.FromMinutes(5) }, default));

        storage.Clock.Advance(OutboxLane.Quick.Lease);
        Assert.Null(await queue.ClaimAsync(quick with { IsSlow = true }, default));
        storage.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(await queue.ClaimAsync(quick with { IsSlow = true }, default));
    }

    [Fact]
    public async Task A_handler_that_throws_is_tried_again()
    {
        await using var storage = await engine.StartAsync();
        await WriteAsync(storage);
        await Dispatcher(storage, new Recorder(null)).DrainAsync(default);
        storage.Clock.Advance(TimeSpan.FromSeconds(5));
        var handler = new Recorder(OutboxVerdict.Done);

        await Dispatcher(storage, handler).DrainAsync(default);

        Assert.Single(handler.Ids);
        Assert.DoesNotContain("zoe@example.org", storage.Log.All, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<TenantKey> WriteAsync(TestStorage storage)
    {
        var session = await Sessions.NewAsync(storage);
        var message = new OutboxMessage(Guid.NewGuid(), InvitationLetter.Kind, JsonSerializer.SerializeToUtf8Bytes(Letter, JsonSerializerOptions.Web));
        await storage.Get<ISessionJournal>().AppendAsync(Sessions.Append(session, 1) with { Outbox = [message] });
        return session.Session;
    }

    private static OutboxDispatcher Dispatcher(TestStorage storage, IOutboxHandler handler) =>
        storage.Make<OutboxDispatcher>(storage.Make<OutboxQueue>(), (IEnumerable<IOutboxHandler>)new[] { handler });

    private sealed class Recorder(OutboxVerdict? verdict) : IOutboxHandler
    {
        public List<Guid> Ids { get; } = [];

        public List<InvitationLetter> Letters { get; } = [];

        public string Kind => InvitationLetter.Kind;

        public Task<OutboxVerdict> HandleAsync(TenantKey session, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
        {
            Assert.Equal(session.Tenant, CallerTenant.Current);
            Ids.Add(messageId);
            Letters.Add(JsonSerializer.Deserialize<InvitationLetter>(payload.Span, JsonSerializerOptions.Web)!);
            return Task.FromResult(verdict ?? throw new InvalidOperationException("zoe@example.org"));
        }
    }
}

public sealed class SqliteOutboxTests(SqliteEngine engine) : OutboxTests(engine);

public sealed class PostgresOutboxTests(PostgresEngine engine) : OutboxTests(engine);
