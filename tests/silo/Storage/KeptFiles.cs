using System.Security.Cryptography;

namespace JobInterview.Silo.Tests.Storage;

/// <summary>What a folder holds, byte by byte. SQLite's own index of a log of changes is no content: any reader makes it anew.</summary>
internal static class KeptFiles
{
    public static Dictionary<string, string> Of(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && new FileInfo(file).Length > 0)
        .ToDictionary(file => Path.GetRelativePath(folder, file), Sha256);

    private static string Sha256(string file)
    {
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
