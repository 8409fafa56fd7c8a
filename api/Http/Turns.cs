using System.Threading.RateLimiting;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Http;

/// <summary>At most so many requests of one company are worked on at once, and of each of its rooms; the others wait in line, in order, so that a flood takes only its own time. What the
/// line does not hold is refused.</summary>
/// <remarks>A turn ends when the answer begins: who reads it slowly, or follows a stream for an hour, keeps nobody waiting.</remarks>
internal sealed class Turns : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Caller> _rooms;
    private readonly PartitionedRateLimiter<Caller> _companies;
    private readonly PartitionedRateLimiter<Caller> _both;

    public Turns(IOptions<LimitOptions> options)
    {
        var limits = options.Value;
        _rooms = PartitionedRateLimiter.Create<Caller, Guid>(caller =>
            caller.Room is { } room ? AtOnce(room, limits.RoomAtOnce, limits.RoomBurst) : RateLimitPartition.GetNoLimiter(Guid.Empty));
        _companies = PartitionedRateLimiter.Create<Caller, (TenantId, bool IsRoom)>(caller =>
            caller.Room is null ? AtOnce((caller.Tenant, false), limits.TenantAtOnce, limits.TenantBurst) : AtOnce((caller.Tenant, true), limits.RoomsAtOnce, limits.RoomsInLine));
        _both = PartitionedRateLimiter.CreateChained(_rooms, _companies);
    }

    /// <summary>Waits for a turn; not acquired when the line is too long.</summary>
    public ValueTask<RateLimitLease> TakeAsync(TenantId tenant, Guid? room, CancellationToken cancel) => _both.AcquireAsync(new(tenant, room), permitCount: 1, cancel);

    public async ValueTask DisposeAsync()
    {
        await _both.DisposeAsync();
        await _companies.DisposeAsync();
        await _rooms.DisposeAsync();
    }

    private static RateLimitPartition<TKey> AtOnce<TKey>(TKey key, int turns, int waiting) => RateLimitPartition.GetConcurrencyLimiter(key, _ => new()
    {
        PermitLimit = turns, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly record struct Caller(TenantId Tenant, Guid? Room);
}

/// <summary>On a route whose request lasts as long as a person's line is slow, or a copy is in the making, and that bounds what it holds by itself: it takes no turn.</summary>
internal sealed class Unhurried
{
    public static readonly Unhurried Mark = new();
}
