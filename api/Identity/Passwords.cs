using JobInterview.Grains.Tenants;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Identity;

/// <summary>Checks passwords so that trying does not pay: five attempts, then ten minutes without, and the same work whether there is an account or not.</summary>
internal sealed class Passwords(UserManager<Member> users, IMemberDirectory members, PasswordGate gate)
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
        // Taken before the password is looked at: a hundred guesses at once are a hundred attempts.
        if (!await members.TakeAttemptAsync(member.Key, MaxAttempts, LockedFor, cancel))
        {
            users.PasswordHasher.VerifyHashedPassword(member, PasswordHashing.Unmatched, password);
            return false;
        }

        if (!await users.CheckPasswordAsync(member, password))
        {
            return false;
        }

        await members.ForgetAttemptsAsync(member.Key, cancel);
        return true;
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
