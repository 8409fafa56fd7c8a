using JobInterview.Grains.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Retention;

/// <summary>Finds keys of holds that are over: the process died between the decision and the key.</summary>
internal sealed class LeftHoldKeys(KeyStore keys, IHoldBook book)
{
    public async Task DestroyAsync(CancellationToken cancel = default)
    {
        foreach (var key in await keys.FindKindAsync(KeyKinds.Hold, cancel))
        {
            var hold = new TenantKey(key.Tenant, key.Subject!.Value);
            // One that is asked for is left alone: it may be being placed at this moment.
            if (await book.FindAsync(hold, cancel) is { Hold.State: HoldState.Released or HoldState.Withdrawn })
            {
                await book.UnwrapAsync(hold, cancel);
            }
        }
    }
}
