using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>Whole interviews by voice and by video: the candidate speaks, the recruiter plays.</summary>
[Collection<RealTime>]
public sealed class VoiceInterviewTests(Browsers browsers)
{
    private const int Tolerance = 200;

    [Theory]
    [InlineData("voice", "audio", "recording.audio")]
    [InlineData("video", "video", "recording.audio", "recording.video")]
    public async Task A_whole_interview_is_spoken_played_and_followed_word_by_word(string channel, string kind, params string[] purposes)
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Imani Duarte", purposes: purposes);
        await candidate.RecordAsync(channel, 6);
        await Sound.AssertAsync(candidate.Page);
        var recordedMs = await candidate.FinishAsync();
        while (await candidate.Page.Locator("#question").CountAsync() > 0)
        {
            await candidate.RecordAsync(channel, 1);
            await candidate.FinishAsync();
        }

        await candidate.EndedAsync();
        await candidate.AllArrivedAsync();

        await using var company = await browsers.OwnerAsync();
        var recruiter = await company.NewPageAsync();
        await PlayAsync(recruiter, candidate.Session, kind, recordedMs);
        await Sound.AssertAsync(recruiter);
    }

    [Fact]
    public async Task A_recording_cut_off_by_a_closed_tab_arrives_on_return_and_can_be_sent()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Pavel Novak", purposes: "recording.audio");
        await candidate.Page.Context.RouteAsync("**/room/recordings/*", route => route.Request.Method == "PATCH" ? route.AbortAsync() : route.ContinueAsync());
        await candidate.RecordAsync("voice", 11);
        await candidate.Page.WaitForFunctionAsync("() => document.getElementById('tail').dataset.state === 'waiting'");
        Assert.Equal("beforeunload", await LeaveAsync(candidate.Page));

        await candidate.Page.Context.UnrouteAllAsync();
        await candidate.ComeBackAsync();

        await Expect(candidate.Page.Locator("[data-offer]")).ToBeVisibleAsync();
        await Sound.AssertAsync(candidate.Page);
        await candidate.FinishAsync("[data-offer] [data-act='finish']");
        await candidate.AllArrivedAsync();
        var recording = Assert.Single(await candidate.RecordingsAsync(browsers));
        Assert.True(recording.GetProperty("state").GetString() is "complete" or "damaged");        // whole as it was recorded; its container ends in mid-air
        Assert.InRange(recording.GetProperty("bytes").GetInt64(), 20_000, long.MaxValue);
    }

    [Fact]
    public async Task Nothing_is_recorded_while_paused_and_the_draft_survives_a_change_of_mode()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Lena Fischer", purposes: "recording.audio");
        await candidate.Page.FillAsync("#answer", "I had begun to write");
        await candidate.RecordAsync("voice", 1);
        await Expect(candidate.Page.Locator("#answer")).ToBeHiddenAsync();

        await candidate.Page.Locator("input[name='mode'][value='text']").CheckAsync();

        await Expect(candidate.Page.Locator("#answer")).ToHaveValueAsync("I had begun to write");
        await Expect(candidate.Page.Locator(".lamp")).ToHaveAttributeAsync("data-state", "off");
        await candidate.RecordAsync("voice", 1);
        await candidate.Page.ClickAsync("button[value='pause']");
        await candidate.Page.ClickAsync("button[value='resume']");
        await Expect(candidate.Page.Locator("[data-offer]")).ToBeVisibleAsync();
        await Expect(candidate.Page.Locator(".lamp")).ToHaveAttributeAsync("data-state", "off");
    }

    [Fact]
    public async Task A_long_silence_asks_and_never_cuts_off()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Sana Qureshi", 390, ColorScheme.Dark, "recording.audio");

        await candidate.RecordAsync("voice", 2);

        await candidate.Page.WaitForSelectorAsync("[data-finished]:not([hidden])", new() { Timeout = 30_000 });
        Assert.Equal("on", await candidate.Page.Locator(".lamp").GetAttributeAsync("data-state"));
        await Sound.AssertAsync(candidate.Page);
        await candidate.FinishAsync("[data-finished] [data-act='finish']");
    }

    [Fact]
    public async Task What_there_is_no_room_for_is_not_recorded_on_and_the_candidate_writes()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Nils Berg", purposes: "recording.audio");
        await candidate.Page.Context.RouteAsync("**/room/recordings", route => route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = """{"code":"quota-exceeded"}""" }));

        await candidate.RecordAsync("voice", 0);

        await Expect(candidate.Page.Locator("#live-notices")).ToContainTextAsync("no room left for recordings", new() { Timeout = 20_000 });
        await Expect(candidate.Page.Locator(".lamp")).ToHaveAttributeAsync("data-state", "off");
        await Expect(candidate.Page.Locator("input[value='text']")).ToBeCheckedAsync();
        await Expect(candidate.Page.Locator("#answer")).ToBeFocusedAsync();
        await Expect(candidate.Page.Locator("[data-offer]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_mode_without_consent_is_closed_says_why_and_opens_when_allowed()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Ivo Marin", purposes: []);
        Assert.True(await candidate.Page.Locator("input[value='voice']").IsDisabledAsync());
        await Expect(candidate.Page.Locator("#why-voice")).ToContainTextAsync("not allowed audio recording");

        await candidate.Page.ClickAsync("[data-form='allow-voice'] button");

        await Expect(candidate.Page.Locator("input[value='voice']")).ToBeEnabledAsync();
        Assert.True(await candidate.Page.Locator("input[value='video']").IsDisabledAsync());
    }

    [Fact]
    public async Task The_candidate_corrects_a_passage_without_script_and_the_recruiter_sees_both()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Mara Silva", purposes: "recording.audio");
        await candidate.RecordAsync("voice", 6);
        await candidate.FinishAsync();
        await candidate.AllArrivedAsync();
        await candidate.Page.ClickAsync("summary:has-text('End the interview now')");
        await candidate.Page.ClickAsync("button[value='end']");
        await candidate.EndedAsync();
        await WaitForTranscriptAsync(candidate.Page);
        await using var plain = await browsers.WindowAsync(script: false);
        await plain.AddCookiesAsync([.. (await candidate.Page.Context.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = browsers.Product.Address.ToString() })]);
        var home = await plain.NewPageAsync();
        await home.GotoAsync("/i");

        await home.ClickAsync("summary:has-text('This passage is wrong')");
        await home.SelectOptionAsync("select[name='passage']", new SelectOptionValue { Label = "We tried it for two weeks." });
        await home.FillAsync("textarea[name='text']", "We tried it for ten weeks.");
        await home.ClickAsync("button[value='correct']");

        await Expect(home.Locator(".correction")).ToContainTextAsync("ten weeks");
        await using var company = await browsers.OwnerAsync();
        var recruiter = await company.NewPageAsync();
        await recruiter.GotoAsync(candidate.Session);
        await Expect(recruiter.Locator(".correction del")).ToHaveTextAsync("We tried it for two weeks.");
        await Expect(recruiter.Locator(".correction ins")).ToHaveTextAsync("We tried it for ten weeks.");
        await AssertReadableOnAPhoneAsync(home);
        await AssertReadableOnAPhoneAsync(recruiter);
        await recruiter.GotoAsync(candidate.Session + "/delivery");
        await Expect(recruiter.Locator(".prose")).ToContainTextAsync("Switched off");
        await Sound.AssertAsync(recruiter);
    }

    [Fact]
    public async Task The_candidate_sees_that_someone_follows()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Noa Peretz", purposes: []);
        await using var company = await browsers.OwnerAsync();
        var recruiter = await company.NewPageAsync();

        await recruiter.GotoAsync(candidate.Session + "/live");

        await Expect(candidate.Page.Locator(".room-head")).ToContainTextAsync("is following");
        await recruiter.CloseAsync();
        await Expect(candidate.Page.Locator(".room-head")).Not.ToContainTextAsync("is following", new() { Timeout = 15_000 });
    }

    private static async Task PlayAsync(IPage recruiter, string session, string kind, int recordedMs)
    {
        await recruiter.GotoAsync(session);
        await WaitForTranscriptAsync(recruiter);
        Assert.Equal(0, await recruiter.Locator(".wave .marker").CountAsync());
        var words = recruiter.Locator(".turn[data-recording]").First.Locator(".said");
        await words.Nth(1).ClickAsync();
        await recruiter.WaitForFunctionAsync("() => { const stage = document.querySelector('[data-ui=stage]'); return !stage.paused && stage.currentTime > 0.1; }");

        var at = await recruiter.EvaluateAsync<double>("document.querySelector('[data-ui=stage]').currentTime");
        var start = double.Parse(await words.Nth(1).GetAttributeAsync("data-at") ?? "", System.Globalization.CultureInfo.InvariantCulture) / 1000;
        var length = await recruiter.EvaluateAsync<double>("document.querySelector('[data-ui=stage]').duration");
        Assert.InRange(at, start, start + 2);
        Assert.InRange((length * 1000) - recordedMs, -Tolerance, Tolerance);
        await Expect(recruiter.Locator(".said[aria-current]")).ToHaveCountAsync(1);
        Assert.Equal(kind == "video", await recruiter.Locator("[data-ui=stage]").IsVisibleAsync());
        await recruiter.ClickAsync("[data-ui=captions]");
        await words.Nth(1).ClickAsync();                                  // on a slow machine it has been said by now
        await Expect(recruiter.Locator("[data-ui=caption]")).ToContainTextAsync("weeks");
        await recruiter.WaitForFunctionAsync("() => [...document.querySelectorAll('.wave rect')].some(bar => Number(bar.getAttribute('height')) > 6)");
        await recruiter.Locator("[data-ui=seek]").FocusAsync();
        await recruiter.Keyboard.PressAsync("k");
        await recruiter.WaitForFunctionAsync("() => document.querySelector('[data-ui=stage]').paused");
    }

    // Beside its notes the text of an answer has the width of the page.
    private static async Task AssertReadableOnAPhoneAsync(IPage page)
    {
        var desk = page.ViewportSize!;
        await page.SetViewportSizeAsync(390, 844);
        Assert.InRange((await page.Locator(".turn:has(.correction) .turn-words").BoundingBoxAsync())!.Width, 300, 390);
        await page.SetViewportSizeAsync(desk.Width, desk.Height);
    }

    // The transcript comes when it comes: the page is asked again until all of it is there.
    private static async Task WaitForTranscriptAsync(IPage page)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var spoken = page.Locator(".turn[data-from='candidate']");
        while (await spoken.CountAsync() == 0 || await spoken.Filter(new() { HasText = "Complaints fell" }).CountAsync() < await spoken.CountAsync())
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }
    }

    // Tries to leave, and stays when asked.
    private static async Task<string> LeaveAsync(IPage page)
    {
        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await page.CloseAsync(new() { RunBeforeUnload = true });
        return await asked.Task;
    }
}
