using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace JobInterview.Browser.Tests;

/// <summary>A candidate whose browser is interrupted: what the room's page shows, and what the server knows.</summary>
internal sealed class Interrupted(IPage page, string link) : IAsyncDisposable
{
    public IPage Page => page;

    public string Link => link;

    public ILocator Question => page.Locator("#question");

    public ILocator Box => page.Locator("#answer");

    /// <summary>What a tab says that does not speak for the candidate.</summary>
    public ILocator ContinueHere => page.Locator("#continue-here");

    /// <summary>Invited, agreed, started, and followed by a stream of events.</summary>
    public static async Task<Interrupted> StartAsync(Browsers browsers, Func<IPage, Task>? before = null)
    {
        await using var company = await browsers.OwnerAsync();
        var link = await Browsers.InviteAsync(await company.NewPageAsync(), "Ines Castelo");
        var page = await (await browsers.WindowAsync()).NewPageAsync();
        await (before?.Invoke(page) ?? Task.CompletedTask);
        await Browsers.StartAsync(page, link);
        var candidate = new Interrupted(page, link);
        await candidate.FollowsAsync();
        return candidate;
    }

    /// <summary>The same link in another tab or on another device, as soon as it speaks for the candidate.</summary>
    public async Task<Interrupted> OpenAsync(IBrowserContext window)
    {
        var other = new Interrupted(await window.NewPageAsync(), link);
        await other.Page.GotoAsync(link);
        await other.FollowsAsync();
        return other;
    }

    public Task FollowsAsync() => page.WaitForSelectorAsync("#connection:not([hidden]) [data-tone='ok']");

    /// <summary>Writes, and waits until the page says that the words are kept.</summary>
    public async Task WriteAsync(string words)
    {
        await page.FillAsync("#answer", words);
        await page.WaitForSelectorAsync("#saved[data-now='draft']");
    }

    /// <summary>Refreshes the page; where that took long, the interview waits for the candidate.</summary>
    public async Task ReloadAsync()
    {
        await page.ReloadAsync();
        if (await page.Locator("button[value='resume']").CountAsync() > 0)
        {
            await page.ClickAsync("button[value='resume']");
        }
    }

    public Task FinishAsync() => page.ClickAsync(".room-actions button[value='answer']");

    public Task NotSentYetAsync() => page.WaitForSelectorAsync("#saved[data-now='unsent']");

    public async Task<string> AskedAsync() => await Question.GetAttributeAsync("data-key") ?? "";

    public Task AskedAfterAsync(string asked) => page.WaitForFunctionAsync("asked => document.getElementById('question')?.dataset.key !== asked", asked);

    /// <summary>The answers that the server has, in order.</summary>
    public async Task<string[]> AnswersAsync()
    {
        var answer = await page.APIRequest.GetAsync("/api/v1/room/transcript");
        return [.. (await answer.JsonAsync())!.Value.GetProperty("turns").EnumerateArray()
            .Where(turn => turn.GetProperty("speaker").GetString() == "candidate").Select(turn => turn.GetProperty("text").GetString()!)];
    }

    /// <summary>The room as the server has it.</summary>
    public async Task<JsonElement> RoomAsync() => (await (await page.APIRequest.GetAsync("/api/v1/room")).JsonAsync())!.Value;

    /// <summary>Until the server has noticed that nobody is there.</summary>
    public async Task SuspendedAsync()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await RoomAsync()).GetProperty("state").GetString() != "suspended")
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>How often something has happened in the session so far.</summary>
    public async Task<int> CountAsync(string kind)
    {
        var last = (await RoomAsync()).GetProperty("seq").GetInt64();
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}")));
        using var events = new StreamReader(await http.GetStreamAsync(new Uri(new Uri(link), "/api/v1/room/events")));
        var count = 0;
        for (var line = ""; line != $"id: {last}"; line = await events.ReadLineAsync() ?? throw new EndOfStreamException())
        {
            count += line == $"event: {kind}" ? 1 : 0;
        }

        return count;
    }

    /// <summary>Answers past the page, as the same candidate from elsewhere who took nothing over.</summary>
    public async Task AnswerPastThePageAsync(string words)
    {
        var epoch = (await RoomAsync()).GetProperty("epoch").GetInt32();
        var answered = await page.APIRequest.PostAsync("/api/v1/room/turns", new()
        {
            Headers = new Dictionary<string, string> { ["Sec-Fetch-Site"] = "same-origin" },
            DataObject = new { epoch, clientMessageId = Guid.NewGuid().ToString("n"), text = words },
        });
        Assert.True(answered.Ok, await answered.TextAsync());
    }

    /// <summary>Until the page's clock is the server's: it may run between two looks, and is not out by the minutes that were slept.</summary>
    public async Task HasTheServersClockAsync()
    {
        var remaining = (await RoomAsync()).GetProperty("clock").GetProperty("remainingSeconds").GetInt32();
        await page.WaitForFunctionAsync(
            """
            remaining => {
                const [minutes, seconds] = document.querySelector('#clock span').textContent.split(':').map(Number);
                return Math.abs(minutes * 60 + seconds - remaining) < 120;
            }
            """, remaining);
    }

    /// <summary>Ten minutes of sleep as a page knows them: between two ticks the clock of the device has jumped. Awake, it follows the session anew.</summary>
    public Task SleepAsync() => page.RunAndWaitForRequestAsync(
        () => page.EvaluateAsync("(now => { Date.now = () => now() + 600_000; })(Date.now)"), new Regex("/room/events"));

    public ValueTask DisposeAsync() => page.Context.DisposeAsync();
}
