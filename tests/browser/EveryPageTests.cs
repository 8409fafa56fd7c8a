using Microsoft.Playwright;

namespace JobInterview.Browser.Tests;

/// <summary>What holds for every page: no axe violation, no error in the console, nothing wider than a small phone.</summary>
public sealed class EveryPageTests(Browsers browsers)
{
    public static TheoryData<string> Public { get; } = ["/", "/pricing", "/privacy", "/cookies", "/sign-in", "/sign-up", "/join/none", "/no-such-page"];

    public static TheoryData<string> Company { get; } =
        ["/demo", "/demo/sessions", "/demo/plans", "/demo/plans/new", "/demo/invite", "/demo/outbox", "/demo/candidates", "/demo/members", "/demo/api-clients", "/demo/settings",
         "/demo/retention", "/demo/retention?state=destroyed&kind=transcript", "/demo/retention/periods", "/demo/retention/export", "/demo/holds", "/demo/subscription", "/demo/subscription?to=none"];

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

    [Theory]
    [InlineData(390), InlineData(820), InlineData(1280)]
    public async Task The_chart_of_the_overview_is_whole_at_every_width(int width)
    {
        await using var company = await browsers.OwnerAsync(width);
        var page = await company.NewPageAsync();
        await Browsers.InviteAsync(page, "Wen-Li Tsai");

        await page.GotoAsync("/demo");

        var chart = await page.Locator("svg.chart:visible").BoundingBoxAsync();
        var frame = await page.Locator("figure.card").BoundingBoxAsync();
        Assert.InRange(chart!.X + chart.Width, frame!.X, frame.X + frame.Width);
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('figure.card *')].every(part => part.scrollWidth <= part.clientWidth || !part.matches('.table-wrap'))"));
    }

    // A long address is the usual one; what is cut off on a phone is not there.
    [Theory]
    [InlineData("/demo/outbox"), InlineData("/demo/members"), InlineData("/demo/api-clients")]
    public async Task Nothing_is_cut_on_a_phone(string path)
    {
        await using var company = await browsers.OwnerAsync(width: 390);
        var page = await company.NewPageAsync();
        await Browsers.InviteAsync(page, "Wen-Li Tsai");

        await page.GotoAsync(path);

        var cut = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('main td, main th, main summary *, main .table-wrap')].filter(part => part.getClientRects().length > 0 && part.tagName !== 'svg'
                && !part.matches('.visually-hidden')
                && (part.getBoundingClientRect().right > innerWidth || part.matches('.table-wrap') && part.scrollWidth > part.clientWidth)).map(part => part.outerHTML.slice(0, 80))
            """);
        Assert.Empty(cut);
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
