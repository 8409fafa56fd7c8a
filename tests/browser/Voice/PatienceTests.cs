using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>What the page makes of the time that the server gives.</summary>
public sealed class PatienceTests(Browsers browsers)
{
    [Fact]
    public async Task The_patience_with_a_spoken_answer_follows_what_was_written_before()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Noor Haddad", purposes: "recording.audio");
        var voice = candidate.Page.Locator("room-voice");
        await Expect(voice).ToHaveAttributeAsync("data-base", "1500");

        await candidate.Page.FillAsync("#answer", "Last spring I asked my colleague Ana why she wanted to change the delivery order and I proposed a trial of it, and as a result complaints fell");
        await candidate.Page.ClickAsync(".room-actions button[value='answer']");

        await Expect(voice).ToHaveAttributeAsync("data-base", "900");
        await candidate.RecordAsync("voice", 1);
        await Expect(voice).ToHaveAttributeAsync("data-channel", "voice");
    }

    [Fact]
    public async Task Think_time_is_no_part_of_the_time_an_answer_takes_to_begin()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Emil Sand", purposes: "recording.audio");

        var within = await candidate.Page.EvaluateAsync<double[]>(
            """
            async () => {
                const { ThinkTime } = await import('/think-time.js');
                const time = new ThinkTime();
                time.told(0, 1_000);
                const never = time.within(0, 100_000);
                time.told(120, 10_000);                                   // asked for at 10 s
                time.told(117, 13_000);                                   // the page looked again
                const used = time.within(5_000, 40_000);                  // the recording begins at 40 s
                const before = time.within(0, 9_000);
                time.told(0, 50_000);                                     // the answer was sent
                time.told(120, 200_000);                                  // and for the next question time again, until it runs out
                return [never, used, before, time.within(5_000, 1_000_000), Number(time.isOn(319_999)), Number(time.isOn(320_000))];
            }
            """);

        Assert.Equal([0, 30_000, 0, 40_000 + 120_000, 1, 0], within);
    }

    [Fact]
    public async Task Going_on_with_a_recording_that_waits_starts_the_clock()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Odile Brun", purposes: "recording.audio");
        await candidate.RecordAsync("voice", 1);
        await candidate.Page.ClickAsync("button[value='think']");
        await Expect(candidate.Page.Locator("#room")).ToHaveAttributeAsync("data-running", "false");

        await candidate.Page.ClickAsync("[data-act='go-on']");

        await Expect(candidate.Page.Locator("#room")).ToHaveAttributeAsync("data-running", "true");
        await Expect(candidate.Page.Locator(".lamp")).ToHaveAttributeAsync("data-state", "on");
        await Expect(candidate.Page.Locator("#thinking")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_silence_that_was_asked_for_ends_when_they_speak_on()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Tove Lind", purposes: "recording.audio");

        var asked = await candidate.Page.EvaluateAsync<double[]>(
            """
            async () => {
                const { Silence } = await import('/silence.js');
                const hears = (firstMs, levels, think) => {
                    const asked = [];
                    const silence = new Silence({ baseMs: 1_500, firstMs, afterThinkMs: 45_000 }, () => asked.push(now), () => asked.push(-now), 0);
                    let now = 0;
                    for (; now < 60_000; now += 100) { if (now === think) { silence.think(now); } silence.hear(levels(now / 1000) ? 0.5 : 0, now); }
                    return asked;
                };
                return [
                    ...hears(1_500, () => false), -1,                                          // never asked before a word
                    ...hears(1_500, s => s >= 1 && s < 5), -1,                                 // the plain patience
                    ...hears(45_000, s => s >= 20 && s < 25), -1,                              // asked for in words: 20 s are granted, and after the words the plain patience
                    ...hears(45_000, () => false), -1,                                         // nothing more was said
                    ...hears(1_500, s => s < 5 || (s >= 30 && s < 32), 6_000),                 // spoke, thought, spoke on
                ];
            }
            """);

        Assert.Equal([-1, 6_400, -1, 26_400, -1, 45_000, -1, 33_400], asked);
    }

    [Fact]
    public async Task A_moment_asked_for_in_words_is_given_for_the_first_silence_and_not_for_the_next()
    {
        await using var candidate = await Speaker.StartAsync(browsers, "Sami Korhonen", purposes: "recording.audio");
        var voice = candidate.Page.Locator("room-voice");

        await candidate.Page.FillAsync("#answer", "My colleague and I disagreed about it. Give me a second.");
        await candidate.Page.ClickAsync(".room-actions button[value='answer']");
        await Expect(voice).ToHaveAttributeAsync("data-first", "45000");
        await Expect(voice).ToHaveAttributeAsync("data-base", "1500");
        await candidate.RecordAsync("voice", 2);

        await candidate.Page.WaitForSelectorAsync("[data-finished]:not([hidden])", new() { Timeout = 30_000 });      // speech, and 1.5 s after it
    }
}
