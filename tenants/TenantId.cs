using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace JobInterview.Tenants;

/// <summary>A company: a random 128-bit value, written as 32 lowercase hex digits; any other spelling is no tenant.</summary>
[GenerateSerializer, Immutable, Alias("tenant-id")]
public readonly record struct TenantId([property: Id(0)] Guid Value) : IParsable<TenantId>
{
    /// <summary>A new random identifier.</summary>
    public static TenantId New() => new(RandomId.New());

    /// <summary>Whether this names no tenant at all.</summary>
    public bool IsEmpty => Value == Guid.Empty;

    public static TenantId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("A tenant id is 32 lowercase hex digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TenantId result)
    {
        var parsed = RandomId.TryParse(s, out var value);
        result = new(value);
        return parsed;
    }

    public override string ToString() => RandomId.Format(Value);
}

/// <summary>The one spelling of an identifier outside: 32 lowercase hex digits of a random 128-bit value.</summary>
public static class RandomId
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>128 bits from the system's random number generator, never a time or a sequence.</summary>
    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new(bytes, bigEndian: true);
    }

    /// <summary>Writes the 32 lowercase hex digits.</summary>
    public static string Format(Guid id) => id.ToString("n");

    /// <summary>Reads exactly 32 lowercase hex digits, and refuses the empty id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid id)
    {
        id = default;
        return text is { Length: 32 }
            && !text.AsSpan().ContainsAnyExcept(LowerHex)
            && Guid.TryParseExact(text, "n", out id)
            && id != Guid.Empty;
    }
}
