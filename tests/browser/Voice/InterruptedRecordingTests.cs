using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>Row 16 of the fault matrix, spoken answers: a recording goes on from its offset after a refresh, a lost network, another tab and sleep.</summary>
public sealed class InterruptedRecordingTests(Browsers browsers)
{
    private const string Offered = "[data-offer] [data-act='finish']";

    // A slice bears the hash of what was recorded in its name: what lies there must be something else.
    private const string IsKeptOpen = """
        async () => {
            const kept = [];
            for await (const [name, file] of (await (await navigator.storage.getDirectory()).getDirectoryHandle('ji-slices')).entries()) {
                if (name.endsWith('.meta')) { continue; }
                const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await (await file.getFile()).arrayBuffer()));
                kept.push(btoa(String.fromCharCode(...hash)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === name.split('.')[5]);
            }
            return kept;
        }
        """;

    private const double OneSlice = 6;
    private const double TwoSlices = 11;

    [Fact]
    public async Task After_a_refresh()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Tomas Reyes", purposes: "recording.audio");
        var uploaded = await SpeakAsync(candidate);
        candidate.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await candidate.Page.Context.RouteAsync("**/room/recordings/*", route => IsLater(route.Request) ? route.AbortAsync() : route.ContinueAsync());
        await candidate.UntilAsync(TwoSlices);
        await candidate.Page.WaitForFunctionAsync("() => document.getElementById('tail').dataset.state === 'waiting'");
        var isKeptOpen = await candidate.Page.EvaluateAsync<bool[]>(IsKeptOpen);
        Assert.NotEmpty(isKeptOpen);
        Assert.DoesNotContain(true, isKeptOpen);

        await candidate.Page.Context.UnrouteAllAsync();
        await new Interrupted(candidate.Page, "").ReloadAsync();

        await candidate.FinishAsync(Offered);
        await ArrivedAsync(candidate, uploaded);
    }

    [Fact]
    public async Task After_a_lost_network_and_the_answer_is_sent_once()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Tomas Reyes", purposes: "recording.audio");
        var uploaded = await SpeakAsync(candidate);
        await uploaded.OneMoreAsync();
        var asked = await candidate.Page.Locator("#question").GetAttributeAsync("data-key");
        await candidate.Page.Context.SetOfflineAsync(true);
        await candidate.UntilAsync(TwoSlices);
        await candidate.Page.ClickAsync(".room-actions button[value='answer']");
        await candidate.Page.WaitForSelectorAsync("#saved[data-now='unsent']", new() { State = WaitForSelectorState.Attached });

        await candidate.Page.Context.SetOfflineAsync(false);

        await candidate.Page.WaitForFunctionAsync("asked => document.getElementById('question')?.dataset.key !== asked", asked);
        await ArrivedAsync(candidate, uploaded);
        Assert.Single(await new Interrupted(candidate.Page, "").AnswersAsync());
    }

    [Fact]
    public async Task In_another_tab()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Tomas Reyes", purposes: "recording.audio");
        var uploaded = await SpeakAsync(candidate);
        await uploaded.OneMoreAsync();
        var first = candidate.Page;

        candidate.Page = await first.Context.NewPageAsync();
        await candidate.Page.GotoAsync("/i");

        await Expect(first.Locator("#continue-here")).ToBeVisibleAsync();
        await Expect(first.Locator(".lamp")).ToHaveAttributeAsync("data-state", "off");
        await candidate.FinishAsync(Offered);
        await ArrivedAsync(candidate, uploaded);
    }

    [Fact]
    public async Task After_sleep()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Tomas Reyes", purposes: "recording.audio");
        var uploaded = await SpeakAsync(candidate);
        await uploaded.OneMoreAsync();

        await new Interrupted(candidate.Page, "").SleepAsync();

        await candidate.UntilAsync(OneSlice + 1);
        await candidate.FinishAsync();
        await ArrivedAsync(candidate, uploaded);
    }

    private static async Task<Uploaded> SpeakAsync(Speaker candidate)
    {
        var uploaded = new Uploaded(candidate.Page.Context);
        await candidate.RecordAsync("voice", OneSlice);
        return uploaded;
    }

    private async Task ArrivedAsync(Speaker candidate, Uploaded uploaded)
    {
        await candidate.AllArrivedAsync();
        var recording = Assert.Single(await candidate.RecordingsAsync(browsers));
        Assert.True(recording.GetProperty("state").GetString() is "complete" or "damaged");        // whole as it was recorded; a container may end in mid-air
        uploaded.AssertWentOnFromTheOffset(recording.GetProperty("bytes").GetInt64());
    }

    private static bool IsLater(Microsoft.Playwright.IRequest request) => request.Method == "PATCH" && request.Headers["upload-offset"] != "0";
}
