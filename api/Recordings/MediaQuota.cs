using System.Collections.Concurrent;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Api.Recordings;

/// <summary>The media that a company's plan includes. The sum is read again after a few seconds: many uploads at once may pass it by what they are long.</summary>
internal sealed class MediaQuota(IRecordings recordings, ITenantDirectory tenants, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TenantId, (long Free, long At)> _known = new();

    public async Task<Refusal?> RefuseAsync(TenantId tenant, long bytes, CancellationToken cancel)
    {
        if (!_known.TryGetValue(tenant, out var known) || clock.GetElapsedTime(known.At) > Fresh)
        {
            if (await tenants.FindAsync(tenant, cancel) is not { } company)
            {
                return Refusals.NotFound;
            }

            known = (Entitlements.Of(company.Tier).MediaBytes - await recordings.StoredBytesAsync(tenant, cancel), clock.GetTimestamp());
            _known[tenant] = known;
        }

        return known.Free < Math.Max(1, bytes) ? RecordingRefusals.QuotaIsUsed : null;
    }
}
