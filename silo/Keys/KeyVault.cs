using JobInterview.Grains.DataSubjects;
using JobInterview.Silo.Tombstones;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>The tree of keys: root, tenant, subject, data. Each is wrapped by the one above, so destroying one closes all below.</summary>
internal sealed class KeyVault(KeyStore store, ITombstones tombstones, RootKey root, Sealer sealer, TimeProvider clock) : IKeyring, IDisposable
{
    private const int PageSize = 200;
    private readonly KeyCache _cache = new(clock);

    public async Task<Guid> CreateDataKeyAsync(TenantKey subject, CancellationToken cancel = default)
    {
        var parent = await SubjectKeyAsync(subject, cancel);
        var key = DataKey.Make(RandomId.New());
        await store.AddAsync(Wrap(key, KeyKinds.Data, subject.Tenant, subject.Id, parent), cancel);
        _cache.Keep(DataName(subject.Tenant, key.Id), key);
        return key.Id;
    }

    /// <summary>The key of what belongs to a company and to no single person.</summary>
    public async ValueTask<DataKey> TenantDataKeyAsync(TenantId tenant, CancellationToken cancel = default) =>
        await SlotAsync(
            KeyKinds.TenantDataSlot(tenant), KeyKinds.TenantData, tenant, null, () => TenantKeyAsync(tenant, cancel), cancel);

    public async ValueTask<DataKey> OpenAsync(TenantId tenant, Guid id, CancellationToken cancel = default) =>
        _cache.Find(DataName(tenant, id)) ?? (await OpenManyAsync(tenant, [id], cancel)).GetValueOrDefault(id) ?? throw new KeyGoneException();

    /// <summary>Opens many keys with at most three reads; a destroyed key is missing from the answer.</summary>
    public async Task<Dictionary<Guid, DataKey>> OpenManyAsync(TenantId tenant, IEnumerable<Guid> ids, CancellationToken cancel = default)
    {
        var open = new Dictionary<Guid, DataKey>();
        var closed = new List<Guid>();
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

        if (closed.Count == 0)
        {
            return open;
        }

        var stored = await store.FindAsync(tenant, closed, cancel);
        var parents = await SubjectKeysAsync(tenant, [.. stored.Select(k => k.Subject).OfType<Guid>().Distinct()], cancel);
        foreach (var key in stored)
        {
            var parent = key.Subject is { } subject ? parents.GetValueOrDefault(subject) : await TenantKeyAsync(tenant, cancel);
            if (parent is not null)
            {
                open[key.Id] = _cache.Keep(DataName(tenant, key.Id), Unwrap(key, parent));
            }
        }

        return open;
    }

    /// <summary>Destroys one data key, here at once and in other processes within the lease of their caches.</summary>
    public Task DestroyAsync(TenantId tenant, Guid id, CancellationToken cancel = default) => DestroyAsync(tenant, [id], cancel);

    /// <summary>The same for a page of keys. From the log of destroyed keys on there is no way back: whoever comes next goes through with it.</summary>
    public async Task DestroyAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        Guid[] stored = [.. (await store.FindAsync(tenant, ids, cancel)).Select(key => key.Id)];
        if (stored.Length > 0)
        {
            var named = await tombstones.AppendAsync(stored, TombstoneKind.Destroyed, cancel);
            await store.DestroyAsync(tenant, stored, named, cancel);
            tombstones.Forget(stored);
        }

        foreach (var id in ids)
        {
            _cache.Destroy(DataName(tenant, id));
        }
    }

    /// <summary>Destroys a person's own key and all below it.</summary>
    public async Task DestroySubjectAsync(TenantKey subject, CancellationToken cancel = default)
    {
        var keys = await store.FindOfSubjectAsync(subject, cancel);
        foreach (var page in keys.Select(key => key.Id).Chunk(PageSize))
        {
            await DestroyAsync(subject.Tenant, page, cancel);
        }

        _cache.Destroy(KeyKinds.SubjectSlot(subject.Tenant, subject.Id));
    }

    /// <summary>Which of these data keys are stored and not given up; it opens none.</summary>
    public async Task<HashSet<Guid>> ExistingAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        HashSet<Guid> stored = [.. (await store.FindAsync(tenant, ids, cancel)).Select(key => key.Id)];
        stored.ExceptWith(await tombstones.NamedAsync(stored, cancel));
        return stored;
    }

    /// <summary>The tenant's pepper for blind indexes; it dies with the tenant's key.</summary>
    public async ValueTask<DataKey> PepperAsync(TenantId tenant, CancellationToken cancel = default) =>
        new(Guid.Empty, (await TenantKeyAsync(tenant, cancel)).Derive("blind-index"u8.ToArray()));

    public void Dispose() => _cache.Dispose();

    private async Task<Dictionary<Guid, DataKey>> SubjectKeysAsync(TenantId tenant, IReadOnlyCollection<Guid> subjects, CancellationToken cancel)
    {
        var open = new Dictionary<Guid, DataKey>();
        var slots = new List<string>();
        foreach (var subject in subjects)
        {
            var slot = KeyKinds.SubjectSlot(tenant, subject);
            if (_cache.Find(slot) is { } key)
            {
                open[subject] = key;
            }
            else
            {
                slots.Add(slot);
            }
        }

        if (slots.Count > 0)
        {
            var parent = await TenantKeyAsync(tenant, cancel);
            foreach (var key in await store.FindSlotsAsync(slots, cancel))
            {
                open[key.Subject!.Value] = _cache.Keep(key.Slot!, Unwrap(key, parent));
            }
        }

        return open;
    }

    private ValueTask<DataKey> TenantKeyAsync(TenantId tenant, CancellationToken cancel) =>
        SlotAsync(KeyKinds.TenantSlot(tenant), KeyKinds.Tenant, tenant, null, () => new(root.Key), cancel);

    private ValueTask<DataKey> SubjectKeyAsync(TenantKey subject, CancellationToken cancel) => SlotAsync(
        KeyKinds.SubjectSlot(subject.Tenant, subject.Id), KeyKinds.Subject, subject.Tenant, subject.Id,
        () => TenantKeyAsync(subject.Tenant, cancel), cancel);

    private async ValueTask<DataKey> SlotAsync(
        string slot, string kind, TenantId tenant, Guid? subject, Func<ValueTask<DataKey>> parentAsync, CancellationToken cancel)
    {
        if (_cache.Find(slot) is { } held)
        {
            return held;
        }

        var parent = await parentAsync();
        if (await FindAsync() is not { } found)
        {
            var made = DataKey.Make(RandomId.New());
            await store.AddAsync(Wrap(made, kind, tenant, subject, parent), cancel);
            found = await FindAsync() ?? throw new KeyGoneException();      // of two that made one, the first is kept
        }

        return _cache.Keep(slot, Unwrap(found, parent));

        async Task<StoredKey?> FindAsync() => (await store.FindSlotsAsync([slot], cancel)).SingleOrDefault();
    }

    private static StoredKey Wrap(DataKey key, string kind, TenantId tenant, Guid? subject, DataKey parent)
    {
        var stored = new StoredKey(key.Id, kind, tenant, subject, []);
        return stored with { Wrapped = key.WrapUnder(parent, stored.Binding) };
    }

    private DataKey Unwrap(StoredKey key, DataKey parent) => new(key.Id, sealer.Open(parent, key.Wrapped, key.Binding, "key"));

    private static string DataName(TenantId tenant, Guid id) => $"{tenant}/{RandomId.Format(id)}";
}
