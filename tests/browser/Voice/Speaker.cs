using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>A candidate in front of a microphone and a camera.</summary>
internal sealed class Speaker(IPage page, string link, string session) : IAsyncDisposable
{
    public IPage Page { get; set; } = page;

    /// <summary>The session's page, as the company sees it.</summary>
    public string Session { get; } = session;

    /// <summary>Invited, agreed, started.</summary>
    public static async Task<Speaker> StartAsync(Browsers browsers, string name, int width = 1280, ColorScheme colours = ColorScheme.Light, params string[] purposes)
    {
        await using var company = await browsers.OwnerAsync();
        var recruiter = await company.NewPageAsync();
        var link = await Browsers.InviteAsync(recruiter, name);
        await recruiter.ClickAsync("text=Open the session");
        var page = await (await browsers.SpeakerAsync(width, colours)).NewPageAsync();
        await Browsers.AgreeAsync(page, link, purposes);
        await page.ClickAsync("button[value='start']");
        await page.WaitForSelectorAsync("#modes:not([hidden])");
        return new(page, link, recruiter.Url);
    }

    public async Task RecordAsync(string channel, double seconds)
    {
        await Page.Locator($"input[name='mode'][value='{channel}']").CheckAsync();
        await Page.ClickAsync("[data-act='start']");
        await UntilAsync(seconds);
    }

    /// <summary>Until the lamp has shown so many seconds of recording.</summary>
    public Task UntilAsync(double seconds) => Page.WaitForFunctionAsync(
        """
        seconds => {
            const lamp = document.querySelector('.lamp[data-state="on"] .num')?.textContent.split(':').map(Number);
            return lamp && lamp[0] * 60 + lamp[1] >= seconds;
        }
        """, seconds);

    /// <summary>Sends what was recorded, and gives how long the recorder says it ran.</summary>
    public async Task<int> FinishAsync(string button = ".room-actions button[value='answer']")
    {
        var asked = await Page.Locator("#question").GetAttributeAsync("data-key");
        await Page.ClickAsync(button);
        await Page.WaitForFunctionAsync("asked => document.getElementById('question')?.dataset.key !== asked", asked);
        return await Page.EvaluateAsync<int>("Number(document.querySelector('room-voice')?.dataset.recordedMs ?? 0)");
    }

    /// <summary>The tab is gone in the middle of a word; the candidate comes back by the same link.</summary>
    public async Task ComeBackAsync()
    {
        var window = Page.Context;
        await Page.CloseAsync();
        Page = await window.NewPageAsync();
        await Page.GotoAsync(link);
        if (await Page.Locator("button[value='resume']").CountAsync() > 0)
        {
            await Page.ClickAsync("button[value='resume']");
        }

        await Page.WaitForSelectorAsync("#modes:not([hidden])");
    }

    /// <summary>Nothing of a recording is left on the device once the server has all of it.</summary>
    public Task AllArrivedAsync() => Page.WaitForFunctionAsync(
        """
        async () => {
            const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle('ji-slices', { create: true });
            for await (const name of kept.keys()) { return false; }
            return true;
        }
        """, null, new() { PollingInterval = 200 });

    /// <summary>The recordings of the session, as the company lists them.</summary>
    public async Task<JsonElement[]> RecordingsAsync(Browsers browsers)
    {
        await using var company = await browsers.OwnerAsync();
        var answer = await company.APIRequest.GetAsync($"/api/v1/sessions/{Session.Split('/')[^1]}/recordings");
        return [.. (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray()];
    }

    public async Task EndedAsync() => await Expect(Page.Locator("h1")).ToContainTextAsync("Thank you");

    public ValueTask DisposeAsync() => Page.Context.DisposeAsync();
}
