using JobInterview.Silo.Keys;

namespace JobInterview.Api.Identity;

/// <summary>Secrets of the platform for places that can not wait: options and key rings are read once, after the storage is ready.</summary>
internal static class KeptSecret
{
    public static byte[] Get(this ISystemSecrets secrets, string name, Func<byte[]> make) =>
        Task.Run(() => secrets.GetOrCreateAsync(name, make)).GetAwaiter().GetResult();
}
