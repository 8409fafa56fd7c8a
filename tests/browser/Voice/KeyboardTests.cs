using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>The room by keyboard alone: after each step the focus is where the next one is, and never lost.</summary>
public sealed class KeyboardTests(Browsers browsers)
{
    [Fact]
    public async Task The_devices_are_checked_by_keyboard()
    {
        await using var company = await browsers.OwnerAsync();
        var link = await Browsers.InviteAsync(await company.NewPageAsync(), "Kei Tanaka");
        var page = await (await browsers.SpeakerAsync()).NewPageAsync();
        await Browsers.AgreeAsync(page, link, "recording.audio");

        await PressAsync(page, "[data-act='voice']");
        await PressAsync(page, "[data-act='practise']");
        await Expect(page.Locator("[data-act='stop']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("audio[data-play]")).ToBeFocusedAsync();
        await PressAsync(page, "[data-act='discard']");
        await Expect(page.Locator("[data-act='practise']")).ToBeFocusedAsync();
        await PressAsync(page, "[data-act='close']");

        await Expect(page.Locator("[data-act='voice']")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_answer_is_written_then_spoken_with_time_to_think_by_keyboard()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Ren Ito", purposes: "recording.audio");
        var page = candidate.Page;
        await page.FillAsync("#answer", Stories.Whole);
        await PressAsync(page, "button[value='answer']");
        await Expect(page.Locator("#answer")).ToHaveValueAsync("");
        await NotLostAsync(page);
        await PressAsync(page, "button[value='think']");
        await Expect(page.Locator("button[value='think']")).ToBeDisabledAsync();
        await Expect(page.Locator("#answer")).ToBeFocusedAsync();

        await page.FocusAsync("input[value='text']");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("room-voice")).ToBeVisibleAsync();
        await PressAsync(page, "[data-act='start']");
        await Expect(page.Locator(".lamp")).ToBeFocusedAsync();
        await candidate.UntilAsync(1);
        await PressAsync(page, ".room-actions button[value='answer']");
        await Expect(page.Locator(".lamp")).ToHaveAttributeAsync("data-state", "off");
        await NotLostAsync(page);
    }

    [Fact]
    public async Task A_recording_that_waits_for_thoughts_goes_on_by_keyboard()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Mio Sato", 390, ColorScheme.Dark, "recording.audio");
        await candidate.RecordAsync("voice", 1);

        await PressAsync(candidate.Page, "button[value='think']");

        await Expect(candidate.Page.Locator("[data-act='go-on']")).ToBeFocusedAsync();
        await Sound.AssertAsync(candidate.Page);
        await candidate.Page.Keyboard.PressAsync("Enter");
        await Expect(candidate.Page.Locator(".lamp")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task From_the_first_question_to_the_end_with_nothing_but_the_keyboard()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Aiko Mori", purposes: ["recording.audio", "recording.video"]);
        var page = candidate.Page;
        await TabToAsync(page, "input[name='mode']");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("input[value='video']")).ToBeCheckedAsync();
        await TabToAsync(page, "[data-act='start']", "Enter");
        await candidate.UntilAsync(1);

        await TabToAsync(page, "button[value='pause']", "Enter");
        await page.WaitForSelectorAsync("button[value='resume']");
        await TabToAsync(page, "button[value='resume']", "Enter");
        await Expect(page.Locator("[data-offer]")).ToBeVisibleAsync();
        await AskedAnewAsync(page, () => TabToAsync(page, "[data-offer] [data-act='finish']", "Enter"));

        await TabToAsync(page, "input[name='mode']");
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowLeft");
        await TabToAsync(page, "#answer");
        await page.Keyboard.TypeAsync("I wrote this one");
        await AskedAnewAsync(page, () => page.Keyboard.PressAsync("Control+Enter"));
        await AskedAnewAsync(page, () => TabToAsync(page, "button[value='skip']", "Enter"));

        await TabToAsync(page, "details.decline summary", "Enter");
        await TabToAsync(page, "button[value='end']", "Enter");
        await candidate.EndedAsync();
    }

    // As a person does who sees nothing of the page but what has the focus.
    private static async Task TabToAsync(IPage page, string wanted, string? press = null)
    {
        const int most = 60;
        for (var tabs = 0; !await page.EvaluateAsync<bool>("wanted => document.activeElement.matches(wanted)", wanted); tabs++)
        {
            Assert.True(tabs < most, $"{wanted} is not reached by the tabulator key");
            await page.Keyboard.PressAsync("Tab");
        }

        if (press is not null)
        {
            await page.Keyboard.PressAsync(press);
        }
    }

    private static async Task AskedAnewAsync(IPage page, Func<Task> answerAsync)
    {
        var asked = await page.Locator("#question").GetAttributeAsync("data-key");
        await answerAsync();
        await page.WaitForFunctionAsync("asked => document.getElementById('question')?.dataset.key !== asked", asked);
    }

    private static async Task PressAsync(IPage page, string button)
    {
        await page.Locator(button).Locator("visible=true").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task NotLostAsync(IPage page) => await page.WaitForFunctionAsync("() => document.activeElement !== document.body");
}
