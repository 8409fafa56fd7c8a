using JobInterview.Grains.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Api.Tests.Identity;

public sealed class LockOutOnSqliteTests(IdentityHost host) : LockOutTests(host), IClassFixture<IdentityHost>;

public sealed class LockOutOnPostgresTests(PostgresIdentityHost host) : LockOutTests(host), IClassFixture<PostgresIdentityHost>;

/// <summary>Guessing does not pay, and nobody is kept out by the guesses of others for longer than the window.</summary>
public abstract class LockOutTests(IdentityHost host)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Of_forty_guesses_at_once_five_are_looked_at()
    {
        var (members, member) = await MemberAsync(await host.SignUpAsync());

        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => members.TakeAttemptAsync(member.Key, 5, Window)));

        Assert.Equal(5, taken.Count(isTaken => isTaken));
    }

    [Fact]
    public async Task After_forty_guesses_at_once_the_right_password_waits_for_the_window_and_then_opens()
    {
        var olive = await host.SignUpAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => SignInAsync(olive, $"guess number {n}")));

        Assert.False(await SignInAsync(olive, IdentityHost.Password));
        host.Clock.Advance(Window - TimeSpan.FromMinutes(1));
        Assert.False(await SignInAsync(olive, IdentityHost.Password));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await SignInAsync(olive, IdentityHost.Password));
    }

    [Fact]
    public async Task Guessing_during_the_window_makes_it_no_longer()
    {
        var olive = await host.SignUpAsync();
        await GuessAsync(olive, 5);

        host.Clock.Advance(Window - TimeSpan.FromMinutes(1));
        await GuessAsync(olive, 5);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await SignInAsync(olive, IdentityHost.Password));
    }

    [Fact]
    public async Task A_right_password_gives_every_attempt_back()
    {
        var olive = await host.SignUpAsync();

        await GuessAsync(olive, 4);
        Assert.True(await SignInAsync(olive, IdentityHost.Password));
        await GuessAsync(olive, 4);

        Assert.True(await SignInAsync(olive, IdentityHost.Password));
    }

    [Fact]
    public async Task After_the_window_the_count_begins_anew()
    {
        var olive = await host.SignUpAsync();
        await GuessAsync(olive, 5);
        host.Clock.Advance(Window);

        await GuessAsync(olive, 4);

        Assert.True(await SignInAsync(olive, IdentityHost.Password));
    }

    private async Task GuessAsync(Signed who, int times)
    {
        for (var n = 0; n < times; n++)
        {
            Assert.False(await SignInAsync(who, $"guess number {n}"));
        }
    }

    private async Task<bool> SignInAsync(Signed who, string password) =>
        (await host.PostFormAsync("/sign-in", null, ("email", who.Email), ("password", password))).Headers["Location"] == $"/{who.Slug}";

    private async Task<(IMemberDirectory Members, Member Member)> MemberAsync(Signed who)
    {
        var members = host.Services.GetRequiredService<IMemberDirectory>();
        return (members, Assert.Single(await members.FindByEmailAsync(who.Email)));
    }
}
