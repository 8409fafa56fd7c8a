using JobInterview.Api.Tests.Product;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests;

/// <summary>The candidate's room while the server dies; a server of its own, which others do not need.</summary>
public sealed class KilledServerTests(Browsers browsers)
{
    [Fact]
    public async Task A_killed_server_loses_nothing_and_the_room_goes_on_by_itself()
    {
        await using var product = await ProductProcess.StartAsync();
        await using var company = await browsers.OwnerAsync(product: product);
        var link = await Browsers.InviteAsync(await company.NewPageAsync(), "Idris Halloran");
        await using var home = await browsers.WindowAsync(product: product);
        var candidate = await home.NewPageAsync();
        await Browsers.StartAsync(candidate, link);
        await candidate.WaitForFunctionAsync("() => !document.getElementById('connection').hidden");
        var asked = await candidate.InnerTextAsync("#question");
        await candidate.FillAsync("#answer", Stories.Whole);

        await product.KillAsync();
        await candidate.ClickAsync("button[value='answer']");
        await product.StartAsync();

        await candidate.WaitForFunctionAsync("asked => document.getElementById('question').textContent !== asked", asked, new() { Timeout = 6_000 });
        await Expect(candidate.Locator("#answer")).ToHaveValueAsync("");
    }
}
