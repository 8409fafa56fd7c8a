using Microsoft.Playwright;

namespace JobInterview.Browser.Tests;

/// <summary>Every page of the flow, light and dark, wide and narrow: no axe violation, nothing wider than the window.</summary>
public sealed class PageTests(Browsing browsing)
{
    private static readonly string[] Public = ["", "pricing", "privacy", "cookies", "sign-in", "sign-up", "no-such-page"];
    private static readonly string[] Company =
        ["demo", "demo/sessions", "demo/plans", "demo/plans/new", "demo/invite", "demo/outbox", "demo/candidates", "demo/members", "demo/api-clients", "demo/settings"];

    [Theory]
    [InlineData(ColorScheme.Light, 1280), InlineData(ColorScheme.Dark, 1280), InlineData(ColorScheme.Light, 360)]
    public async Task Public_pages_are_accessible(ColorScheme scheme, int width)
    {
        var page = await browsing.WindowAsync(scheme, width);
        foreach (var path in Public)
        {
            await page.GotoAsync(path);
            await Browsing.CheckAsync(page);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280), InlineData(ColorScheme.Dark, 1280), InlineData(ColorScheme.Light, 360)]
    public async Task Company_pages_are_accessible(ColorScheme scheme, int width)
    {
        var page = await browsing.SignInAsync(scheme, width);
        foreach (var path in Company)
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(200, answer!.Status);
            await Browsing.CheckAsync(page);
        }
    }

    [Fact]
    public async Task The_stylesheet_arrives_compressed_and_whole()
    {
        using var http = browsing.Product.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/look.css");
        request.Headers.Add("Accept-Encoding", "gzip");

        using var answer = await http.SendAsync(request);

        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length > 1_000);
    }
}
