using JobInterview.Grains.Tenants;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tests.Tenants;

public sealed class TenantTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Tenant Acme = new Tenant().Open("Acme", "acme", PlanTier.Starter, Noon).Value!;

    [Fact]
    public void Opening_it_again_changes_nothing() => Assert.Same(Acme, Acme.Open("Acme", "acme", PlanTier.Starter, Noon.AddDays(1)).Value);

    [Theory]
    [InlineData("", "acme", "/name")]
    [InlineData("Acme", "api", "/slug")]
    [InlineData("Acme", "A", "/slug")]
    public void A_company_needs_a_name_and_a_free_address(string name, string slug, string pointer)
    {
        var outcome = new Tenant().Open(name, slug, PlanTier.Starter, Noon);

        Assert.Equal(pointer, outcome.Refusal!.Faults.Single().Pointer);
    }

    [Fact]
    public void A_month_has_so_many_invitations_and_no_more()
    {
        var used = Enumerable.Range(0, 1_000).Aggregate(Acme, (tenant, _) => tenant.CountInvitation(Noon).Value!);

        Assert.Equal("quota-exceeded", used.CountInvitation(Noon).Refusal!.Code);
        Assert.Equal(1, used.CountInvitation(Noon.AddHours(12)).Value!.Invitations);
    }

    [Fact]
    public void A_contract_that_has_ended_invites_nobody()
    {
        var ended = Acme.CancelPlan(Noon).Value!;

        Assert.True(ended.CountInvitation(ended.Plan.NextAt!.Value.AddTicks(-1)).Accepted);
        Assert.Equal("subscription-ended", ended.CountInvitation(ended.Plan.NextAt!.Value).Refusal!.Code);
    }

    [Theory]
    [InlineData("other", true), InlineData("EU", false)]
    public void Without_a_limit_someone_looks_once_a_year(string jurisdiction, bool isUnlimited)
    {
        var tenant = Acme.ChangePlan(PlanTier.Enterprise, Noon).Value!.Keep(new() { Jurisdiction = jurisdiction }, Noon).Value!;
        var later = Noon.AddDays(200);

        var reviewed = tenant.Review(later);

        Assert.Equal(isUnlimited ? Noon.AddDays(365) : null, tenant.Terms.ReviewDueAt(later));
        Assert.Equal(isUnlimited ? (later.AddDays(365), null) : (null, "retention-is-limited"), (reviewed.Value?.Terms.ReviewDueAt(later), reviewed.Refusal?.Code));
        Assert.Null(tenant.Keep(new() { Jurisdiction = "other", RecordingDays = 900 }, later).Value!.Terms.ReviewDueAt(later));
    }

    [Fact]
    public void What_was_never_opened_is_not_there() => Assert.Equal("not-found", new Tenant().CountInvitation(Noon).Refusal!.Code);
}
