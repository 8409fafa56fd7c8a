using JobInterview.Api.Http;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Api.Retention;

/// <summary>Legal holds as forms and requests ask for them; the rules are the hold's own.</summary>
internal sealed class Holds(TenantGrains tenant, IHoldShelf shelf)
{
    public async Task<Outcome<HoldListing>> AskAsync(HoldRequest request, Guid by)
    {
        if (request.Reason is { Length: > 0 } && TextRules.Lines("/reason", request.Reason, LegalHold.MaxReason) is { } fault)
        {
            return Refusals.Invalid(fault);
        }

        var id = RandomId.New();
        return await ShowAsync(id, await tenant.Retention().AskHoldAsync(id, request, by));
    }

    /// <summary>The next step of a hold, by a member.</summary>
    public async Task<Outcome<HoldListing>> StepAsync(Guid hold, HoldStep step, Guid by) => await ShowAsync(hold, step switch
    {
        HoldStep.Place => await tenant.Retention().PlaceHoldAsync(hold, by),
        HoldStep.Withdraw => await tenant.Retention().WithdrawHoldAsync(hold, by),
        HoldStep.AskRelease => await tenant.Retention().AskReleaseAsync(hold, by),
        _ => await tenant.Retention().ReleaseHoldAsync(hold, by),
    });

    private async Task<Outcome<HoldListing>> ShowAsync(Guid hold, Outcome<LegalHold> outcome) =>
        outcome.Refusal is { } refusal ? refusal : (await shelf.FindAsync(tenant.Key(hold)))!;
}

/// <summary>What can be done with a hold that was asked for.</summary>
internal enum HoldStep { Place, Withdraw, AskRelease, Release }
