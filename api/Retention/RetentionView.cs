using JobInterview.Api.Http;
using JobInterview.Api.Tenants;
using JobInterview.Grains.Retention;

namespace JobInterview.Api.Retention;

/// <summary>The policy by which the company of this request keeps things now.</summary>
public sealed class RetentionView(TenantGrains tenant, TimeProvider clock)
{
    public async Task<RetentionTerms> TermsAsync() =>
        await tenant.Tenant().TermsAsync() is { Accepted: true, Value: var terms } ? terms : throw new RefusedException(Grains.Refusals.NotFound);

    public async Task<(RetentionPolicy Policy, DateTimeOffset Now)> NowAsync()
    {
        var now = clock.GetUtcNow();
        return ((await TermsAsync()).PolicyAt(now), now);
    }
}
