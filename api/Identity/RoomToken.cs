using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Identity;

/// <summary>What opens a room: base64url of the tenant's 16 bytes and 32 random ones, so that the tenant is known before any row is read.</summary>
public sealed record RoomToken
{
    private const int TenantBytes = 16;
    private const int Bytes = TenantBytes + 32;
    private const int Characters = Bytes / 3 * 4;

    private RoomToken(TenantId tenant, string text, byte[] hash) => (Tenant, Text, Hash) = (tenant, text, hash);

    /// <summary>The company whose room it opens.</summary>
    public TenantId Tenant { get; }

    /// <summary>The secret: shown once, kept nowhere in the clear.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the token's bytes: all that is stored for checking.</summary>
    public RoomTokenHash TokenHash => new(Hash);

    /// <summary>The hash as the session's grain knows it.</summary>
    public RoomCaller Caller => new(Convert.ToHexStringLower(Hash));

    private byte[] Hash { get; }

    /// <summary>A new token for a company.</summary>
    public static RoomToken New(TenantId tenant)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        tenant.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes[TenantBytes..]);
        return new(tenant, Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
    }

    /// <summary>Reads the hash that is looked up, without an allocation; false when this can be no room token.</summary>
    internal static bool TryHash(ReadOnlySpan<char> text, out TenantId tenant, out RoomTokenKey key)
    {
        (tenant, key) = (default, default);
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != Characters || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Bytes)
        {
            return false;
        }

        tenant = new(new Guid(bytes[..TenantBytes], bigEndian: true));
        key = RoomTokenKey.Of(bytes);
        return !tenant.IsEmpty;
    }

    /// <summary>Reads a token; false when this can be none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RoomToken? token)
    {
        var isToken = TryHash(text, out var tenant, out var key);
        token = isToken ? new(tenant, text!, key.ToArray()) : null;
        return isToken;
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => "room token";
}
