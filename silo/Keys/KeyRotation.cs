using System.Data.Common;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>Replaces a tenant's key by a new version, in pages and beside all work: the secrets below it stay, only what wraps them changes. Where it stands is in the rows alone, so a kill costs nothing.</summary>
internal sealed class KeyRotation(KeyStore store, KeyVault vault, ITombstones tombstones, RootKey root, Sealer sealer)
{
    private const int PageSize = 200;

    /// <summary>Makes a new version the one that wraps whatever comes; false where an older one is still being replaced.</summary>
    public async Task<bool> BeginAsync(TenantId tenant, CancellationToken cancel = default)
    {
        await vault.PepperAsync(tenant, cancel);              // what the first version gives must be kept before that goes
        var versions = await store.FindVersionsAsync(tenant, cancel);
        if (versions.Count != 1)
        {
            return false;
        }

        var made = DataKey.Make(RandomId.New());
        try
        {
            var stored = new StoredKey(made.Id, KeyKinds.Tenant, tenant, null, []);
            return await store.ReplaceAsync(versions[0].Id, stored with { Wrapped = made.WrapUnder(root.Key, stored.Binding) }, cancel);
        }
        finally
        {
            made.Wipe(static () => new KeyLeaseEndedException());
        }
    }

    /// <summary>Wraps a page of keys anew, or destroys the older version when there is none left; false when all is done.</summary>
    /// <param name="beforeTheLast">What is done before the older version goes: a process that dies in between does it again.</param>
    public async Task<bool> StepAsync(TenantId tenant, Func<Task>? beforeTheLast = null, CancellationToken cancel = default)
    {
        var versions = await store.FindVersionsAsync(tenant, cancel);
        if (versions.Count < 2)
        {
            return false;
        }

        var page = await store.FindBehindAsync(tenant, versions[^1].Id, PageSize, cancel);
        if (page.Count > 0)
        {
            await RewrapAsync(versions, page, cancel);
            return true;
        }

        await (beforeTheLast?.Invoke() ?? Task.CompletedTask);
        await DestroyAsync(tenant, versions[..^1], cancel);
        return true;
    }

    /// <summary>A backup brought back versions that were replaced and destroyed: what they wrap is not lost with them, it is wrapped anew first. Answers how many were there.</summary>
    public async Task<int> ReplaceAgainAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        var risen = (await store.FindKindAsync(KeyKinds.Tenant, cancel)).Where(key => ids.Contains(key.Id)).ToList();
        foreach (var tenant in risen.Select(key => key.Tenant).Distinct())
        {
            await BeginAsync(tenant, cancel);
            while (await StepAsync(tenant, cancel: cancel))
            {
                // until the old version is gone
            }
        }

        return risen.Count;
    }

    /// <summary>Companies whose key is being replaced.</summary>
    public async Task<IReadOnlyList<TenantId>> UnderWayAsync(CancellationToken cancel = default) =>
        [.. (await store.FindKindAsync(KeyKinds.Tenant, cancel)).GroupBy(key => key.Tenant).Where(versions => versions.Count() > 1).Select(versions => versions.Key)];

    private async Task RewrapAsync(List<StoredKey> versions, List<StoredKey> page, CancellationToken cancel)
    {
        var open = versions.ToDictionary(key => key.Id, key => new DataKey(key.Id, sealer.Open(root.Key, key.Wrapped, key.Binding, "key")));
        try
        {
            await store.RewrapAsync([.. page.Select(key => (key, Rewrap(key, open[key.Parent ?? versions[0].Id], open[versions[^1].Id])))], cancel);
        }
        finally
        {
            foreach (var key in open.Values)
            {
                key.Wipe(static () => new KeyLeaseEndedException());
            }
        }
    }

    private StoredKey Rewrap(StoredKey stored, DataKey from, DataKey to)
    {
        var key = new DataKey(stored.Id, sealer.Open(from, stored.Wrapped, stored.Binding, "key"));
        try
        {
            return stored with { Wrapped = key.WrapUnder(to, stored.Binding), Parent = to.Id };
        }
        finally
        {
            key.Wipe(static () => new KeyLeaseEndedException());
        }
    }

    // A process that still knows the old version as the newest may wrap by it at this moment: the database refuses one of the two, and the next step goes on.
    private async Task DestroyAsync(TenantId tenant, List<StoredKey> old, CancellationToken cancel)
    {
        Guid[] ids = [.. old.Select(key => key.Id)];
        var named = await tombstones.AppendAsync(ids, TombstoneKind.Replaced, cancel);
        try
        {
            await store.DestroyAsync(tenant, ids, named, cancel);
            tombstones.Forget(ids);
        }
        catch (DbException failure) when (KeyStore.IsParentGone(failure))
        {
            // something is behind again
        }
    }
}
