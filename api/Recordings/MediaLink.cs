using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Recordings;

/// <summary>A link to a recording: who may use it, until when, and a MAC over both. It names nobody and opens nothing for anyone else.</summary>
/// <param name="Session">The member's session that must still be signed in; empty for an API client.</param>
internal sealed record MediaLink(TenantKey Recording, Actor Viewer, Guid Session, DateTimeOffset ExpiresAt)
{
    private const int MacAt = 1 + (4 * 16) + 1 + 8;
    private const int Size = MacAt + HMACSHA256.HashSizeInBytes;
    private const byte Version = 1;

    public string Sign(byte[] key)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = Version;
        Recording.Tenant.Value.TryWriteBytes(bytes[1..], bigEndian: true, out _);
        Recording.Id.TryWriteBytes(bytes[17..], bigEndian: true, out _);
        Viewer.Id.TryWriteBytes(bytes[33..], bigEndian: true, out _);
        Session.TryWriteBytes(bytes[49..], bigEndian: true, out _);
        bytes[65] = (byte)Viewer.Kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[66..], ExpiresAt.ToUnixTimeSeconds());
        HMACSHA256.HashData(key, bytes[..MacAt], bytes[MacAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, byte[] key, [NotNullWhen(true)] out MediaLink? link)
    {
        link = null;
        Span<byte> bytes = stackalloc byte[Size];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Size || bytes[0] != Version
            || Base64Url.EncodeToString(bytes) != text)
        {
            return false;
        }

        HMACSHA256.HashData(key, bytes[..MacAt], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[MacAt..]))
        {
            return false;
        }

        link = new(
            new(new(Id(bytes[1..])), Id(bytes[17..])), new((ActorKind)bytes[65], Id(bytes[33..])), Id(bytes[49..]),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[66..])));
        return true;
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => "media link";

    private static Guid Id(ReadOnlySpan<byte> bytes) => new(bytes[..16], bigEndian: true);
}
