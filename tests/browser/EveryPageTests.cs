using Microsoft.Playwright;

namespace JobInterview.Browser.Tests;

/// <summary>What holds for every page: no axe violation, no error in the console, nothing wider than a small phone.</summary>
[Collection("one product")]
public sealed class EveryPageTests(Browsers browsers)
{
    public static TheoryData<string> Public { get; } = ["/", "/pricing", "/privacy", "/cookies", "/sign-in", "/sign-up", "/join/none", "/no-such-page"];

    public static TheoryData<string> Company { get; } =
        ["/demo", "/demo/sessions", "/demo/plans", "/demo/plans/new", "/demo/invite", "/demo/outbox", "/demo/candidates", "/demo/members", "/demo/api-clients", "/demo/settings"];

    [Theory]
    [MemberData(nameof(Public))]
    public async Task A_public_page_is_sound(string path)
    {
        await using var light = await browsers.WindowAsync();
        await using var dark = await browsers.WindowAsync(width: 320, colours: ColorScheme.Dark, locale: "fr-FR");

        await SoundAsync(light, path);
        await SoundAsync(dark, path);
    }

    [Theory]
    [MemberData(nameof(Company))]
    public async Task A_company_page_is_sound(string path)
    {
        await using var light = await browsers.OwnerAsync();
        await using var dark = await browsers.OwnerAsync(width: 320, colours: ColorScheme.Dark, locale: "fr-FR");

        await SoundAsync(light, path);
        await SoundAsync(dark, path);
    }

    [Fact]
    public async Task A_plan_a_session_and_the_room_are_sound()
    {
        await using var company = await browsers.OwnerAsync();
        await using var home = await browsers.WindowAsync(width: 320, colours: ColorScheme.Dark);
        var recruiter = await company.NewPageAsync();
        await recruiter.GotoAsync("/demo/plans");
        await SoundAsync(company, await recruiter.Locator(".cover").First.GetAttributeAsync("href") ?? "");
        var link = await Browsers.InviteAsync(recruiter, "Wen-Li Tsai");
        await recruiter.ClickAsync("text=Open the session");

        await SoundAsync(home, link);
        var candidate = await home.NewPageAsync();
        await Browsers.StartAsync(candidate, link);
        await SoundAsync(home, "/i");
        foreach (var tab in new[] { "", "/live", "/candidate", "/consents", "/timeline" })
        {
            await SoundAsync(company, recruiter.Url + tab);
        }
    }

    private static async Task SoundAsync(IBrowserContext window, string path)
    {
        var page = await window.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) ? [message.Text] : []);
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync(path);

        await Sound.AssertAsync(page);
        Assert.Empty(complaints);
        await page.CloseAsync();
    }
}
