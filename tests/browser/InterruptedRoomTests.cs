using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests;

/// <summary>Row 16 of the fault matrix, written answers: refresh, no network, two tabs, another device, sleep.</summary>
public sealed class InterruptedRoomTests(Browsers browsers)
{
    private const string Begun = "Last spring my colleague Ana";
    private const string TenMinutes = "10:00";

    [Fact]
    public async Task A_refresh_in_the_middle_of_a_sentence_keeps_every_word_and_the_question()
    {
        await using var candidate = await Interrupted.StartAsync(browsers);
        var asked = await candidate.AskedAsync();
        await candidate.WriteAsync(Begun);

        await candidate.ReloadAsync();

        await Expect(candidate.Box).ToHaveValueAsync(Begun);
        Assert.Equal(asked, await candidate.AskedAsync());
        await candidate.FollowsAsync();
        await candidate.HasTheServersClockAsync();
        await candidate.FinishAsync();
        await candidate.AskedAfterAsync(asked);
        Assert.Equal([Begun], await candidate.AnswersAsync());
    }

    [Fact]
    public async Task Who_comes_back_after_a_while_goes_on_with_one_button_and_is_not_stopped_again()
    {
        await using var candidate = await Interrupted.StartAsync(browsers);
        await candidate.WriteAsync(Begun);
        await candidate.Page.GotoAsync("about:blank");
        await candidate.SuspendedAsync();
        await candidate.Page.RouteAsync("**/room/events*", route => route.AbortAsync());        // nothing but the button says that they are back
        await candidate.Page.GotoAsync("/i");

        await candidate.Page.ClickAsync("button[value='resume']");

        await Expect(candidate.Box).ToHaveValueAsync(Begun);
        await candidate.AnswerPastThePageAsync(Stories.Whole);
        Assert.Equal(1, await candidate.CountAsync("session.suspended"));
    }

    [Fact]
    public async Task What_is_kept_on_the_device_is_sealed_under_a_key_that_no_script_reads_and_goes_when_it_is_sent()
    {
        await using var candidate = await Interrupted.StartAsync(browsers);
        await candidate.WriteAsync(Begun);

        var kept = await candidate.Page.EvaluateAsync<string>("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");
        var keys = await KeysAsync(candidate.Page);
        await candidate.FinishAsync();
        await candidate.Page.WaitForSelectorAsync("#saved[data-now='sent']");

        Assert.Contains("ji-draft:", kept);
        Assert.DoesNotContain("Ana", kept);
        Assert.Equal([false], keys);
        Assert.Empty(await candidate.Page.EvaluateAsync<string[]>("Object.keys(localStorage).filter(name => name.startsWith('ji-draft:'))"));
        Assert.Empty(await KeysAsync(candidate.Page));
    }

    [Fact]
    public async Task An_answer_without_network_for_ten_minutes_is_sent_once_on_return()
    {
        await using var candidate = await Interrupted.StartAsync(browsers, before: page => page.Clock.InstallAsync());
        var asked = await candidate.AskedAsync();
        await candidate.Page.Context.SetOfflineAsync(true);
        await candidate.WriteAsync(Stories.Whole);
        await candidate.FinishAsync();
        await candidate.NotSentYetAsync();

        await candidate.Page.Clock.FastForwardAsync(TenMinutes);
        await candidate.NotSentYetAsync();
        await Expect(candidate.Box).ToHaveValueAsync(Stories.Whole);
        await candidate.Page.Context.SetOfflineAsync(false);

        await candidate.AskedAfterAsync(asked);
        await candidate.FollowsAsync();
        await Expect(candidate.Box).ToHaveValueAsync("");
        Assert.Equal([Stories.Whole], await candidate.AnswersAsync());
        await candidate.HasTheServersClockAsync();
    }

    // The answer arrives and its receipt does not; the candidate writes on and presses again.
    [Fact]
    public async Task A_lost_receipt_makes_neither_a_second_answer_nor_one_to_the_next_question()
    {
        await using var candidate = await Interrupted.StartAsync(browsers);
        var asked = await candidate.AskedAsync();
        await candidate.Page.RouteAsync("**/room/turns", async route => { await route.FetchAsync(); await route.AbortAsync(); });
        await candidate.WriteAsync(Stories.Whole);
        await candidate.FinishAsync();
        await candidate.NotSentYetAsync();
        await candidate.Page.FillAsync("#answer", Stories.Whole + " And one thing more.");
        await candidate.FinishAsync();

        await candidate.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await candidate.AskedAfterAsync(asked);
        await candidate.Page.WaitForSelectorAsync("#saved[data-now='sent']");

        Assert.Equal([Stories.Whole], await candidate.AnswersAsync());
        await Expect(candidate.Box).ToHaveValueAsync(Stories.Whole + " And one thing more.");
    }

    [Fact]
    public async Task Of_two_tabs_one_speaks_and_what_it_sent_is_not_offered_again_by_the_other()
    {
        await using var first = await Interrupted.StartAsync(browsers);
        var asked = await first.AskedAsync();
        await first.WriteAsync(Begun);

        var second = await first.OpenAsync(first.Page.Context);

        await Expect(second.Box).ToHaveValueAsync(Begun);
        await Expect(first.ContinueHere).ToBeVisibleAsync();
        await Expect(first.Box).Not.ToBeEditableAsync();
        await first.FinishAsync();                                        // says nothing for the candidate
        Assert.Empty(await first.AnswersAsync());
        await second.FinishAsync();
        await second.AskedAfterAsync(asked);
        await first.ContinueHere.ClickAsync();
        await Expect(second.ContinueHere).ToBeVisibleAsync();
        await first.AskedAfterAsync(asked);
        await Expect(first.Box).ToHaveValueAsync("");
        await Expect(first.Box).ToBeEditableAsync();
        Assert.Equal([Begun], await first.AnswersAsync());
    }

    [Fact]
    public async Task An_answer_is_sent_although_a_tab_that_hangs_has_the_draft_to_itself()
    {
        await using var candidate = await Interrupted.StartAsync(browsers);
        var asked = await candidate.AskedAsync();
        await candidate.Page.EvaluateAsync("() => new Promise(has => navigator.locks.request(`ji-draft:${document.getElementById('room').dataset.session}`, () => { has(); return new Promise(() => {}); }))");
        await candidate.Page.FillAsync("#answer", Stories.Whole);
        await candidate.FinishAsync();

        await candidate.AskedAfterAsync(asked);
        Assert.Equal([Stories.Whole], await candidate.AnswersAsync());
    }

    [Fact]
    public async Task A_draft_that_a_tab_hangs_on_keeps_no_other_from_being_forgotten()
    {
        await using var candidate = await Interrupted.StartAsync(browsers);

        var left = await candidate.Page.EvaluateAsync<string[]>(
            """
            async () => {
                const { Draft } = await import('/room-draft.js');
                for (const session of ['a', 'b', 'c', 'd', 'e']) { await new Draft(session).keep({ text: 'words' }); }
                await new Promise(has => navigator.locks.request('ji-draft:c', () => { has(); return new Promise(() => {}); }));
                await Draft.forget();
                return Object.keys(localStorage).filter(name => name.startsWith('ji-draft:')).sort();
            }
            """);

        Assert.Equal(["ji-draft:c"], left);
    }

    [Fact]
    public async Task What_one_tab_keeps_can_be_read_again_although_another_forgets_what_it_sent()
    {
        await using var candidate = await Interrupted.StartAsync(browsers);

        var lost = await candidate.Page.EvaluateAsync<int>(
            """
            async () => {
                const { Draft } = await import('/room-draft.js');
                let lost = 0;
                for (let times = 0; times < 100; times++) {
                    const [writes, sends] = [new Draft('both'), new Draft('both')];
                    await Promise.all([writes.keep({ text: 'words' }), sends.keep({ text: '' })]);
                    const kept = localStorage.getItem('ji-draft:both');
                    const reads = new Draft('both');
                    await reads.ready;
                    lost += kept && reads.text !== 'words';
                }
                return lost;
            }
            """);

        Assert.Equal(0, lost);
    }

    [Fact]
    public async Task A_duplicated_tab_is_another_tab()
    {
        await using var first = await Interrupted.StartAsync(browsers);
        var name = await first.Page.EvaluateAsync<string>("sessionStorage.getItem('ji-connection')");
        var copy = await first.Page.Context.NewPageAsync();
        await copy.AddInitScriptAsync($"sessionStorage.getItem('ji-connection') ?? sessionStorage.setItem('ji-connection', '{name}')");

        await copy.GotoAsync("/i");

        await Expect(first.ContinueHere).ToBeVisibleAsync();
        await Expect(copy.Locator("#continue-here")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Another_device_goes_on_at_the_same_question_with_the_servers_clock()
    {
        await using var first = await Interrupted.StartAsync(browsers);
        var asked = await first.AskedAsync();
        await first.WriteAsync(Begun);
        await using var elsewhere = await browsers.WindowAsync(width: 390);

        var second = await first.OpenAsync(elsewhere);

        Assert.Equal(asked, await second.AskedAsync());
        await second.HasTheServersClockAsync();
        await Expect(second.Box).ToHaveValueAsync("");                     // a draft stays on its device
        await Expect(first.ContinueHere).ToBeVisibleAsync();
        await first.Page.ReloadAsync();
        await Expect(first.ContinueHere).ToBeVisibleAsync();               // a refresh takes nothing back
        await second.WriteAsync(Stories.Whole);
        await second.FinishAsync();
        await second.AskedAfterAsync(asked);
        Assert.Equal([Stories.Whole], await second.AnswersAsync());
    }

    [Fact]
    public async Task An_answer_that_was_not_sent_before_another_device_answered_is_no_answer_to_the_next_question()
    {
        await using var first = await Interrupted.StartAsync(browsers);
        var asked = await first.AskedAsync();
        await first.Page.Context.SetOfflineAsync(true);
        await first.WriteAsync(Begun);
        await first.FinishAsync();
        await first.NotSentYetAsync();
        await using var elsewhere = await browsers.WindowAsync();
        var second = await first.OpenAsync(elsewhere);
        await second.WriteAsync(Stories.Whole);
        await second.FinishAsync();
        await second.AskedAfterAsync(asked);

        await first.Page.Context.SetOfflineAsync(false);
        await first.ContinueHere.ClickAsync();

        await Expect(first.Page.Locator("#live-notices")).ToContainTextAsync("That question has been closed");
        await Expect(first.Box).ToHaveValueAsync(Begun);
        Assert.Equal([Stories.Whole], await first.AnswersAsync());
    }

    // The line looks open and is dead: nothing comes by it, and only waking tells the page to look.
    [Fact]
    public async Task A_page_that_slept_has_the_question_of_the_server_when_it_wakes()
    {
        await using var candidate = await Interrupted.StartAsync(browsers, before: page => page.AddInitScriptAsync("window.EventSource = class extends EventSource { addEventListener() { } }"));
        var asked = await candidate.AskedAsync();
        await candidate.AnswerPastThePageAsync(Stories.Whole);
        Assert.Equal(asked, await candidate.AskedAsync());

        await candidate.SleepAsync();

        await candidate.AskedAfterAsync(asked);
        await candidate.HasTheServersClockAsync();
        await Expect(candidate.Question).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_device_that_slept_ten_minutes_shows_the_servers_clock_again()
    {
        await using var candidate = await Interrupted.StartAsync(browsers, before: page => page.Clock.InstallAsync());
        await candidate.WriteAsync(Begun);

        await candidate.Page.Clock.FastForwardAsync(TenMinutes);

        await candidate.HasTheServersClockAsync();
        await candidate.FollowsAsync();
        await Expect(candidate.Box).ToHaveValueAsync(Begun);
    }

    [Fact]
    public async Task A_stream_that_was_refused_for_a_moment_is_followed_again()
    {
        await using var candidate = await Interrupted.StartAsync(
            browsers, before: page => page.RouteAsync("**/room/events*", route => route.FulfillAsync(new() { Status = 503 }), new() { Times = 1 }));
        var asked = await candidate.AskedAsync();

        await candidate.AnswerPastThePageAsync(Stories.Whole);

        await candidate.AskedAfterAsync(asked);
    }

    private static Task<bool[]> KeysAsync(IPage page) => page.EvaluateAsync<bool[]>(
        """
        () => new Promise((done, failed) => {
            const opened = indexedDB.open('ji-keys');
            opened.onerror = failed;
            opened.onsuccess = () => {
                const all = opened.result.transaction('ji-keys').objectStore('ji-keys').getAll();
                all.onerror = failed;
                all.onsuccess = () => { opened.result.close(); done(all.result.map(key => key.extractable)); };
            };
        })
        """);
}
