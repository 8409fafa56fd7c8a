using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>The check of the devices before the interview.</summary>
public sealed class DeviceCheckTests(Browsers browsers)
{
    private const string Kept = """
        async () => {
            const files = [];
            for await (const name of (await navigator.storage.getDirectory()).keys()) { files.push(name); }
            return [...files, ...(await indexedDB.databases()).map(db => db.name), ...Object.keys(localStorage).filter(key => key !== 'ji-devices')];
        }
        """;

    [Fact]
    public async Task A_practice_answer_leaves_nothing_behind_and_sends_nothing()
    {
        var candidate = await ReadyAsync("recording.audio", "recording.video");
        await candidate.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var icon = await candidate.EvaluateAsync<string>("document.querySelector('link[rel=icon]').href");       // the browser shows it beside what plays
        var asked = new List<string>();
        candidate.Request += (_, request) => asked.AddRange(request.Url == icon || request.Url.StartsWith("blob:", StringComparison.Ordinal) ? [] : [request.Url]);

        await candidate.ClickAsync("[data-act='voice']");
        await Expect(candidate.Locator("device-check [data-told]")).ToContainTextAsync("We hear you", new() { Timeout = 30_000 });   // the made-up microphone speaks and pauses
        await candidate.ClickAsync("[data-act='practise']");
        await candidate.ClickAsync("[data-act='stop']");
        await candidate.WaitForFunctionAsync("() => document.querySelector('audio[data-play]').readyState > 0");
        await candidate.ClickAsync("[data-act='discard']");
        await candidate.ClickAsync("[data-act='video']");
        await candidate.WaitForFunctionAsync("() => document.querySelector('[data-preview]').videoWidth > 0");
        await candidate.ClickAsync("[data-act='practise']");
        await candidate.ClickAsync("[data-act='stop']");
        await candidate.WaitForFunctionAsync("() => document.querySelector('video[data-play]').readyState > 0");
        await candidate.ClickAsync("[data-act='discard']");

        Assert.Empty(asked);
        Assert.Empty(await candidate.EvaluateAsync<string[]>(Kept));
    }

    [Fact]
    public async Task Who_is_heard_before_the_devices_are_listed_stays_heard()
    {
        var candidate = await ReadyAsync("recording.audio");
        await candidate.EvaluateAsync("""
            () => {
                const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
                const loud = async () => { while (!(document.querySelector('device-check meter').value > 0.05)) { await new Promise(requestAnimationFrame); } };
                navigator.mediaDevices.enumerateDevices = async () => { await loud(); return list(); };
            }
            """);

        await candidate.ClickAsync("[data-act='voice']");

        await Expect(candidate.Locator("device-check [data-open]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(candidate.Locator("device-check [data-told]")).ToContainTextAsync("We hear you");
    }

    [Fact]
    public async Task The_check_is_sound_while_it_runs()
    {
        var candidate = await ReadyAsync("recording.audio", "recording.video");
        await candidate.ClickAsync("[data-act='video']");
        await candidate.ClickAsync("[data-act='practise']");
        await Sound.AssertAsync(candidate);

        await candidate.ClickAsync("[data-act='stop']");

        await candidate.WaitForSelectorAsync("video[data-play]");
        await Sound.AssertAsync(candidate);
    }

    [Fact]
    public async Task A_refused_microphone_is_explained_and_writing_stays_open()
    {
        var candidate = await ReadyAsync(allowed: false, "recording.audio");

        await candidate.ClickAsync("[data-act='voice']");

        await Expect(candidate.Locator("device-check [data-told]")).ToContainTextAsync("does not let this page use the microphone");
        await Expect(candidate.Locator("button[value='start']")).ToBeEnabledAsync();
    }

    [Theory]
    [InlineData("/i", "camera=(self), microphone=(self)")]
    [InlineData("/pricing", "camera=(), microphone=()")]
    public async Task Only_the_room_can_ask_for_a_microphone_or_a_camera(string path, string allowed)
    {
        using var http = browsers.Product.Http();

        var answer = await http.GetAsync(path);

        Assert.StartsWith(allowed, answer.Headers.GetValues("Permissions-Policy").Single());
    }

    private Task<IPage> ReadyAsync(params string[] purposes) => ReadyAsync(allowed: true, purposes);

    private async Task<IPage> ReadyAsync(bool allowed, params string[] purposes)
    {
        await using var company = await browsers.OwnerAsync();
        var link = await Browsers.InviteAsync(await company.NewPageAsync(), "Noor Haddad");
        var candidate = await (await browsers.SpeakerAsync(allowed: allowed)).NewPageAsync();
        await Browsers.AgreeAsync(candidate, link, purposes);
        return candidate;
    }
}
