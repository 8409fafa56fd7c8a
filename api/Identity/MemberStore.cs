using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Identity;

/// <summary>Members as ASP.NET Core Identity sees them: the user name is the opaque id, the e-mail is not its business.</summary>
internal sealed class MemberStore(IMemberDirectory members) : IUserPasswordStore<Member>, IUserSecurityStampStore<Member>
{
    public Task<string> GetUserIdAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.Key.ToString());

    public Task<string?> GetUserNameAsync(Member user, CancellationToken cancellationToken) => Task.FromResult<string?>(RandomId.Format(user.Id));

    public Task<string?> GetNormalizedUserNameAsync(Member user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    public Task SetUserNameAsync(Member user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Member user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Member user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(Member user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetPasswordHashAsync(Member user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task SetSecurityStampAsync(Member user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public async Task<IdentityResult> CreateAsync(Member user, CancellationToken cancellationToken) =>
        await members.AddAsync(user, cancellationToken) ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "email-taken" });

    public async Task<IdentityResult> UpdateAsync(Member user, CancellationToken cancellationToken) =>
        await members.UpdateAsync(user, cancellationToken) ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "changed-meanwhile" });

    public async Task<IdentityResult> DeleteAsync(Member user, CancellationToken cancellationToken) =>
        (await members.RemoveAsync(user.Key, cancellationToken)).Accepted ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "last-owner" });

    public Task<Member?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        TenantKey.TryParse(userId, out var key) ? members.FindAsync(key, cancellationToken) : Task.FromResult<Member?>(null);

    // A random id is no name that anyone could have taken.
    public Task<Member?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<Member?>(null);

    public void Dispose()
    {
    }
}
