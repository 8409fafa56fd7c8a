using System.Threading.RateLimiting;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;

namespace JobInterview.Api.Http;

/// <summary>At most so many requests of one company are worked on at once; the others wait in line, in order, so that a flood takes only its own time. What the line does not hold is refused.</summary>
/// <remarks>A turn ends when the answer begins: who reads it slowly, or follows a stream for an hour, keeps nobody waiting.</remarks>
internal sealed class Turns(IOptions<LimitOptions> options) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<Line> _lines = PartitionedRateLimiter.Create<Line, Line>(line => RateLimitPartition.GetConcurrencyLimiter(line, _ => new()
    {
        PermitLimit = line.IsRoom ? options.Value.RoomsAtOnce : options.Value.TenantAtOnce,
        QueueLimit = line.IsRoom ? options.Value.RoomsInLine : options.Value.TenantBurst,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    }));

    /// <summary>Waits for a turn; not acquired when the line is too long.</summary>
    public ValueTask<RateLimitLease> TakeAsync(TenantId tenant, bool isRoom, CancellationToken cancel) => _lines.AcquireAsync(new(tenant, isRoom), permitCount: 1, cancel);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private readonly record struct Line(TenantId Tenant, bool IsRoom);
}

/// <summary>On a route whose request lasts as long as a person's line is slow, or a copy is in the making, and that bounds what it holds by itself: it takes no turn.</summary>
internal sealed class Unhurried
{
    public static readonly Unhurried Mark = new();
}
