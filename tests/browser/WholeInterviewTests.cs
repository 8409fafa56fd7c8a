using Microsoft.Playwright;

namespace JobInterview.Browser.Tests;

/// <summary>A recruiter and a candidate in two windows, from the invitation to the decision.</summary>
public sealed class WholeInterviewTests(Browsing browsing)
{
    private const string Story =
        "Last spring my colleague Ana and I disagreed about the delivery order. I asked her why she wanted to change it and listened to her concern. "
        + "I proposed a trial for two weeks, we agreed on a compromise, and as a result complaints fell by 30 percent.";

    [Fact]
    public async Task An_interview_goes_from_invitation_to_decision_with_a_closed_tab_in_the_middle()
    {
        var recruiter = await browsing.SignInAsync();
        var link = await browsing.InviteAsync(recruiter, "Camille Rousseau");
        await recruiter.ClickAsync("text=Open the session");
        var session = recruiter.Url;

        var candidate = await browsing.WindowAsync();
        await candidate.GotoAsync(link);
        Assert.Equal("/i", new Uri(candidate.Url).AbsolutePath);
        await Browsing.CheckAsync(candidate);
        foreach (var purpose in await candidate.QuerySelectorAllAsync("input[name=purpose]"))
        {
            await purpose.CheckAsync();
        }

        await candidate.ClickAsync("button[value=consent]");
        await candidate.ClickAsync("button[value=start]");
        await AnswerAsync(candidate);
        await Browsing.CheckAsync(candidate);

        await recruiter.GotoAsync(session + "/live");
        await Assertions.Expect(recruiter.GetByText("disagreed about the delivery order").First).ToBeVisibleAsync();

        await candidate.Context.Pages[0].CloseAsync();
        var back = await candidate.Context.NewPageAsync();
        await back.GotoAsync(link);
        await Assertions.Expect(back.GetByText("Question 2 of 6")).ToBeVisibleAsync();
        for (var i = 0; i < 5; i++)
        {
            await AnswerAsync(back);
        }

        await Assertions.Expect(back.GetByText("Review by people")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Browsing.CheckAsync(back);

        await ReviewAsync(recruiter, session);
        await back.ReloadAsync();
        await Assertions.Expect(back.GetByText("Clear evidence in the first answer.")).ToBeVisibleAsync();
        await Browsing.CheckAsync(back);
    }

    private static async Task AnswerAsync(IPage page)
    {
        var key = await page.GetAttributeAsync("#question", "data-key");
        await page.FillAsync("#answer", Story);
        await page.ClickAsync("button[value=answer]");
        await page.WaitForFunctionAsync("key => document.querySelector('#question')?.dataset.key !== key", key, new() { Timeout = 20_000 });
    }

    private static async Task ReviewAsync(IPage recruiter, string session)
    {
        await recruiter.GotoAsync(session);
        await Assertions.Expect(recruiter.Locator("mark.quote")).ToHaveCountAsync(0);   // blind first: no trace of a suggestion
        while (await recruiter.QuerySelectorAsync("button[value=rate]") is not null)
        {
            var form = recruiter.Locator("form:has(button[value=rate])").First;
            await form.Locator("input[name=rating][value='3']").CheckAsync(new() { Force = true });
            await form.Locator("button[value=rate]").ClickAsync();
        }

        await Assertions.Expect(recruiter.Locator("mark.quote").First).ToBeVisibleAsync();
        await Browsing.CheckAsync(recruiter);
        await recruiter.SelectOptionAsync("[name=recommendation]", "Yes");
        await recruiter.ClickAsync("button[value=submit]");
        await recruiter.Locator("input[name=disposition][value=Advance]").CheckAsync(new() { Force = true });
        await recruiter.FillAsync("#decision-reason", "Clear evidence in the first answer.");
        await recruiter.CheckAsync("form:has(button[value=decide]) input[type=checkbox]");
        await recruiter.ClickAsync("button[value=decide]");
        await Assertions.Expect(recruiter.GetByText("recorded by")).ToBeVisibleAsync();
        await Browsing.CheckAsync(recruiter);
    }
}
