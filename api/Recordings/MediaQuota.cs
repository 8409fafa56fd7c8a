using System.Collections.Concurrent;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Recordings;

/// <summary>The media that a company's plan includes. Every body is weighed before it is read, whatever length its upload was told; the sum is read again after a few seconds,
/// and what this process has let through meanwhile is taken off it.</summary>
internal sealed class MediaQuota(IRecordings recordings, ITenantDirectory tenants, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TenantId, Room> _known = new();

    /// <summary>Refuses what does not fit; takes nothing.</summary>
    public async Task<Refusal?> RefuseAsync(TenantId tenant, long bytes, CancellationToken cancel)
    {
        var (room, unknown) = await RoomOfAsync(tenant, cancel);
        return unknown ?? (room!.Free < Math.Max(1, bytes) ? RecordingRefusals.QuotaIsUsed : null);
    }

    /// <summary>Takes the bytes of a body; of one that does not say how long it is, gives how long it may be. No bytes always fit: where more is kept than the plan
    /// holds, as after a downgrade, what was begun can still be looked at and closed.</summary>
    public async Task<Outcome<long>> TakeAsync(TenantId tenant, long? bytes, CancellationToken cancel)
    {
        var (room, unknown) = await RoomOfAsync(tenant, cancel);
        return unknown is not null ? unknown
            : bytes is not { } known ? Math.Max(0, room!.Free)
            : known == 0 || room!.TryTake(known) ? known : RecordingRefusals.QuotaIsUsed;
    }

    private async Task<(Room? Room, Refusal? Unknown)> RoomOfAsync(TenantId tenant, CancellationToken cancel)
    {
        if (_known.TryGetValue(tenant, out var known) && clock.GetElapsedTime(known.At) <= Fresh)
        {
            return (known, null);
        }

        if (await tenants.FindAsync(tenant, cancel) is not { } company)
        {
            return (null, Refusals.NotFound);
        }

        known = new(Entitlements.Of(company.Tier).MediaBytes - await recordings.StoredBytesAsync(tenant, cancel), clock.GetTimestamp());
        _known[tenant] = known;
        return (known, null);
    }

    private sealed class Room(long free, long at)
    {
        private long _free = free;

        public long At => at;

        public long Free => Interlocked.Read(ref _free);

        public bool TryTake(long bytes)
        {
            if (Interlocked.Add(ref _free, -bytes) >= 0)
            {
                return true;
            }

            Interlocked.Add(ref _free, bytes);
            return false;
        }
    }
}
