using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace JobInterview.Api.Identity;

/// <summary>A SHA-256 as a value: compared and hashed without an allocation.</summary>
internal readonly record struct RoomTokenKey(ulong A, ulong B, ulong C, ulong D)
{
    public static RoomTokenKey Of(ReadOnlySpan<byte> token)
    {
        Span<RoomTokenKey> key = stackalloc RoomTokenKey[1];
        SHA256.HashData(token, MemoryMarshal.AsBytes(key));
        return key[0];
    }

    public byte[] ToArray()
    {
        var self = this;
        return MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref self, 1)).ToArray();
    }

    public override int GetHashCode() => A.GetHashCode();     // the bytes of a SHA-256 are spread evenly already
}
