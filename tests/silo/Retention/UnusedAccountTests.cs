using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Outbox;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>An account that nobody uses for two years ends, and its person was told a month before.</summary>
public abstract class UnusedAccountTests(Engine engine)
{
    private static readonly TimeSpan TillTold = UnusedAccounts.Longest - UnusedAccounts.Notice;

    [Fact]
    public async Task An_unused_account_is_told_once_and_ends_a_month_later()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = await OpenAsync(storage);
        var (owner, unused, used) = (await JoinAsync(kept, MemberRole.Owner), await JoinAsync(kept, MemberRole.Reviewer), await JoinAsync(kept, MemberRole.Recruiter));

        await LookAsync(kept, TillTold + AccountTests.SignedIn);
        var early = await LettersAsync(storage);
        await SignInAsync(kept, used);
        await LookAsync(kept, TimeSpan.FromSeconds(1));
        await LookAsync(kept, UnusedAccounts.Notice - TimeSpan.FromSeconds(1));
        var (told, inTime) = (await LettersAsync(storage), await FindAsync(kept, unused));
        await LookAsync(kept, TimeSpan.FromSeconds(1));
        await kept.PassAsync(TimeSpan.Zero);

        Assert.Equal((0, 1), (early, told));
        Assert.NotNull(inTime);
        Assert.Null(await FindAsync(kept, unused));
        Assert.Equal(("account-unused", DueState.Destroyed), await storage.Get<IDueShelf>().FindAsync(unused) is { } line ? (line.Rule, line.State) : default);
        Assert.NotNull(await FindAsync(kept, owner));
        Assert.NotNull(await FindAsync(kept, used));
        Assert.Equal(["account.destroyed", "member.removed", "member.unused-notice-given"], await LogAsync(kept));
    }

    [Fact]
    public async Task Who_signs_in_after_the_letter_stays_and_is_told_anew_another_time()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = await OpenAsync(storage);
        var (_, member) = (await JoinAsync(kept, MemberRole.Owner), await JoinAsync(kept, MemberRole.Recruiter));
        await LookAsync(kept, TillTold + AccountTests.SignedIn + TimeSpan.FromSeconds(1));
        storage.Clock.Advance(TimeSpan.FromDays(10));
        await SignInAsync(kept, member);

        await LookAsync(kept, TimeSpan.FromDays(30));
        var (after, letters) = (await FindAsync(kept, member), await LettersAsync(storage));
        await LookAsync(kept, UnusedAccounts.Longest);
        var (late, again) = (await FindAsync(kept, member), await LettersAsync(storage));
        await LookAsync(kept, UnusedAccounts.Notice);

        Assert.NotNull(after);
        Assert.NotNull(late);                                  // two years were over before anyone looked: told first
        Assert.Equal((1, 2), (letters, again));
        Assert.Null(await FindAsync(kept, member));
    }

    [Fact]
    public async Task One_owner_stays_and_under_a_hold_everybody()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = await OpenAsync(storage);
        TenantKey[] owners = [await JoinAsync(kept, MemberRole.Owner), await JoinAsync(kept, MemberRole.Owner)];
        var held = new KeptThings(storage);
        await OpenAsync(storage, held);
        TenantKey[] both = [await JoinAsync(held, MemberRole.Owner), await JoinAsync(held, MemberRole.Reviewer)];
        var recording = await held.EntryAsync(await held.EndedAsync());
        var now = storage.Clock.GetUtcNow();
        await storage.Get<IDueLedger>().SaveAsync(held.Tenant, [new(recording, recording.Hold(held.Terms.PolicyAt(now), now))]);

        foreach (var company in new[] { kept, held })
        {
            await LookAsync(company, TillTold + AccountTests.SignedIn + TimeSpan.FromSeconds(1));
            await LookAsync(company, UnusedAccounts.Notice);
            await LookAsync(company, UnusedAccounts.Longest);
            await LookAsync(company, UnusedAccounts.Notice);
        }

        Assert.Single(await PresentAsync(kept, owners));
        Assert.Equal(2, (await PresentAsync(held, both)).Count);
    }

    [Fact]
    public void The_letter_says_when_it_ends_and_how_to_keep_it()
    {
        var mail = MailText.Of(new AccountLetter("o@example.test", "Acme\r\nBcc: x", new(2026, 12, 24, 12, 0, 0, TimeSpan.Zero)), new("https://ji.example/sign-in"));

        Assert.All((string[])["2026-12-24", "https://ji.example/sign-in", "sign in once"], part => Assert.Contains(part, mail.Text, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', mail.Subject);
    }

    private static async Task<KeptThings> OpenAsync(TestStorage storage, KeptThings? kept = null)
    {
        kept ??= new KeptThings(storage);
        var id = kept.Tenant;
        Assert.True(await storage.Get<ITenantDirectory>().AddAsync(new(id, "Acme", $"acme-{id}"[..20], PlanTier.Starter, storage.Clock.GetUtcNow())));
        return kept;
    }

    private static Task<TenantKey> JoinAsync(KeptThings kept, MemberRole role) => AccountTests.JoinAsync(kept, role);

    private static Task SignInAsync(KeptThings kept, TenantKey member) => AccountTests.SignInAsync(kept, member.Id);

    private static Task<Grains.Tenants.Member?> FindAsync(KeptThings kept, TenantKey member) => AccountTests.Directory(kept).FindAsync(member);

    private static async Task<List<TenantKey>> PresentAsync(KeptThings kept, TenantKey[] members)
    {
        var present = new List<TenantKey>();
        foreach (var member in members)
        {
            present.AddRange(await FindAsync(kept, member) is null ? [] : new[] { member });
        }

        return present;
    }

    private static Task LookAsync(KeptThings kept, TimeSpan later)
    {
        kept.Storage.Clock.Advance(later);
        return kept.Storage.Make<UnusedAccounts>(kept.Storage.Make<MemberRows>()).LookAsync(kept.Tenant, kept.Storage.Clock.GetUtcNow());
    }

    private static Task<long> LettersAsync(TestStorage storage) => storage.CountAsync($"select count(*) as \"Value\" from outbox where kind = '{AccountLetter.Kind}'");

    private static async Task<List<string>> LogAsync(KeptThings kept) =>
        [.. (await kept.Storage.Make<AuditLog>().ListAsync(kept.Tenant, null, 100)).Items.Select(entry => entry.Note.Action).Order(StringComparer.Ordinal)];
}

public sealed class SqliteUnusedAccountTests(SqliteEngine engine) : UnusedAccountTests(engine);

public sealed class PostgresUnusedAccountTests(PostgresEngine engine) : UnusedAccountTests(engine);
