using System.Text.Json;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Hosting;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;
using Orleans;

namespace JobInterview.Silo.Outbox;

/// <summary>A notice to an owner as its outbox row keeps it, sealed.</summary>
/// <param name="NextTier">The smaller plan; null: the contract ends.</param>
/// <param name="Going">How many recordings are destroyed when it counts, as of now.</param>
internal sealed record PlanLetter(
    string Email, string Company, string Slug, long Version, int Days, bool IsTrial, PlanTier Tier, PlanTier? NextTier, DateTimeOffset EffectAt, DateTimeOffset? GoneAt, int Going)
{
    public const string Kind = "plan-notice-mail";
}

/// <summary>Sends a notice unless the plan has changed since it was written. The pages show it as well, so without a host nothing is kept.</summary>
internal sealed class PlanLetterSender(SmtpPost post, IGrainFactory grains, IOptions<LinkOptions> links) : IOutboxHandler
{
    public string Kind => PlanLetter.Kind;

    public async Task<OutboxVerdict> HandleAsync(TenantKey about, Guid messageId, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var letter = JsonSerializer.Deserialize<PlanLetter>(payload.Span, JsonSerializerOptions.Web)!;
        CallerTenant.Set(about.Tenant);
        var terms = await grains.GetGrain<ITenantGrain>(new TenantKey(about.Tenant, about.Tenant.Value).ToString()).TermsAsync();
        if (terms.Value?.Plan.Version == letter.Version)
        {
            await post.SendAsync("", letter.Email, MailText.Of(letter, new Uri(links.Value.Base, $"{letter.Slug}/retention/export")), messageId, cancel);
        }

        return OutboxVerdict.Done;
    }
}
