using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Grains.Tenants;
using Konscious.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Identity;

/// <summary>Argon2id, written as a PHC string, so that a stronger setting later is taken up at the next sign-in.</summary>
internal sealed class PasswordHashing : IPasswordHasher<Member>
{
    private const int MemoryKiB = 19 * 1024;                  // OWASP: 19 MiB, two passes, one lane
    private const int Passes = 2;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private static readonly string Settings = string.Create(CultureInfo.InvariantCulture, $"m={MemoryKiB},t={Passes},p=1");

    /// <summary>No password matches it, and it takes as long to find that out as for any other.</summary>
    public static string Unmatched { get; } = Write(RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(HashBytes));

    public string HashPassword(Member user, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Write(salt, Hash(password, salt, MemoryKiB, Passes, HashBytes));
    }

    public PasswordVerificationResult VerifyHashedPassword(Member user, string hashedPassword, string providedPassword)
    {
        if (!TryRead(hashedPassword, out var memory, out var passes, out var salt, out var expected))
        {
            return PasswordVerificationResult.Failed;
        }

        var actual = Hash(providedPassword, salt, memory, passes, expected.Length);
        return !CryptographicOperations.FixedTimeEquals(actual, expected) ? PasswordVerificationResult.Failed
            : memory == MemoryKiB && passes == Passes && expected.Length == HashBytes ? PasswordVerificationResult.Success
            : PasswordVerificationResult.SuccessRehashNeeded;
    }

    private static byte[] Hash(string password, byte[] salt, int memory, int passes, int length)
    {
        // NFKC, so that the same keys pressed on another system give the same password (NIST SP 800-63B, 5.1.1.2).
        var bytes = Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC));
        using var argon = new Argon2id(bytes) { Salt = salt, MemorySize = memory, Iterations = passes, DegreeOfParallelism = 1 };
        var hash = argon.GetBytes(length);
        CryptographicOperations.ZeroMemory(bytes);
        return hash;
    }

    private static string Write(byte[] salt, byte[] hash) =>
        $"$argon2id$v=19${Settings}${Convert.ToBase64String(salt).TrimEnd('=')}${Convert.ToBase64String(hash).TrimEnd('=')}";

    private static bool TryRead(string text, out int memory, out int passes, out byte[] salt, out byte[] hash)
    {
        (memory, passes, salt, hash) = (0, 0, [], []);
        if (text.Split('$') is not ["", "argon2id", "v=19", var settings, var saltText, var hashText]
            || settings.Split(',') is not [['m', '=', .. var m], ['t', '=', .. var t], "p=1"]
            || !int.TryParse(m, NumberStyles.None, CultureInfo.InvariantCulture, out memory)
            || !int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out passes))
        {
            return false;
        }

        salt = Decode(saltText);
        hash = Decode(hashText);
        return salt.Length >= 8 && hash.Length >= 16;
    }

    private static byte[] Decode(string text)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : [];
    }
}
