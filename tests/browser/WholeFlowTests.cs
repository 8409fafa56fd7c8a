using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests;

/// <summary>A recruiter and a candidate, each in a window of their own, from the invitation to the decision.</summary>
public sealed class WholeFlowTests(Browsers browsers)
{
    [Fact]
    public async Task A_company_takes_one_candidate_from_the_invitation_to_the_decision()
    {
        await using var company = await browsers.OwnerAsync();
        await using var home = await browsers.WindowAsync();
        var recruiter = await company.NewPageAsync();
        var link = await Browsers.InviteAsync(recruiter, "Camille Rousseau");
        await recruiter.ClickAsync("text=Open the session");
        var session = recruiter.Url;

        var candidate = await home.NewPageAsync();
        await Browsers.StartAsync(candidate, link);
        await SendAsync(candidate, Stories.Whole);

        await recruiter.GotoAsync(session + "/live");
        await Expect(recruiter.Locator(".turn[data-from='candidate']")).ToContainTextAsync(["Ana"]);

        // In the middle of a sentence the tab is closed; the candidate comes back by the same link.
        await candidate.FillAsync("#answer", "I had just begun to write");
        await candidate.WaitForSelectorAsync("#saved[data-now='draft']");
        await candidate.CloseAsync();
        candidate = await home.NewPageAsync();
        await candidate.GotoAsync(link);
        if (await candidate.Locator("button[value='resume']").CountAsync() > 0)
        {
            await candidate.ClickAsync("button[value='resume']");
        }

        await Expect(candidate.Locator("#answer")).ToHaveValueAsync("I had just begun to write");
        var before = await recruiter.Locator(".turn[data-from='candidate']").CountAsync();
        await SendAsync(candidate, Stories.Whole);
        await Expect(recruiter.Locator(".turn[data-from='candidate']")).ToHaveCountAsync(before + 1);

        while (await candidate.Locator("#answer").CountAsync() > 0)
        {
            await SendAsync(candidate, Stories.Whole);
        }

        await Expect(candidate.Locator("h1")).ToContainTextAsync("Thank you");
        await ReviewAsync(recruiter, session);
        await candidate.ReloadAsync();
        await Expect(candidate.Locator("#main")).ToContainTextAsync("She showed how she listens and what came of it.");
    }

    private static async Task ReviewAsync(IPage reviewer, string session)
    {
        await reviewer.GotoAsync(session);
        Assert.Equal(0, await reviewer.Locator("mark.quote").CountAsync());           // blind: nothing of a suggestion shows
        Assert.Equal(0, await reviewer.Locator(".suggestion").CountAsync());
        while (await reviewer.Locator("button[value='rate']").CountAsync() is > 0 and var open)
        {
            var first = reviewer.Locator(".competency:has(button[value='rate'])").First;
            await first.Locator("input[value='4']").CheckAsync();
            await first.Locator("button[value='rate']").ClickAsync();
            await Expect(reviewer.Locator("button[value='rate']")).ToHaveCountAsync(open - 1);
        }

        await Expect(reviewer.Locator("mark.quote").First).ToBeVisibleAsync();
        foreach (var quote in await reviewer.Locator(".suggestion blockquote a").AllAsync())
        {
            var words = await quote.EvaluateAsync<string>("link => link.firstChild.textContent");
            Assert.Contains(words, await reviewer.Locator(".transcript").InnerTextAsync());
        }

        await reviewer.Locator(".suggestion blockquote a").First.ClickAsync();
        Assert.Contains("#q", reviewer.Url);
        await reviewer.SelectOptionAsync("#recommendation", "yes");
        await reviewer.ClickAsync("button[value='submit']");
        await reviewer.CheckAsync("input[name='disposition'][value='advance']");
        await reviewer.FillAsync("#decision-reason", "She showed how she listens and what came of it.");
        await reviewer.ClickAsync("text=I read the transcript");
        await reviewer.ClickAsync("button[value='decide']");
        await Expect(reviewer.Locator("#decision")).ToContainTextAsync("recorded by");
    }

    private static async Task SendAsync(IPage candidate, string text)
    {
        await candidate.FillAsync("#answer", text);
        var asked = await candidate.Locator("#question").GetAttributeAsync("data-key");
        await candidate.ClickAsync("button[value='answer']");
        await candidate.WaitForFunctionAsync("asked => document.getElementById('question')?.dataset.key !== asked", asked);
    }
}
