namespace JobInterview.Tenants.Tests;

public sealed class TenantResolverTests
{
    private static readonly Company Acme = new("acme");
    private static readonly Company Other = new("other");

    [Fact]
    public async Task A_request_that_names_no_company_belongs_to_none() =>
        Assert.Equal(TenantResolution.None, await ResolveAsync());

    [Fact]
    public async Task Signals_that_agree_name_the_company()
    {
        var found = await ResolveAsync(TenantSignal.OfId("claim", Acme.Id), TenantSignal.OfSlug("slug", "acme"));

        Assert.Same(Acme, found.Tenant);
    }

    [Fact]
    public async Task Two_companies_in_one_request_are_none()
    {
        var found = await ResolveAsync(TenantSignal.OfId("claim", Acme.Id), TenantSignal.OfSlug("slug", "other"));

        Assert.Null(found.Tenant);
        Assert.Equal(("slug", Acme.Id), (found.RefusedBy, found.Against.ToString()));
    }

    [Fact]
    public async Task The_first_signal_does_not_win_over_an_unknown_second()
    {
        var found = await ResolveAsync(TenantSignal.OfId("claim", Acme.Id), TenantSignal.OfSlug("slug", "nobody"));

        Assert.Equal((null, "slug"), (found.Tenant, found.RefusedBy));
    }

    [Theory]
    [InlineData("ACME")]
    [InlineData("../acme")]
    [InlineData("")]
    public async Task A_malformed_slug_names_nobody(string slug)
    {
        var found = await ResolveAsync(TenantSignal.OfSlug("slug", slug));

        Assert.Equal((null, "slug"), (found.Tenant, found.RefusedBy));
    }

    [Fact]
    public async Task A_malformed_id_names_nobody()
    {
        var found = await ResolveAsync(TenantSignal.OfId("claim", Acme.Id.ToUpperInvariant() + "x"));

        Assert.Equal((null, "claim"), (found.Tenant, found.RefusedBy));
    }

    [Fact]
    public void A_request_without_a_company_has_no_id_to_give() =>
        Assert.Throws<TenantNotResolvedException>(() => new TenantContext().Id);

    [Fact]
    public void A_request_does_not_change_its_company()
    {
        var context = new TenantContext();
        context.Resolve(TenantId.New());

        Assert.Throws<InvalidOperationException>(() => context.Resolve(TenantId.New()));
    }

    private static async Task<TenantResolution> ResolveAsync(params TenantSignal[] signals) =>
        await new TenantResolver(signals.Select((signal, at) => new Says(at, signal)), new Companies()).ResolveAsync(new object());

    private sealed record Says(int Priority, TenantSignal Signal) : ITenantStrategy
    {
        public TenantSignal? Read(object context) => Signal;
    }

    private sealed record Company(string Identifier) : ITenantInfo
    {
        public string Id { get; } = TenantId.New().ToString();
    }

    private sealed class Companies : ITenantStore
    {
        private static readonly Company[] All = [Acme, Other];

        public ValueTask<ITenantInfo?> GetByIdentifierAsync(string identifier, CancellationToken cancel = default) =>
            new(All.SingleOrDefault(company => company.Identifier == identifier));

        public ValueTask<ITenantInfo?> GetAsync(TenantId id, CancellationToken cancel = default) =>
            new(All.SingleOrDefault(company => company.Id == id.ToString()));
    }
}
