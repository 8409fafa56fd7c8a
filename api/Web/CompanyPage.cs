using JobInterview.Api.Identity;
using JobInterview.Api.Tenants;
using JobInterview.Grains;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace JobInterview.Api.Web;

/// <summary>A page of one company, for its signed-in members.</summary>
[Authorize(Policy = Policies.SignedIn)]
public abstract class CompanyPage : ComponentBase
{
    /// <summary>The company's part of the address; the pipeline has proved that it is the member's own.</summary>
    [Parameter] public string Slug { get; set; } = "";

    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    [Inject] protected TenantGrains Tenant { get; set; } = null!;

    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>What was refused by the form that was just sent.</summary>
    protected Refusal? Refused { get; set; }

    protected TenantId TenantId => Member.Tenant;

    protected MemberCaller Member => Http.Member() ?? throw new InvalidOperationException("A company's page was opened by nobody.");

    protected bool May(Permission permission) => Member.Role.Allows(permission);

    /// <summary>An address inside the company.</summary>
    protected string At(string path = "") => Language.To($"/{Slug}{path}");

    /// <summary>Goes on to the next page after a form did its work, or stays and says why it did not.</summary>
    protected void Go(Refusal? refusal, string path)
    {
        Refused = refusal;
        if (refusal is null)
        {
            Navigation.NavigateTo(At(path));
        }
    }

    /// <summary>What was typed into a field of a form that was refused.</summary>
    protected string? Typed(string field) => Refused is not null && Http.Request.HasFormContentType ? Http.Request.Form[field].ToString() : null;

    /// <summary>Answers as for anything that does not exist.</summary>
    protected void NotHere() => Navigation.NotFound();
}
