using System.Threading.RateLimiting;
using JobInterview.Api.Http;
using JobInterview.Tenants;

namespace JobInterview.Api.Tests.Http;

/// <summary>A company that asks for very much at once waits for itself; nobody else does.</summary>
public sealed class TurnsTests : IAsyncDisposable
{
    private static readonly LimitOptions Options = new() { TenantAtOnce = 8, TenantBurst = 500, RoomAtOnce = 16, RoomsAtOnce = 64 };
    private static readonly TenantId Loud = new(RandomId.New());
    private static readonly TenantId Quiet = new(RandomId.New());
    private readonly Turns _turns = new(Microsoft.Extensions.Options.Options.Create(Options));

    [Fact]
    public async Task The_oldest_in_line_is_next_and_another_company_stands_in_its_own()
    {
        var working = new List<IDisposable>();
        for (var i = 0; i < Options.TenantAtOnce; i++)
        {
            working.Add(await Take(Loud));
        }

        var (first, second) = (Take(Loud), Take(Loud));
        Assert.False(first.IsCompleted);
        Assert.True(Take(Quiet) is { IsCompleted: true, Result.IsAcquired: true });
        Assert.True(Take(Loud, room: RandomId.New()) is { IsCompleted: true, Result.IsAcquired: true });

        working[0].Dispose();
        Assert.True((await first).IsAcquired);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task A_room_that_holds_all_its_turns_leaves_those_of_the_company_to_the_others()
    {
        var room = RandomId.New();
        var held = Enumerable.Range(0, Options.RoomsAtOnce).Select(_ => Take(Quiet, room)).ToList();
        Assert.Equal(Options.RoomAtOnce, held.Count(turn => turn.IsCompleted));
        Assert.True(Take(Quiet, RandomId.New()) is { IsCompleted: true, Result.IsAcquired: true });

        (await held[0]).Dispose();
        Assert.True((await held[Options.RoomAtOnce]).IsAcquired);
    }

    [Fact]
    public async Task A_whole_burst_waits_and_what_is_more_is_refused()
    {
        var all = Enumerable.Range(0, Options.TenantAtOnce + Options.TenantBurst).Select(_ => Take(Loud)).ToList();
        Assert.Equal(Options.TenantAtOnce, all.Count(turn => turn.IsCompleted));
        Assert.False((await Take(Loud)).IsAcquired);
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_line()
    {
        using var patience = new CancellationTokenSource();
        var all = Enumerable.Range(0, Options.TenantAtOnce + Options.TenantBurst).Select(_ => Take(Loud, cancel: patience.Token)).ToList();
        await patience.CancelAsync();
        await Assert.AllAsync(all[Options.TenantAtOnce..], turn => Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn));
        Assert.False(Take(Loud).IsCompleted);
    }

    public ValueTask DisposeAsync() => _turns.DisposeAsync();

    private Task<RateLimitLease> Take(TenantId tenant, Guid? room = null, CancellationToken cancel = default) => _turns.TakeAsync(tenant, room, cancel).AsTask();
}
