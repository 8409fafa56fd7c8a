using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Invitations;

/// <summary>Invites a candidate: one subject, one session, one secret link. The page and the endpoint both call this.</summary>
public sealed class Inviting(TenantGrains tenant, ISubjectDirectory subjects, PublicAddress address, TimeProvider clock)
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromDays(14);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(90);

    /// <summary>Refused with 404 for an unknown plan, 409 for one that is not published, 422 for bad members.</summary>
    public async Task<Outcome<Invited>> InviteAsync(InvitationBody body, Actor by, CancellationToken cancel)
    {
        if (!RandomId.TryParse(body.PlanId, out var planId) || (await tenant.Plan(planId).ReadAsync()) is not { Accepted: true, Value: var plan })
        {
            return Refusals.NotFound;
        }

        var (time, unoffered) = TimeFactor.Of(body.TimeFactor);
        if (Faults(body, plan, unoffered).ToArray() is { Length: > 0 } faults)
        {
            return Refusals.Invalid(faults);
        }

        if (plan.Status != PlanStatus.Published)
        {
            return new Refusal(RefusalKind.Conflict, "plan-not-published", "Only a published plan can be used for an interview.");
        }

        var counted = await tenant.Tenant().CountInvitationAsync();
        if (counted.Refusal is { } refusal)
        {
            return refusal;
        }

        var person = new Person(body.Candidate.Name.Trim(), body.Candidate.Email.Trim());
        var subject = await subjects.FindOrAddAsync(tenant.Id, person, cancel);
        var token = RoomToken.New(tenant.Id);
        var link = address.Link("i/" + token.Text);
        var session = RandomId.New();
        var expires = body.ExpiresAt?.ToUniversalTime().Truncate() ?? clock.GetUtcNow().Truncate() + DefaultPeriod;
        var scheduled = await tenant.Session(session).ScheduleAsync(new(
            planId, plan.Version, subject, body.Language ?? plan.Content.Languages[0], token.Caller.TokenHash, expires,
            counted.Value!.Name, by, new(person.Name, person.Email, link))
        {
            Time = time,
        });
        return scheduled.Refusal is { } failed ? failed : new Invited(RandomId.Format(session), RandomId.Format(session), link, token.Text, expires);
    }

    private IEnumerable<Fault> Faults(InvitationBody body, PlanView plan, Refusal? unoffered)
    {
        var now = clock.GetUtcNow();
        return new[]
        {
            TextRules.Line("/candidate/name", body.Candidate.Name, 200),
            TextRules.Email("/candidate/email", body.Candidate.Email),
            body.ExpiresAt is { } expires && (expires <= now || expires > now + LongestPeriod) ? new("/expiresAt", "out-of-range") : null,
            body.Language is { } language && !plan.Content.Languages.Contains(language) ? new("/language", "unknown-language") : null,
            unoffered?.Faults[0],
        }.OfType<Fault>();
    }
}

/// <summary>Whom to invite to which plan.</summary>
/// <param name="PlanId">A published plan.</param>
/// <param name="Candidate">Name (1 to 200 characters) and e-mail (at most 254).</param>
/// <param name="ExpiresAt">When the link stops working, within 90 days; 14 days from now when absent.</param>
/// <param name="Language">One of the plan's languages; its first when absent.</param>
/// <param name="TimeFactor">How many times the usual time the candidate has, where they need more: 1, 1.25, 1.5 or 2; 1 when absent. Nobody who reviews or decides is shown it.</param>
public sealed record InvitationBody(string PlanId, CandidateBody Candidate, DateTimeOffset? ExpiresAt = null, string? Language = null, decimal? TimeFactor = null);

/// <summary>The candidate of an invitation.</summary>
public sealed record CandidateBody(string Name, string Email);

/// <summary>A sent invitation; the link and its token are shown here and never again.</summary>
public sealed record Invited(string Id, string SessionId, string CandidateUrl, string RoomToken, DateTimeOffset ExpiresAt);
