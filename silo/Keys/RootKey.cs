using System.Security.Cryptography;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Keys;

/// <summary>The key that wraps all others: from the settings, else a file that is made once.</summary>
internal sealed partial class RootKey(IOptions<KeysOptions> options, DataFolder folder, ILogger<RootKey> logger)
{
    private DataKey? _key;

    public DataKey Key => _key ?? throw new InvalidOperationException("The storage is not prepared yet.");

    /// <summary>Reads the key, or makes it. Refuses to make one while there are keys that another one wrapped.</summary>
    public void Load(bool wrappedKeysExist)
    {
        if (options.Value.Root is { Length: > 0 } configured)
        {
            _key = Checked(Convert.FromBase64String(configured));
            return;
        }

        if (!File.Exists(folder.RootKey))
        {
            if (wrappedKeysExist)
            {
                throw new StartRefusedException(
                    "The root key is missing, but there are keys it wrapped. Put root.key back, or set Keys:Root. A new one would open nothing.");
            }

            if (DurableFile.TryCreate(folder.RootKey, RandomNumberGenerator.GetBytes(DataKey.Size)))
            {
                LogMade();
            }
        }

        _key = Checked(File.ReadAllBytes(folder.RootKey));
    }

    private static DataKey Checked(byte[] secret) =>
        secret.Length == DataKey.Size ? new(Guid.Empty, secret) : throw new StartRefusedException("The root key must be 32 bytes (Keys:Root, or root.key in the data folder).");

    [LoggerMessage(LogLevel.Information, "A root key was made in the data folder. Keep a copy apart from the backups of the data")]
    private partial void LogMade();
}
