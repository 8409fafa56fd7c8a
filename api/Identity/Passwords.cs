using JobInterview.Grains.Tenants;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Identity;

/// <summary>Checks passwords so that trying does not pay: five attempts, then ten minutes without, and the same work whether there is an account or not.</summary>
internal sealed class Passwords(UserManager<Member> users, IMemberDirectory members, PasswordGate gate, TimeProvider clock)
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    /// <summary>Which of the members has this password; null for none, for nobody and for the locked out alike.</summary>
    public async Task<Member?> FindOwnerAsync(IReadOnlyList<Member> candidates, string password, CancellationToken cancel)
    {
        using var turn = await gate.EnterAsync(cancel);
        if (candidates.Count == 0)
        {
            users.PasswordHasher.VerifyHashedPassword(null!, PasswordHashing.Unmatched, password);
            return null;
        }

        foreach (var member in candidates)
        {
            if (await IsOwnerAsync(member, password, cancel))
            {
                return member;
            }
        }

        return null;
    }

    private async Task<bool> IsOwnerAsync(Member member, string password, CancellationToken cancel)
    {
        var isLocked = member.LockedUntil > clock.GetUtcNow() || !await CountAsync(member, cancel);
        var isRight = isLocked
            ? users.PasswordHasher.VerifyHashedPassword(member, PasswordHashing.Unmatched, password) == PasswordVerificationResult.Success
            : await users.CheckPasswordAsync(member, password);
        if (isRight)
        {
            await members.SetLockoutAsync(member.Key, null, cancel);
        }

        return isRight;
    }

    // Counted before the password is looked at: a hundred guesses at once are a hundred attempts.
    private async Task<bool> CountAsync(Member member, CancellationToken cancel)
    {
        var attempts = await members.CountAttemptAsync(member.Key, cancel);
        if (attempts >= MaxAttempts)
        {
            await members.SetLockoutAsync(member.Key, clock.GetUtcNow() + LockedFor, cancel);
        }

        return attempts <= MaxAttempts;
    }
}

/// <summary>How many passwords are hashed at once: each takes 19 MiB and a core.</summary>
internal sealed class PasswordGate : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(2, Environment.ProcessorCount));

    public async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        await _turns.WaitAsync(cancel);
        return new Turn(_turns);
    }

    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
