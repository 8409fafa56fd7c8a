using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace JobInterview.Api.Http;

/// <summary>Makes the positions in lists unforgeable: a position, and a MAC over it and the list that it belongs to.</summary>
public sealed class Cursors(ReadOnlyMemory<byte> key)
{
    private const int MacBytes = 16;

    /// <summary>The cursor of a position in a list.</summary>
    public string Seal(string scope, string position)
    {
        var text = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Mac(scope, text), .. text]);
    }

    /// <summary>The position in this list, unless the cursor was made for another one or by someone else.</summary>
    public bool TryOpen(string scope, string? cursor, [NotNullWhen(true)] out string? position)
    {
        position = null;
        if (cursor is not { Length: > 0 and <= 1024 } || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < MacBytes || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MacBytes), Mac(scope, bytes.AsSpan(MacBytes))))
        {
            return false;
        }

        position = Encoding.UTF8.GetString(bytes, MacBytes, bytes.Length - MacBytes);
        return true;
    }

    private byte[] Mac(string scope, ReadOnlySpan<byte> position)
    {
        var scoped = Encoding.UTF8.GetBytes(scope);
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, scoped.Length);
        return HMACSHA256.HashData(key.Span, [.. length, .. scoped, .. position])[..MacBytes];
    }
}
