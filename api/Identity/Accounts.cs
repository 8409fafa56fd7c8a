using JobInterview.Api.Http;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Identity;

namespace JobInterview.Api.Identity;

/// <summary>How people get in and out: open a company, sign in, sign out.</summary>
internal sealed class Accounts(
    UserManager<Member> users, Passwords passwords, IMemberDirectory members, MemberSignIns signIns, ITenantDirectory tenants, TenantGrains grains,
    IAuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan FailureTakes = TimeSpan.FromMilliseconds(400);
    private static readonly Refusal SignInFailed = new(RefusalKind.Unauthenticated, "sign-in-failed", "E-mail and password do not match.");

    /// <summary>Opens a company with its owner. Without a slug one is made of the name.</summary>
    public async Task<Outcome<OpenedCompany>> OpenAsync(
        string company, string? slug, string name, string email, string password, bool isTrial = false, CancellationToken cancel = default)
    {
        if (Faults(company, slug, name, email, password) is { Length: > 0 } faults)
        {
            return Refusals.Invalid(faults);
        }

        var tenant = TenantId.New();
        var (view, refusal) = await OpenTenantAsync(tenant, company.Trim(), slug, isTrial);
        return refusal is not null ? refusal : new OpenedCompany(view!, await AddOwnerAsync(tenant, name, email, password, cancel));
    }

    private async Task<Member> AddOwnerAsync(TenantId tenant, string name, string email, string password, CancellationToken cancel)
    {
        var owner = new Member
        {
            Tenant = tenant, Id = RandomId.New(), Name = name.Trim(), Email = email.Trim(), JoinedAt = clock.GetUtcNow(), Role = MemberRole.Owner,
        };
        var created = await users.CreateAsync(owner, password);
        if (!created.Succeeded)
        {
            throw new InvalidOperationException($"A new company could not get its owner: {created}.");
        }

        await audit.AppendAsync(tenant, new("tenant.opened", new(ActorKind.Member, owner.Id)), cancel);
        return owner;
    }

    /// <summary>Opens a company and signs its owner in on this browser.</summary>
    public async Task<Outcome<TenantView>> SignUpAsync(
        HttpContext context, string company, string? slug, string name, string email, string password, bool isTrial)
    {
        var (opened, refusal) = await OpenAsync(company, slug, name, email, password, isTrial, context.RequestAborted);
        if (refusal is not null)
        {
            return refusal;
        }

        await signIns.BeginAsync(context, opened!.Owner);
        return opened.Company;
    }

    /// <summary>Signs a member in on this browser. Whether it is the e-mail, the password or the company that is wrong is never told.</summary>
    public async Task<Outcome<TenantListing>> SignInAsync(HttpContext context, string email, string password, string? slug = null)
    {
        var cancel = context.RequestAborted;
        var begun = clock.GetTimestamp();
        var isReadable = email.Length <= 254 && password.Length <= 128;
        var within = slug is null ? null : await tenants.FindBySlugAsync(slug, cancel);
        var known = isReadable && (slug is null || within is not null) ? await members.FindByEmailAsync(email.Trim(), within?.Id, cancel) : [];
        var member = await passwords.FindOwnerAsync(known, isReadable ? password : "", cancel);
        var tenant = member is null ? null : await tenants.FindAsync(member.Tenant, cancel);
        if (member is null || tenant is null)
        {
            foreach (var tried in known)
            {
                await audit.AppendAsync(tried.Tenant, new("member.sign-in-failed", Subject: tried.Id), cancel);
            }

            // What is written about a known account takes time that an unknown one does not: both answer at the same moment.
            var left = FailureTakes - clock.GetElapsedTime(begun);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancel);
            return SignInFailed;
        }

        await signIns.BeginAsync(context, member);
        await audit.AppendAsync(member.Tenant, new("member.signed-in", new(ActorKind.Member, member.Id)), cancel);
        return tenant;
    }

    /// <summary>Ends the session of this browser, here and on every other process.</summary>
    public async Task SignOutAsync(HttpContext context)
    {
        if (context.Member() is { } member)
        {
            await audit.AppendAsync(member.Tenant, new("member.signed-out", member.Actor), context.RequestAborted);
        }

        await signIns.EndAsync(context);
    }

    private async Task<Outcome<TenantView>> OpenTenantAsync(TenantId tenant, string company, string? slug, bool isTrial)
    {
        var wanted = slug ?? TenantSlug.From(company);
        var opened = await OpenAsAsync(wanted);
        if (opened.Refusal?.Code != "slug-taken" || slug is not null)
        {
            return opened;
        }

        // Nobody asked for that very slug: a few random digits make it free.
        var other = $"{wanted[..Math.Min(wanted.Length, 33)].TrimEnd('-')}-{RandomId.Format(RandomId.New())[..6]}";
        return await OpenAsAsync(other);

        Task<Outcome<TenantView>> OpenAsAsync(string free) =>
            isTrial ? grains.Opening(tenant).OpenTrialAsync(company, free) : grains.Opening(tenant).OpenAsync(company, free, PlanTier.Starter);
    }

    private static Fault[] Faults(string company, string? slug, string name, string email, string password) =>
    [
        .. new[]
        {
            TextRules.Line("/company", company, 120), TextRules.Line("/name", name, 200), TextRules.Email("/email", email.Trim()),
            slug is null || TenantSlug.IsFree(slug) ? null : new Fault("/slug", "not-a-slug"),
            PasswordRules.IsGood(password, email.Trim()) ? null : new Fault("/password", PasswordRules.Weak),
        }.OfType<Fault>(),
    ];
}

/// <summary>A new company and the person who opened it.</summary>
internal sealed record OpenedCompany(TenantView Company, Member Owner);
