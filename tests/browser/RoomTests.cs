using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests;

/// <summary>The candidate's room under what really happens: no script, a pause, two tabs, more time.</summary>
public sealed class RoomTests(Browsers browsers)
{
    [Fact]
    public async Task The_whole_room_works_without_script()
    {
        var candidate = await EnterAsync(script: false);
        await using var home = candidate.Context;

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
        await using var home = candidate.Context;
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
        await using var home = first.Context;
        await first.WaitForFunctionAsync("() => !document.getElementById('connection').hidden");
        var second = await first.Context.NewPageAsync();

        await second.GotoAsync("/i");

        await first.ClickAsync("#continue-here");
        await Expect(second.Locator("#continue-here")).ToBeVisibleAsync();
        await Expect(first.Locator("#continue-here")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_was_given_more_time_is_told_before_the_start_and_has_it()
    {
        await using var company = await browsers.OwnerAsync();
        var link = await Browsers.InviteAsync(await company.NewPageAsync(), "Ines Okafor", "1.5");
        var candidate = await (await browsers.WindowAsync(width: 390, colours: ColorScheme.Dark)).NewPageAsync();

        await candidate.GotoAsync(link);
        await Expect(candidate.Locator("[data-extra-time]")).ToContainTextAsync("You have 1.5 times the usual time");
        await Sound.AssertAsync(candidate);
        await Browsers.AgreeAsync(candidate, link);
        await Expect(candidate.Locator("[data-extra-time]")).ToContainTextAsync("You have 1.5 times the usual time");
        await candidate.ClickAsync("button[value='start']");

        await Expect(candidate.Locator("[data-part='hint']")).ToContainTextAsync("stops the clock for three minutes");
        await candidate.WaitForFunctionAsync("() => !document.getElementById('connection').hidden");
        await candidate.ClickAsync("button[value='think']");
        await Expect(candidate.Locator("#thinking")).ToHaveTextAsync(new Regex("^(3:00|2:[45])"));
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
