using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests;

/// <summary>The candidate's room under what really happens: no script, two tabs, a killed server.</summary>
[Collection("one product")]
public sealed class RoomTests(Browsers browsers)
{
    [Fact]
    public async Task The_whole_room_works_without_script()
    {
        var candidate = await EnterAsync(script: false);

        for (var i = 0; i < 20 && await candidate.Locator("#answer").CountAsync() > 0; i++)
        {
            await candidate.FillAsync("#answer", Stories.Whole);
            await candidate.ClickAsync("button[value='answer']");
        }

        await Expect(candidate.Locator("h1")).ToContainTextAsync("Thank you");
    }

    [Fact]
    public async Task Pause_stops_the_clock_and_continue_asks_the_same_question()
    {
        var candidate = await EnterAsync();
        var asked = await candidate.InnerTextAsync("#question");
        await candidate.WaitForFunctionAsync("() => !document.getElementById('connection').hidden");      // a command before the page has its turn is an older page's

        await candidate.ClickAsync("button[value='pause']");
        await candidate.ClickAsync("button[value='resume']");

        await Expect(candidate.Locator("#question")).ToHaveTextAsync(asked);
    }

    [Fact]
    public async Task Only_one_tab_speaks_and_the_other_can_take_over()
    {
        var first = await EnterAsync();
        await first.WaitForFunctionAsync("() => !document.getElementById('connection').hidden");
        var second = await first.Context.NewPageAsync();

        await second.GotoAsync("/i");

        await first.ClickAsync("#continue-here");
        await Expect(second.Locator("#continue-here")).ToBeVisibleAsync();
        await Expect(first.Locator("#continue-here")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_killed_server_loses_nothing_and_the_room_goes_on_by_itself()
    {
        var candidate = await EnterAsync();
        await candidate.WaitForFunctionAsync("() => !document.getElementById('connection').hidden");
        var asked = await candidate.InnerTextAsync("#question");
        await candidate.FillAsync("#answer", Stories.Whole);

        await browsers.Product.KillAsync();
        await candidate.ClickAsync("button[value='answer']");
        await browsers.Product.StartAsync();

        await candidate.WaitForFunctionAsync("asked => document.getElementById('question').textContent !== asked", asked, new() { Timeout = 6_000 });
        await Expect(candidate.Locator("#answer")).ToHaveValueAsync("");
    }

    private async Task<IPage> EnterAsync(bool script = true)
    {
        var company = await browsers.OwnerAsync();
        var link = await Browsers.InviteAsync(await company.NewPageAsync(), "Idris Halloran");
        await company.CloseAsync();
        var candidate = await (await browsers.WindowAsync(script)).NewPageAsync();
        await Browsers.StartAsync(candidate, link);
        return candidate;
    }
}
