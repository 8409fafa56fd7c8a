using System.Diagnostics.CodeAnalysis;

namespace JobInterview.Tenants;

/// <summary>The address of one thing of one tenant, <c>tenant/id</c>: grain key, cache key and blob prefix alike.</summary>
[GenerateSerializer, Immutable, Alias("tenant-key")]
public readonly record struct TenantKey([property: Id(0)] TenantId Tenant, [property: Id(1)] Guid Id)
{
    /// <summary>Reads <c>tenant/id</c>; anything else is a bug of the caller, since users never write keys.</summary>
    public static TenantKey Parse(string key) =>
        TryParse(key, out var parsed) ? parsed : throw new FormatException("A tenant key is written tenant/id.");

    public static bool TryParse([NotNullWhen(true)] string? key, out TenantKey parsed)
    {
        parsed = default;
        if (key is not { Length: 65 } || key[32] != '/'
            || !TenantId.TryParse(key[..32], null, out var tenant) || !RandomId.TryParse(key[33..], out var id))
        {
            return false;
        }

        parsed = new(tenant, id);
        return true;
    }

    public override string ToString() => $"{Tenant}/{RandomId.Format(Id)}";
}
