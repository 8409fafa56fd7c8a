using System.Data.Common;
using JobInterview.Grains.DataSubjects;
using JobInterview.Silo.Journal;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>The tree of keys: root, tenant, subject, data. Each is wrapped by the one above, so destroying one closes all below.</summary>
internal sealed class KeyVault(KeyStore store, ITombstones tombstones, RootKey root, Sealer sealer, TimeProvider clock) : IKeyring, IDisposable
{
    private const int PageSize = 200;
    private const int Tries = 3;
    private readonly KeyCache _cache = new(clock);
    private readonly GatheredReads<(TenantId Tenant, Guid Id), StoredKey> _data = new(
        (keys, cancel) => store.FindAsync([.. keys.Select(key => key.Id)], cancel), key => (key.Tenant, key.Id), SessionJournal.Patience, clock);

    private readonly GatheredReads<string, StoredKey> _slots = new(store.FindSlotsAsync, key => key.Slot!, SessionJournal.Patience, clock);

    public async Task<Guid> CreateDataKeyAsync(TenantKey subject, CancellationToken cancel = default)
    {
        var parent = await SubjectKeyAsync(subject, cancel);
        var key = DataKey.Make(RandomId.New());
        await store.AddAsync(Wrap(key, new(key.Id, KeyKinds.Data, subject.Tenant, subject.Id, []), parent), cancel);
        _cache.Keep(DataName(subject.Tenant, key.Id), key);
        return key.Id;
    }

    /// <summary>The key of what belongs to a company and to no single person.</summary>
    public ValueTask<DataKey> TenantDataKeyAsync(TenantId tenant, CancellationToken cancel = default) => SlotAsync(KeyKinds.TenantData, tenant, null, cancel);

    /// <summary>The tenant's pepper for blind indexes: a key of its own, so that it outlives the versions of the tenant's key.</summary>
    public ValueTask<DataKey> PepperAsync(TenantId tenant, CancellationToken cancel = default) => SlotAsync(KeyKinds.Pepper, tenant, null, cancel);

    public async ValueTask<DataKey> OpenAsync(TenantId tenant, Guid id, CancellationToken cancel = default) =>
        _cache.Find(DataName(tenant, id)) ?? (await OpenManyAsync(tenant, [id], cancel)).GetValueOrDefault(id) ?? throw new KeyGoneException();

    /// <summary>Opens many keys with a few reads; a destroyed key is missing from the answer, unless a hold keeps it.</summary>
    public async Task<Dictionary<Guid, DataKey>> OpenManyAsync(TenantId tenant, IEnumerable<Guid> ids, CancellationToken cancel = default)
    {
        var open = new Dictionary<Guid, DataKey>();
        var closed = new HashSet<Guid>();
        foreach (var id in ids.Distinct())
        {
            if (_cache.Find(DataName(tenant, id)) is { } key)
            {
                open[id] = key;
            }
            else
            {
                closed.Add(id);
            }
        }

        if (closed.Count > 0)
        {
            var stored = await _data.FindAsync([.. closed.Select(id => (tenant, id))], cancel);
            var parents = await ParentsAsync(tenant, KeyKinds.Subject, stored.Select(key => key.Subject), cancel);
            foreach (var key in stored)
            {
                var known = key.Subject is not { } subject ? await UnwrapAsync(key, cancel)
                    : parents.GetValueOrDefault(subject) is { } parent ? Unwrap(key, parent) : null;
                if (known is not null)
                {
                    open[key.Id] = _cache.Keep(DataName(tenant, key.Id), known);
                }
            }

            closed.ExceptWith(open.Keys);
        }

        foreach (var key in closed.Count > 0 ? await OpenHeldAsync(tenant, closed, cancel) : [])
        {
            open[key.Id] = key;
        }

        return open;
    }

    /// <summary>Wraps data keys a second time, under the key of a hold, durable when this returns; false when one of them is destroyed. Repeating it changes nothing.</summary>
    public async Task<bool> HoldAsync(TenantKey hold, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        foreach (var page in ids.Chunk(PageSize))
        {
            var open = await OpenManyAsync(hold.Tenant, page, cancel);
            if ((await ExistingAsync(hold.Tenant, page, cancel)).Count < page.Length || open.Count < page.Length)
            {
                return false;
            }

            var parent = await SlotAsync(KeyKinds.Hold, hold.Tenant, hold.Id, cancel);
            foreach (var key in open.Values)
            {
                await store.AddAsync(Wrap(key, new(RandomId.New(), KeyKinds.Held, hold.Tenant, hold.Id, [], parent.Id, key.Id), parent), cancel);
            }
        }

        return true;
    }

    /// <summary>Destroys one data key, here at once and in other processes within the lease of their caches.</summary>
    public Task DestroyAsync(TenantId tenant, Guid id, CancellationToken cancel = default) => DestroyAsync(tenant, [id], cancel);

    /// <summary>The same for a page of keys, with what wraps them a second time. From the log of destroyed keys on there is no way back: whoever comes next goes through with it.</summary>
    public async Task DestroyAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        var stored = (await store.FindAsync(tenant, ids, cancel)).Where(key => key.Kind == KeyKinds.Data);   // the company's own key opens more than one thing
        await BuryAsync(tenant, [.. stored, .. await store.FindWrapsAsync(tenant, ids, cancel)], cancel);
        foreach (var id in ids)
        {
            _cache.Destroy(DataName(tenant, id));
        }
    }

    /// <summary>Destroys a person's own key and all below it; what a hold keeps opens by the hold's key still. Of a hold: its key and all that it wraps.</summary>
    public async Task DestroySubjectAsync(TenantKey subject, CancellationToken cancel = default)
    {
        var keys = await store.FindOfSubjectAsync(subject, cancel);
        foreach (var page in keys.OrderBy(key => key.Kind == KeyKinds.Hold).Chunk(PageSize))
        {
            await BuryAsync(subject.Tenant, page, cancel);
        }

        foreach (var key in keys)
        {
            if (key.Wraps is { } data)
            {
                _cache.Forget(DataName(subject.Tenant, data));  // the data key may go on under the person's
            }
            else
            {
                _cache.Destroy(key.Slot ?? DataName(subject.Tenant, key.Id));
            }
        }
    }

    /// <summary>Which of these data keys are stored and not given up; it opens none.</summary>
    public async Task<HashSet<Guid>> ExistingAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        HashSet<Guid> stored = [.. (await store.FindAsync(tenant, ids, cancel)).Select(key => key.Id)];
        stored.ExceptWith(await tombstones.NamedAsync(stored, cancel));
        return stored;
    }

    /// <summary>Which of these data keys are in the store no more, not under a hold either.</summary>
    public async Task<HashSet<Guid>> MissingAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        HashSet<Guid> missing = [.. ids];
        missing.ExceptWith(missing.Count == 0 ? [] : (await store.FindAsync(tenant, ids, cancel)).Select(key => key.Id));
        missing.ExceptWith(missing.Count == 0 ? [] : (await store.FindWrapsAsync(tenant, missing, cancel)).Select(wrap => wrap.Wraps!.Value));
        return missing;
    }

    public void Dispose() => _cache.Dispose();

    private async Task BuryAsync(TenantId tenant, StoredKey[] keys, CancellationToken cancel)
    {
        if (keys.Length > 0)
        {
            Guid[] ids = [.. keys.Select(key => key.Id)];
            var named = await tombstones.AppendAsync(ids, TombstoneKind.Destroyed, cancel);
            await store.DestroyAsync(tenant, ids, named, cancel);
            tombstones.Forget(ids);
        }
    }

    private async Task<List<DataKey>> OpenHeldAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var wraps = await store.FindWrapsAsync(tenant, ids, cancel);
        var holds = await ParentsAsync(tenant, KeyKinds.Hold, wraps.Select(wrap => wrap.Subject), cancel);
        return
        [
            .. wraps.Where(wrap => holds.ContainsKey(wrap.Subject!.Value)).DistinctBy(wrap => wrap.Wraps)
                .Select(wrap => _cache.Keep(DataName(tenant, wrap.Wraps!.Value), new(wrap.Wraps.Value, Opened(wrap, holds[wrap.Subject!.Value])))),
        ];
    }

    // The keys of some people or holds; one that is destroyed is missing.
    private async Task<Dictionary<Guid, DataKey>> ParentsAsync(TenantId tenant, string kind, IEnumerable<Guid?> owners, CancellationToken cancel)
    {
        var open = new Dictionary<Guid, DataKey>();
        var slots = new List<string>();
        foreach (var owner in owners.OfType<Guid>().Distinct())
        {
            var slot = new StoredKey(default, kind, tenant, owner, []).Slot!;
            if (_cache.Find(slot) is { } key)
            {
                open[owner] = key;
            }
            else
            {
                slots.Add(slot);
            }
        }

        foreach (var key in slots.Count > 0 ? await _slots.FindAsync(slots, cancel) : [])
        {
            if (await UnwrapAsync(key, cancel) is { } parent)
            {
                open[key.Subject!.Value] = _cache.Keep(key.Slot!, parent);
            }
        }

        return open;
    }

    private ValueTask<DataKey> SubjectKeyAsync(TenantKey subject, CancellationToken cancel) => SlotAsync(KeyKinds.Subject, subject.Tenant, subject.Id, cancel);

    private ValueTask<DataKey> TenantKeyAsync(TenantId tenant, CancellationToken cancel) => SlotAsync(KeyKinds.Tenant, tenant, null, cancel);

    // A key below a tenant's, which may be wrapped anew at this moment: its row is asked again. Null: it is gone.
    private async Task<DataKey?> UnwrapAsync(StoredKey key, CancellationToken cancel)
    {
        for (StoredKey? row = key; row is not null;)
        {
            var version = await VersionAsync(row, cancel);
            var before = row;
            if (version is null || row.Parent is null)
            {
                row = (await store.FindAsync(key.Tenant, [key.Id], cancel)).SingleOrDefault();
            }

            if (version is not null && row?.Parent == before.Parent)
            {
                return Unwrap(before, version);
            }
        }

        return null;
    }

    // The version of the tenant's key that wraps another: the one it names, or the oldest. Null: it was replaced and destroyed since the row was read.
    private async ValueTask<DataKey?> VersionAsync(StoredKey child, CancellationToken cancel)
    {
        var newest = await TenantKeyAsync(child.Tenant, cancel);
        if (child.Parent == newest.Id)
        {
            return newest;
        }

        var name = $"version:{child.Tenant}/{(child.Parent is { } id ? RandomId.Format(id) : "oldest")}";
        if (_cache.Find(name) is { } held)
        {
            return held;
        }

        var version = (await store.FindVersionsAsync(child.Tenant, cancel)).FirstOrDefault(key => child.Parent is null || key.Id == child.Parent);
        return version is null ? null : _cache.Keep(name, Unwrap(version, root.Key));
    }

    private async ValueTask<DataKey> SlotAsync(string kind, TenantId tenant, Guid? owner, CancellationToken cancel)
    {
        var empty = new StoredKey(default, kind, tenant, owner, []);
        var slot = empty.Slot!;
        if (_cache.Find(slot) is { } held)
        {
            return held;
        }

        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if ((await _slots.FindAsync([slot], cancel)).SingleOrDefault() is { } found)
            {
                if ((kind == KeyKinds.Tenant ? Unwrap(found, root.Key) : await UnwrapAsync(found, cancel)) is { } open)
                {
                    return _cache.Keep(slot, open);
                }

                continue;
            }

            var parent = kind == KeyKinds.Tenant ? root.Key : await TenantKeyAsync(tenant, cancel);
            // Older rows were indexed under what the tenant's first key gives; a later version of it never makes a pepper.
            var made = kind == KeyKinds.Pepper ? new(RandomId.New(), parent.Derive("blind-index"u8.ToArray())) : DataKey.Make(RandomId.New());
            try
            {
                await store.AddAsync(Wrap(made, empty with { Id = made.Id, Parent = kind == KeyKinds.Tenant ? null : parent.Id }, parent), cancel);
            }
            catch (DbException failure) when (KeyStore.IsParentGone(failure))
            {
                _cache.Forget(KeyKinds.TenantSlot(tenant));   // another process has finished a rotation: the newest version is in the slot
            }
        }

        throw new KeyGoneException();
    }

    private static StoredKey Wrap(DataKey key, StoredKey stored, DataKey parent) => stored with { Wrapped = key.WrapUnder(parent, stored.Binding) };

    private DataKey Unwrap(StoredKey key, DataKey parent) => new(key.Id, Opened(key, parent));

    private byte[] Opened(StoredKey key, DataKey parent) => sealer.Open(parent, key.Wrapped, key.Binding, "key");

    private static string DataName(TenantId tenant, Guid id) => $"{tenant}/{RandomId.Format(id)}";
}
