using System.Security.Cryptography;
using JobInterview.Silo.Starts;

namespace JobInterview.Silo.Keys;

/// <summary>A secret that says which root key wrapped the others, so that another one is known before anything is done under it.</summary>
internal sealed class RootCheck(RootKey root, Sealer sealer, ISystemSecrets secrets)
{
    public const string Name = "root-check";

    public void Verify(byte[]? stored)
    {
        try
        {
            _ = stored is null ? [] : sealer.Open(root.Key, stored, SystemSecrets.Binding(Name), "system secret");
        }
        catch (SealBrokenException broken)
        {
            throw new StartRefusedException("The root key is not the one that wrapped the stored keys. Put the right one back.", broken);
        }
    }

    public Task MakeAsync(CancellationToken cancel) => secrets.GetOrCreateAsync(Name, () => RandomNumberGenerator.GetBytes(32), cancel);
}
