using JobInterview.Grains.Retention;
using JobInterview.Silo.Retention;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Retention;

/// <summary>Where two people ask for a hold, place it, and let it go.</summary>
internal static class HoldDesk
{
    public static readonly Guid Ann = Guid.NewGuid();
    public static readonly Guid Bob = Guid.NewGuid();

    public static Holding Desk(KeptThings kept) => new(kept.Storage.Get<IHoldBook>(), kept.Storage.Make<ProcessClock>(kept.Storage.Get<IDueLedger>()));

    public static HoldRequest Request(TestStorage storage, HoldScope scope) => new("A dispute about one interview", scope, storage.Clock.GetUtcNow().AddDays(90));

    public static async Task<TenantKey> PlaceAsync(KeptThings kept, HoldScope scope)
    {
        var hold = new TenantKey(kept.Tenant, RandomId.New());
        Assert.True((await Desk(kept).AskAsync(hold, Request(kept.Storage, scope), Ann)).Accepted);
        Assert.True((await Desk(kept).PlaceAsync(hold, Bob, kept.Terms)).Accepted);
        return hold;
    }

    public static async Task<Grains.Outcome<LegalHold>> ReleaseAsync(KeptThings kept, TenantKey hold, Guid asks, Guid lifts)
    {
        Assert.True((await Desk(kept).AskReleaseAsync(hold, asks)).Accepted);
        return await Desk(kept).ReleaseAsync(hold, lifts, kept.Terms);
    }

    public static async Task<string[]> ActionsAsync(KeptThings kept)
    {
        var log = await kept.Storage.Make<Silo.Data.Members.AuditLog>().ListAsync(kept.Tenant, null, 100);
        return [.. log.Items.Select(entry => entry.Note.Action).Where(action => action.StartsWith("legal-hold", StringComparison.Ordinal))];
    }
}
