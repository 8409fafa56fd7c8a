using JobInterview.Api.Http;
using JobInterview.Grains;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Identity;

/// <summary>The people of a company: who is invited, who joins, what they may do, who leaves. The last owner stays.</summary>
internal sealed class Team(
    IMemberDirectory members, IMemberInvites invites, ITenantDirectory tenants, MemberSignIns signIns, UserManager<Member> users, IAuditLog audit,
    PublicAddress address, TimeProvider clock)
{
    private static readonly TimeSpan InviteLifetime = TimeSpan.FromDays(7);
    private static readonly Refusal OwnersOnly = new(RefusalKind.Forbidden, "owners-only", "Only an owner can do this.");
    private static readonly Refusal InvitationInvalid = new(RefusalKind.Gone, "invitation-invalid", "This invitation is used or expired.");
    private static readonly Refusal EmailTaken = new(RefusalKind.Conflict, "email-taken", "A member has this address already.");

    /// <summary>Everyone, in the order of joining.</summary>
    public Task<Page<Member>> ListAsync(TenantId tenant, string? after = null, int limit = 100, CancellationToken cancel = default) =>
        members.ListAsync(tenant, after, limit, cancel);

    /// <summary>The invitations that are open.</summary>
    public Task<IReadOnlyList<MemberInvite>> InvitesAsync(TenantId tenant, CancellationToken cancel = default) =>
        invites.ListAsync(tenant, clock.GetUtcNow(), cancel);

    /// <summary>Invites a person. The link is good once, for seven days; it is told now, and mailed.</summary>
    public async Task<Outcome<InvitedMember>> InviteAsync(MemberCaller by, string email, MemberRole role, CancellationToken cancel = default)
    {
        if (TextRules.Email("/email", email.Trim()) is { } fault)
        {
            return Refusals.Invalid(fault);
        }

        if (role == MemberRole.Owner && by.Role != MemberRole.Owner)
        {
            return OwnersOnly;
        }

        if ((await members.FindByEmailAsync(email.Trim(), by.Tenant, cancel)).Count > 0)
        {
            return EmailTaken;
        }

        var token = RoomToken.New(by.Tenant);
        var now = clock.GetUtcNow();
        var invite = new MemberInvite(by.Tenant, RandomId.New(), email.Trim(), role, token.TokenHash.Sha256, now, now + InviteLifetime);
        var link = address.Link($"join/{token.Text}");
        await invites.AddAsync(invite, (await tenants.FindAsync(by.Tenant, cancel))!.Name, new(link), cancel);
        await audit.AppendAsync(by.Tenant, new("member.invited", by.Actor, invite.Id, role.ToString()), cancel);
        return new InvitedMember(invite, link);
    }

    /// <summary>Makes an open invitation worthless.</summary>
    public async Task<Outcome<bool>> RevokeInviteAsync(MemberCaller by, Guid invite, CancellationToken cancel = default)
    {
        if (!await invites.RevokeAsync(new(by.Tenant, invite), cancel))
        {
            return Refusals.NotFound;
        }

        await audit.AppendAsync(by.Tenant, new("member.invitation-revoked", by.Actor, invite), cancel);
        return true;
    }

    /// <summary>The open invitation behind a link, or null.</summary>
    public async Task<MemberInvite?> FindInviteAsync(string token, CancellationToken cancel = default) =>
        RoomToken.TryParse(token, out var read) ? await invites.FindAsync(read.Tenant, read.TokenHash.Sha256, clock.GetUtcNow(), cancel) : null;

    /// <summary>Takes an invitation up and signs the new member in. Used, expired and made-up links answer alike.</summary>
    public async Task<Outcome<Member>> JoinAsync(HttpContext context, string token, string name, string password)
    {
        var cancel = context.RequestAborted;
        if (await FindInviteAsync(token, cancel) is not { } invite)
        {
            return InvitationInvalid;
        }

        if (TextRules.Line("/name", name, 200) is { } fault)
        {
            return Refusals.Invalid(fault);
        }

        if (!PasswordRules.IsGood(password, invite.Email))
        {
            return Refusals.Invalid(new Fault("/password", PasswordRules.Weak));
        }

        var member = NewMember(invite, name.Trim(), password);
        if (!await invites.TakeAsync(invite, member, clock.GetUtcNow(), cancel))
        {
            return InvitationInvalid;
        }

        await signIns.BeginAsync(context, member);
        await audit.AppendAsync(invite.Tenant, new("member.joined", new(Grains.Sessions.ActorKind.Member, member.Id), member.Id, invite.Role.ToString()), cancel);
        return member;
    }

    /// <summary>Gives a member another role, effective within two seconds.</summary>
    public async Task<Outcome<Member>> ChangeRoleAsync(MemberCaller by, Guid id, MemberRole role, CancellationToken cancel = default)
    {
        if (await RefuseAsync(by, id, role, cancel) is { } refusal)
        {
            return refusal;
        }

        var changed = await members.ChangeRoleAsync(new(by.Tenant, id), role, cancel);
        if (changed.Accepted)
        {
            await audit.AppendAsync(by.Tenant, new("member.role-changed", by.Actor, id, role.ToString()), cancel);
        }

        return changed;
    }

    /// <summary>Removes a member, who is out everywhere within two seconds.</summary>
    public async Task<Outcome<Member>> RemoveAsync(MemberCaller by, Guid id, CancellationToken cancel = default)
    {
        if (await RefuseAsync(by, id, null, cancel) is { } refusal)
        {
            return refusal;
        }

        var removed = await members.RemoveAsync(new(by.Tenant, id), cancel);
        if (removed.Accepted)
        {
            await audit.AppendAsync(by.Tenant, new("member.removed", by.Actor, id), cancel);
        }

        return removed;
    }

    private async Task<Refusal?> RefuseAsync(MemberCaller by, Guid id, MemberRole? role, CancellationToken cancel) =>
        await members.FindAsync(new(by.Tenant, id), cancel) is not { } member ? Refusals.NotFound
        : by.Role != MemberRole.Owner && (member.Role == MemberRole.Owner || role == MemberRole.Owner) ? OwnersOnly
        : null;

    private Member NewMember(MemberInvite invite, string name, string password)
    {
        var member = new Member
        {
            Tenant = invite.Tenant, Id = RandomId.New(), Name = name, Email = invite.Email, JoinedAt = clock.GetUtcNow(), Role = invite.Role,
            SecurityStamp = RandomId.Format(RandomId.New()),
        };
        member.PasswordHash = users.PasswordHasher.HashPassword(member, password);
        return member;
    }
}

/// <summary>An invitation and its link, which is told once.</summary>
internal sealed record InvitedMember(MemberInvite Invite, string Link);
