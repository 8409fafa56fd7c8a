using System.Globalization;
using JobInterview.Tenants;
using Microsoft.Extensions.Logging;

namespace JobInterview.Silo.Keys;

/// <summary>Seals and opens under a key at hand; a seal that does not hold raises the alarm, without a word of the content.</summary>
internal sealed partial class Sealer(ILogger<Sealer> logger)
{
    public const string Service = "jobinterview";

    public static byte[] Seal(DataKey key, ReadOnlySpan<byte> plain, byte[] binding)
    {
        using var cipher = key.Cipher();
        return Envelope.Seal(cipher, plain, binding);
    }

    public static byte[][] SealAll(DataKey key, ReadOnlySpan<(byte[] Plain, byte[] Binding)> values)
    {
        using var cipher = key.Cipher();
        return Envelope.SealAll(cipher, values);
    }

    public byte[] Open(DataKey key, ReadOnlySpan<byte> sealedBytes, byte[] binding, string what)
    {
        using var cipher = key.Cipher();
        if (Envelope.TryOpen(cipher, sealedBytes, binding) is { } plain)
        {
            return plain;
        }

        throw Broken(what);
    }

    /// <summary>Raises the alarm, for who opens in another way.</summary>
    public SealBrokenException Broken(string what)
    {
        LogBroken(what);
        return new();
    }

    public static byte[] BindRow(RowAddress row, Guid key) =>
        Envelope.Bind(Service, "row", row.Tenant.ToString(), row.Table, row.Key, row.Schema.ToString(CultureInfo.InvariantCulture), RandomId.Format(key));

    [LoggerMessage(LogLevel.Critical, "Security: the seal of a {What} does not hold; it was changed, moved or damaged, and stays closed")]
    private partial void LogBroken(string what);
}

/// <summary>Sealed bytes are not what was sealed there: changed, moved from another place, or under another key.</summary>
public sealed class SealBrokenException() : Exception("A seal does not hold.");

/// <summary>The key is destroyed, so what it sealed is gone for good.</summary>
public sealed class KeyGoneException() : Exception("The key does not exist any more.");

/// <summary>Where a sealed value lives; moved to any other place it can not be opened.</summary>
public readonly record struct RowAddress(TenantId Tenant, string Table, string Key, int Schema = 1);
