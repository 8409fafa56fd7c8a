using System.Security.Cryptography;
using JobInterview.Grains.Retention;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Clients;
using JobInterview.Silo.Data.Members;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Member = JobInterview.Grains.Tenants.Member;
using MemberInvite = JobInterview.Grains.Tenants.MemberInvite;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Account information is kept until the account is ended (policy L46): a member's when they are removed, everyone's with the contract.</summary>
public abstract class AccountTests(Engine engine)
{
    /// <summary>How long a browser stays signed in.</summary>
    internal static readonly TimeSpan SignedIn = TimeSpan.FromDays(7);

    [Fact]
    public async Task A_removed_members_account_goes_and_the_others_stay()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var (owner, leaving) = (await JoinAsync(kept, MemberRole.Owner), await JoinAsync(kept, MemberRole.Reviewer));

        Assert.True((await Directory(kept).RemoveAsync(leaving)).Accepted);
        await kept.WorkAsync();
        var line = await LineAsync(kept, leaving);
        storage.Clock.Advance(DueEntry.LeaseLimit);
        await kept.WorkAsync();

        Assert.Equal((AssetKind.Account, "account-removed", storage.Clock.GetUtcNow() - DueEntry.LeaseLimit), (line!.Kind, line.Rule, line.DueAt));
        Assert.Empty(await storage.Get<IShredder>().WholeAsync(kept.Tenant, [line]));
        Assert.Equal(1, await storage.CountAsync("select count(*) as \"Value\" from members"));
        Assert.Equal(1, await storage.CountAsync("select count(*) as \"Value\" from member_sessions"));
        Assert.NotNull(await Directory(kept).FindAsync(owner));
        Assert.Single((await storage.Make<AuditLog>().ListAsync(kept.Tenant, null, 100)).Items, entry => entry.Note.Action == "account.destroyed" && entry.Note.Subject == leaving.Id);
    }

    [Fact]
    public async Task With_the_contract_all_accounts_go_and_programs_and_who_was_still_invited()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var owner = await JoinAsync(kept, MemberRole.Owner);
        var gone = await CancelAsync(kept);
        storage.Clock.Advance(gone - storage.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        await InviteAsync(kept);
        await ProgramAsync(kept);
        var others = new KeptThings(storage);
        await ProgramAsync(others);
        var (hold, theirs) = (await AskHoldAsync(kept), await AskHoldAsync(others));

        await kept.PassAsync(TimeSpan.Zero);
        var before = await Directory(kept).FindAsync(owner);
        await kept.PassAsync(TimeSpan.FromMinutes(1));

        Assert.NotNull(before);
        Assert.Null(await Directory(kept).FindAsync(owner));
        Assert.Equal((gone, "account-ended", DueState.Destroyed), await LineAsync(kept, owner) is { } line ? (line.DueAt, line.Rule, line.State) : default);
        foreach (var (table, left) in new[] { ("members", 0), ("member_sessions", 0), ("member_invites", 0), ("api_clients", 1), ("api_tokens", 2), ("legal_holds", 1) })
        {
            Assert.Equal(left, await storage.CountAsync($"select count(*) as \"Value\" from {table}"));
        }

        Assert.Single((await storage.Make<AuditLog>().ListAsync(kept.Tenant, null, 100)).Items, entry => entry.Note is { Action: "client.removed", Detail: "account-ended" });
        Assert.Empty(await storage.Get<KeyVault>().ExistingAsync(kept.Tenant, [hold]));
        Assert.Single(await storage.Get<KeyVault>().ExistingAsync(others.Tenant, [theirs]));
    }

    [Fact]
    public async Task Accounts_stay_while_a_hold_keeps_anything_since_two_people_lift_it()
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        var owner = await JoinAsync(kept, MemberRole.Owner);
        var recording = await kept.EndedAsync();
        await storage.Get<IDueLedger>().SaveAsync(kept.Tenant, [await ChangeAsync(kept, recording, entry => entry.Hold(Policy(kept), storage.Clock.GetUtcNow()))]);
        await ProgramAsync(kept);
        var gone = await CancelAsync(kept);

        await kept.PassAsync(gone - storage.Clock.GetUtcNow() + TimeSpan.FromDays(30));
        var (held, programs) = (await Directory(kept).FindAsync(owner), await storage.CountAsync("select count(*) as \"Value\" from api_clients"));
        await storage.Get<IDueLedger>().SaveAsync(kept.Tenant, [await ChangeAsync(kept, recording, entry => entry.Release(Policy(kept), storage.Clock.GetUtcNow()))]);
        await kept.PassAsync(TimeSpan.Zero);

        Assert.NotNull(held);
        Assert.Equal(1, programs);
        Assert.Null(await Directory(kept).FindAsync(owner));
        Assert.Equal(0, await storage.CountAsync("select count(*) as \"Value\" from api_clients"));
        Assert.False(await kept.HasKeyAsync(recording));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_process_that_dies_at_any_step_leaves_an_account_whole_or_to_be_finished(int step)
    {
        await using var storage = await TestStorage.StartAsync(await engine.SettingsAsync());
        var kept = new KeptThings(storage);
        await JoinAsync(kept, MemberRole.Owner);
        var leaving = await JoinAsync(kept, MemberRole.Recruiter);
        await Directory(kept).RemoveAsync(leaving);
        var dying = new DyingShredder(storage.Get<IShredder>(), step);

        await Assert.ThrowsAsync<ProcessDiedException>(async () =>
        {
            await kept.WorkAsync(dying);
            storage.Clock.Advance(DueEntry.LeaseLimit);
            await kept.WorkAsync(dying);
        });
        await kept.PassAsync(TimeSpan.Zero);
        await kept.PassAsync(TimeSpan.Zero);

        Assert.Equal(DueState.Destroyed, (await LineAsync(kept, leaving))!.State);
        Assert.Equal(1, await storage.CountAsync("select count(*) as \"Value\" from members"));
        Assert.Single((await storage.Make<AuditLog>().ListAsync(kept.Tenant, null, 100)).Items, entry => entry.Note.Action == "account.destroyed");
    }

    internal static IMemberDirectory Directory(KeptThings kept) => kept.Storage.Make<MemberDirectory>(kept.Storage.Make<MemberRows>());

    private static Task<DueEntry?> LineAsync(KeptThings kept, TenantKey member) => kept.Storage.Get<IDueShelf>().FindAsync(member);

    private static RetentionPolicy Policy(KeptThings kept) => kept.Terms.PolicyAt(kept.Storage.Clock.GetUtcNow());

    // A member who is signed in somewhere.
    internal static async Task<TenantKey> JoinAsync(KeptThings kept, MemberRole role)
    {
        var (id, now) = (RandomId.New(), kept.Storage.Clock.GetUtcNow());
        var member = new Member { Tenant = kept.Tenant, Id = id, Name = "Zoë Martin", Email = $"{RandomId.Format(id)}@example.org", JoinedAt = now, Role = role, SecurityStamp = "stamp" };
        Assert.True(await Directory(kept).AddAsync(member));
        await SignInAsync(kept, id);
        return member.Key;
    }

    internal static Task SignInAsync(KeptThings kept, Guid member)
    {
        var now = kept.Storage.Clock.GetUtcNow();
        return kept.Storage.Make<MemberSessions>(kept.Storage.Make<MemberRows>()).AddAsync(new(kept.Tenant, RandomId.New(), member, now, now + SignedIn));
    }

    internal static Task InviteAsync(KeptThings kept)
    {
        var now = kept.Storage.Clock.GetUtcNow();
        return kept.Storage.Make<MemberInvites>(kept.Storage.Make<MemberRows>()).AddAsync(
            new MemberInvite(kept.Tenant, RandomId.New(), "late@example.org", MemberRole.Reviewer, RandomNumberGenerator.GetBytes(32), now, now.AddDays(7)), "Acme", new("https://acme.example/join"));
    }

    // A program with a token.
    private static async Task ProgramAsync(KeptThings kept)
    {
        await using var unit = await kept.Storage.Get<IUnitsOfWork>().AcrossTenantsAsync();
        var program = new ApiClient { Id = RandomId.New(), TenantId = kept.Tenant, Name = "Careers site", ClientId = RandomId.Format(RandomId.New()), CreatedAt = kept.Storage.Clock.GetUtcNow() };
        unit.Db.AddRange(new ApiToken { Id = RandomId.New(), Application = program }, new ApiToken { Id = RandomId.New(), Subject = program.ClientId });
        await unit.CommitAsync();
    }

    // A hold that was asked for and never placed; answers the key of its reason.
    private static async Task<Guid> AskHoldAsync(KeptThings kept)
    {
        var (hold, now) = (new TenantKey(kept.Tenant, RandomId.New()), kept.Storage.Clock.GetUtcNow());
        var asked = LegalHold.Ask("A complaint of Zoë Martin", new([], [RandomId.New()], []), now.AddDays(30), RandomId.New(), now).Value!;
        Assert.True(await kept.Storage.Get<IHoldBook>().SaveAsync(hold, null, asked, [], asked.AskedBy));
        await using var unit = await kept.Storage.Get<IUnitsOfWork>().ReadAsync(kept.Tenant);
        return unit.Db.Set<LegalHoldRow>().Single(h => h.Id == hold.Id).KeyId;
    }

    // Answers when all of it is gone.
    private static async Task<DateTimeOffset> CancelAsync(KeptThings kept)
    {
        kept.Terms = kept.Terms with { Plan = kept.Terms.Plan.Cancel(kept.Storage.Clock.GetUtcNow()).Value! };
        await kept.Run().ReckonAsync(kept.Tenant, kept.Terms, null);
        return kept.Terms.Plan.GoneAt!.Value;
    }

    private static async Task<LedgerChange> ChangeAsync(KeptThings kept, TenantKey asset, Func<DueEntry, DueEntry> change) =>
        await kept.EntryAsync(asset) is var entry ? new(entry, change(entry)) : throw new InvalidOperationException();
}

public sealed class SqliteAccountTests(SqliteEngine engine) : AccountTests(engine);

public sealed class PostgresAccountTests(PostgresEngine engine) : AccountTests(engine);
