using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace JobInterview.Browser.Tests;

/// <summary>What holds for every state of every page: no axe violation, and nothing wider than its window.</summary>
internal static class Sound
{
    public static async Task AssertAsync(IPage page)
    {
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{page.Url}: {violation.Id} {violation.Nodes[0].Html}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{page.Url} scrolls sideways");
    }
}
