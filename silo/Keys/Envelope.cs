using System.Security.Cryptography;
using System.Text;

namespace JobInterview.Silo.Keys;

/// <summary>Sealed bytes: version, algorithm, nonce, ciphertext, tag. AES-256-GCM, bound to what the bytes are.</summary>
internal static class Envelope
{
    private const byte Version = 1;
    private const byte Aes256Gcm = 1;
    private const int NonceAt = 2;
    private const int Nonce = 12;
    private const int BodyAt = NonceAt + Nonce;
    private const int Tag = 16;

    public static byte[] Seal(AesGcm gcm, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> binding)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        RandomNumberGenerator.Fill(nonce);
        return Seal(gcm, nonce, plain, binding);
    }

    /// <summary>Seals several under one cipher: the system is asked for random bytes once for all of them.</summary>
    public static byte[][] SealAll(AesGcm gcm, ReadOnlySpan<(byte[] Plain, byte[] Binding)> values)
    {
        var nonces = RandomNumberGenerator.GetBytes(Nonce * values.Length);
        var sealedValues = new byte[values.Length][];
        for (var i = 0; i < values.Length; i++)
        {
            sealedValues[i] = Seal(gcm, nonces.AsSpan(i * Nonce, Nonce), values[i].Plain, values[i].Binding);
        }

        return sealedValues;
    }

    /// <summary>The plain bytes, or null when anything about them is not as it was sealed.</summary>
    public static byte[]? TryOpen(AesGcm gcm, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> binding)
    {
        if (sealedBytes.Length < BodyAt + Tag || sealedBytes[0] != Version || sealedBytes[1] != Aes256Gcm)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length - BodyAt - Tag];
        try
        {
            gcm.Decrypt(sealedBytes.Slice(NonceAt, Nonce), sealedBytes[BodyAt..^Tag], sealedBytes[^Tag..], plain, binding);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>What sealed bytes are bound to; each part carries its length, so that no two lists of parts look alike.</summary>
    public static byte[] Bind(params ReadOnlySpan<string> parts)
    {
        var size = 0;
        foreach (var part in parts)
        {
            size += sizeof(int) + Encoding.UTF8.GetByteCount(part);
        }

        var bytes = new byte[size];
        var at = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, bytes.AsSpan(at + sizeof(int)));
            BitConverter.TryWriteBytes(bytes.AsSpan(at), length);
            at += sizeof(int) + length;
        }

        return bytes;
    }

    private static byte[] Seal(AesGcm gcm, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> binding)
    {
        var sealedBytes = GC.AllocateUninitializedArray<byte>(BodyAt + plain.Length + Tag);
        sealedBytes[0] = Version;
        sealedBytes[1] = Aes256Gcm;
        nonce.CopyTo(sealedBytes.AsSpan(NonceAt));
        gcm.Encrypt(nonce, plain, sealedBytes.AsSpan(BodyAt, plain.Length), sealedBytes.AsSpan(BodyAt + plain.Length), binding);
        return sealedBytes;
    }
}
