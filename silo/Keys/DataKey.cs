using System.Security.Cryptography;
using JobInterview.Tenants;

namespace JobInterview.Silo.Keys;

/// <summary>An unwrapped key; it never leaves the storage layer, and nobody but the cipher sees its bytes. Wiped it seals and opens nothing more: it never becomes a key of zeros.</summary>
internal sealed class DataKey
{
    public const int Size = 32;
    private const int TagSize = 16;

    // Pinned: the collector moves nothing, so that there is one copy to wipe.
    private readonly byte[] _secret = GC.AllocateArray<byte>(Size, pinned: true);
    private readonly Lock _gate = new();
    private Func<Exception>? _wiped;

    /// <summary>Takes the secret over: the bytes that are given are zeros after this.</summary>
    public DataKey(Guid id, byte[] secret)
    {
        Id = id;
        secret.CopyTo(_secret, 0);
        CryptographicOperations.ZeroMemory(secret);
    }

    public Guid Id { get; }

    public static DataKey Make(Guid id)
    {
        var key = new DataKey(id, new byte[Size]);
        RandomNumberGenerator.Fill(key._secret);
        return key;
    }

    /// <summary>A cipher under this key, for as long as its owner keeps it.</summary>
    public AesGcm Cipher()
    {
        lock (_gate)
        {
            return new(Whole(), TagSize);
        }
    }

    /// <summary>The key itself, sealed under the one above it.</summary>
    public byte[] WrapUnder(DataKey parent, byte[] binding)
    {
        using var cipher = parent.Cipher();
        lock (_gate)
        {
            return Envelope.Seal(cipher, Whole(), binding);
        }
    }

    /// <summary>Another secret that whoever has this key can make again.</summary>
    public byte[] Derive(byte[] purpose)
    {
        lock (_gate)
        {
            return HKDF.Expand(HashAlgorithmName.SHA256, Whole(), Size, purpose);
        }
    }

    public byte[] Mac(ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            return HMACSHA256.HashData(Whole(), text);
        }
    }

    /// <summary>Overwrites the secret; whoever still uses the key hears why it is no more.</summary>
    public void Wipe(Func<Exception> why)
    {
        lock (_gate)
        {
            CryptographicOperations.ZeroMemory(_secret);
            _wiped ??= why;
        }
    }

    public override string ToString() => RandomId.Format(Id);

    private byte[] Whole() => _wiped is { } why ? throw why() : _secret;
}

/// <summary>An unwrapped key was held for longer than a key may be; asking for it again helps.</summary>
public sealed class KeyLeaseEndedException() : TimeoutException("An unwrapped key was held for too long.");
