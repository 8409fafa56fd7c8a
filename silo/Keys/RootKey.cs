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

    /// <summary>Reads the key that wrapped those that are there.</summary>
    public void Load()
    {
        if (!TryLoad())
        {
            throw new StartRefusedException(
                "The root key is missing, but there are keys it wrapped. Put root.key back, or set Keys:Root. A new one would open nothing.");
        }
    }

    /// <summary>Reads the key; false when there is none yet.</summary>
    public bool TryLoad()
    {
        var secret = options.Value.Root is { Length: > 0 } configured ? Convert.FromBase64String(configured) : File.Exists(folder.RootKey) ? File.ReadAllBytes(folder.RootKey) : null;
        _key = secret is null ? _key : Checked(secret);
        return secret is not null;
    }

    /// <summary>Makes the key where nothing is wrapped yet and there is none.</summary>
    public void LoadOrMake()
    {
        if (!TryLoad())
        {
            if (DurableFile.TryCreate(folder.RootKey, RandomNumberGenerator.GetBytes(DataKey.Size)))
            {
                LogMade();
            }

            Load();
        }
    }

    private static DataKey Checked(byte[] secret) =>
        secret.Length == DataKey.Size ? new(Guid.Empty, secret) : throw new StartRefusedException("The root key must be 32 bytes (Keys:Root, or root.key in the data folder).");

    [LoggerMessage(LogLevel.Information, "A root key was made in the data folder. Keep a copy apart from the backups of the data")]
    private partial void LogMade();
}
