using System.Collections.Concurrent;

namespace JobInterview.Silo.Keys;

/// <summary>Secrets of the platform itself, sealed under the root key: the same in every process, kept over restarts.</summary>
public interface ISystemSecrets
{
    /// <summary>The secret of this name; the first caller of all processes makes it.</summary>
    Task<byte[]> GetOrCreateAsync(string name, Func<byte[]> make, CancellationToken cancel = default);

    /// <summary>The names that begin so, oldest first.</summary>
    Task<IReadOnlyList<string>> NamesAsync(string prefix, CancellationToken cancel = default);
}

internal sealed class SystemSecrets(KeyStore store, RootKey root, Sealer sealer) : ISystemSecrets
{
    private readonly ConcurrentDictionary<string, byte[]> _open = new();

    public async Task<byte[]> GetOrCreateAsync(string name, Func<byte[]> make, CancellationToken cancel = default)
    {
        if (_open.TryGetValue(name, out var held))
        {
            return held;
        }

        if (await store.FindSecretAsync(name, cancel) is not { } found)
        {
            await store.AddSecretAsync(name, Sealer.Seal(root.Key, make(), Binding(name)), cancel);
            found = await store.FindSecretAsync(name, cancel) ?? throw new KeyGoneException();
        }

        return _open.GetOrAdd(name, sealer.Open(root.Key, found, Binding(name), "system secret"));
    }

    public async Task<IReadOnlyList<string>> NamesAsync(string prefix, CancellationToken cancel = default) =>
        await store.SecretNamesAsync(prefix, cancel);

    /// <summary>What a secret of this name is sealed to.</summary>
    public static byte[] Binding(string name) => Envelope.Bind(Sealer.Service, "secret", "1", name);
}
