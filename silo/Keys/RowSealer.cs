using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>Seals what a row holds of a person, and opens it again only in the same row.</summary>
public sealed class RowSealer
{
    private readonly KeyVault _vault;
    private readonly Sealer _sealer;

    internal RowSealer(KeyVault vault, Sealer sealer) => (_vault, _sealer) = (vault, sealer);

    /// <summary>Seals under the company's own key: for what belongs to no single person.</summary>
    public async Task<SealedBytes> SealAsync(RowAddress row, ReadOnlyMemory<byte> plain, CancellationToken cancel = default) =>
        Seal(await _vault.TenantDataKeyAsync(row.Tenant, cancel), row, plain);

    /// <summary>Seals under a data key of a person (see IKeyring), which dies with the person's key.</summary>
    public async Task<SealedBytes> SealAsync(RowAddress row, Guid key, ReadOnlyMemory<byte> plain, CancellationToken cancel = default) =>
        Seal(await _vault.OpenAsync(row.Tenant, key, cancel), row, plain);

    /// <summary>Opens one value. Throws <see cref="KeyGoneException"/> when its key is destroyed.</summary>
    public async Task<byte[]> OpenAsync(RowAddress row, SealedBytes value, CancellationToken cancel = default) =>
        Open(await _vault.OpenAsync(row.Tenant, value.Key, cancel), row, value);

    /// <summary>Opens the values of one page of one tenant, keys fetched together; null where the key is destroyed.</summary>
    public async Task<byte[]?[]> OpenManyAsync(
        TenantId tenant, IReadOnlyList<(RowAddress Row, SealedBytes Value)> page, CancellationToken cancel = default)
    {
        var keys = await _vault.OpenManyAsync(tenant, page.Select(p => p.Value.Key), cancel);
        return [.. page.Select(p => keys.TryGetValue(p.Value.Key, out var key) ? Open(key, p.Row, p.Value) : null)];
    }

    private static SealedBytes Seal(DataKey key, RowAddress row, ReadOnlyMemory<byte> plain) =>
        new(key.Id, Sealer.Seal(key, plain.Span, Sealer.BindRow(row, key.Id)));

    private byte[] Open(DataKey key, RowAddress row, SealedBytes value) =>
        _sealer.Open(key, value.Body, Sealer.BindRow(row, value.Key), row.Table);
}

/// <summary>Sealed bytes and the key that opens them: the two columns of a sealed row.</summary>
public readonly record struct SealedBytes(Guid Key, byte[] Body);
