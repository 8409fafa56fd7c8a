using System.Collections.Frozen;
using JobInterview.Grains.Tenants;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Identity;

/// <summary>A password is 8 to 128 characters of any kind, and none that an attacker would try first.</summary>
internal sealed class PasswordRules : IPasswordValidator<Member>
{
    public const string Weak = "password-weak";
    private const int Min = 8;
    private const int Max = 128;
    private static readonly FrozenSet<string> Common = Read();

    public Task<IdentityResult> ValidateAsync(UserManager<Member> manager, Member user, string? password) =>
        Task.FromResult(IsGood(password, user.Email) ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = Weak }));

    /// <summary>Whether it may be taken by the person with this e-mail.</summary>
    public static bool IsGood(string? password, string email) =>
        password is { Length: >= Min and <= Max }
        && !Common.Contains(Core(password))
        && password.Distinct().Count() > 3
        && !IsRun(password)
        && !password.Equals(email, StringComparison.OrdinalIgnoreCase)
        && !password.Equals(email.Split('@')[0], StringComparison.OrdinalIgnoreCase);

    // "Password123!" is "password" with what everyone adds; capitals and a tail of digits and signs protect nothing.
    private static string Core(string password)
    {
        var lower = password.ToLowerInvariant();
        var tail = lower.Length;
        while (tail > 0 && !char.IsLetter(lower[tail - 1]))
        {
            tail--;
        }

        return tail >= 4 ? lower[..tail].Replace('@', 'a').Replace('0', 'o').Replace('1', 'i').Replace('$', 's').Replace('3', 'e') : lower;
    }

    private static bool IsRun(string password)
    {
        var (up, down) = (true, true);
        for (var i = 1; i < password.Length; i++)
        {
            up &= password[i] == password[i - 1] + 1 || (password[i - 1] == '9' && password[i] == '0');
            down &= password[i] == password[i - 1] - 1 || (password[i - 1] == '0' && password[i] == '9');
        }

        return up || down;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("JobInterview.Api.Identity.CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
