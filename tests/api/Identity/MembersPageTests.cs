using JobInterview.Api.Tests.Product;
using JobInterview.Tenants;

namespace JobInterview.Api.Tests.Identity;

/// <summary>The page of a company's people, on the running product.</summary>
public sealed class MembersPageTests(ProductFixture fixture)
{
    [Theory]
    [InlineData("9", false), InlineData("Nobody", false), InlineData("Reviewer", true)]
    public async Task A_role_is_one_of_those_that_there_are(string role, bool isInvited)
    {
        var company = await Company.OpenAsync(fixture.Http);

        using var form = Company.Form(fixture.Http, $"/{company.Slug}/members", new() { ["_handler"] = "invite-member", ["do"] = "invite", ["role"] = role, ["email"] = "late@example.test" });
        form.Headers.Add("Cookie", company.Cookie);
        using var answer = await fixture.Http.SendAsync(form);

        Assert.Equal(isInvited, (await Company.PageAsync(fixture.Http, company.Cookie, $"/{company.Slug}/members")).Contains("late@example.test", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("members"), InlineData("sessions"), InlineData("plans"), InlineData("candidates"), InlineData("outbox"), InlineData("retention")]
    public async Task What_is_no_position_in_a_list_shows_its_beginning(string page)
    {
        var company = await Company.OpenAsync(fixture.Http);

        foreach (var after in new[] { "nonsense", "99999999999999999999-0", $"{long.MaxValue}-{RandomId.Format(RandomId.New())}" })
        {
            await Company.PageAsync(fixture.Http, company.Cookie, $"/{company.Slug}/{page}?after={after}");
        }
    }
}
