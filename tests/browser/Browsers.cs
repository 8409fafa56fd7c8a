using System.Collections.Concurrent;
using JobInterview.Api.Tests.Product;
using JobInterview.Browser.Tests.Voice;
using JobInterview.Tests.Speech;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(JobInterview.Browser.Tests.Browsers))]
// Most of a test here is waiting for a person's time to pass: more of them than there are cores go side by side.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace JobInterview.Browser.Tests;

/// <summary>The running product and a real Chromium in front of it.</summary>
public sealed class Browsers : IAsyncLifetime
{
    // Four windows on two cores can be slow; what is broken only takes longer to say so.
    private const float Patience = 60_000;
    private static readonly string[] Installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright _playwright = null!;
    private readonly string _media = Directory.CreateTempSubdirectory("ji-media-").FullName;
    private readonly ConcurrentDictionary<ProductProcess, Lazy<Task<string>>> _owners = new();
    private readonly Lazy<Task<IBrowser>> _speaking;
    private IBrowser _chromium = null!;

    public Browsers() => _speaking = new(() => LaunchAsync("--use-fake-device-for-media-stream", $"--use-file-for-fake-audio-capture={FakeMedia.Speech(_media)}",
        $"--use-file-for-fake-video-capture={FakeMedia.Picture(_media)}", "--autoplay-policy=no-user-gesture-required"));

    public ProductProcess Product { get; private set; } = null!;

    /// <summary>What writes spoken answers down: it hears <see cref="Heard"/> in all of them.</summary>
    public SpeechEngine Speech { get; private set; } = null!;

    public const string Heard = "I asked her why. We tried it for two weeks. Complaints fell by a third.";

    public async ValueTask InitializeAsync()
    {
        Speech = await SpeechEngine.StartAsync();
        Speech.Words = Heard;
        Product = await ProductProcess.StartAsync(new Dictionary<string, string> { ["Speech__Endpoint"] = Speech.Endpoint, ["Speech__Model"] = "double" });
        _playwright = await Playwright.CreateAsync();
        _chromium = await LaunchAsync();
    }

    /// <summary>A window of a candidate whose microphone and camera play <see cref="FakeMedia"/>, with both allowed unless said otherwise.</summary>
    public async Task<IBrowserContext> SpeakerAsync(int width = 1280, ColorScheme colours = ColorScheme.Light, bool allowed = true)
    {
        var window = await WindowAsync(await _speaking.Value, Product, script: true, width, colours, "en-GB");
        if (allowed)
        {
            await window.GrantPermissionsAsync(["microphone", "camera"]);
        }

        return window;
    }

    /// <summary>A window of its own: no cookie and no storage is shared with another.</summary>
    public Task<IBrowserContext> WindowAsync(bool script = true, int width = 1280, ColorScheme colours = ColorScheme.Light, string locale = "en-GB", ProductProcess? product = null) =>
        WindowAsync(_chromium, product ?? Product, script, width, colours, locale);

    private static async Task<IBrowserContext> WindowAsync(
        IBrowser browser, ProductProcess product, bool script, int width, ColorScheme colours, string locale, string? state = null)
    {
        var window = await browser.NewContextAsync(new()
        {
            BaseURL = product.Address.ToString(), StorageState = state, JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = colours, Locale = locale,
        });
        window.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return window;
    }

    /// <summary>A window in which the demo company's owner is signed in.</summary>
    public async Task<IBrowserContext> OwnerAsync(
        int width = 1280, ColorScheme colours = ColorScheme.Light, bool script = true, string locale = "en-GB", ProductProcess? product = null)
    {
        product ??= Product;
        var signedIn = await _owners.GetOrAdd(product, at => new(() => SignInAsync(at))).Value;
        return await WindowAsync(_chromium, product, script, width, colours, locale, signedIn);
    }

    // Once for a product: a password is meant to be slow.
    private async Task<string> SignInAsync(ProductProcess product)
    {
        await using var window = await WindowAsync(product: product);
        var page = await window.NewPageAsync();
        var owner = product.Demo().GetProperty("owner");
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#email", owner.GetProperty("email").GetString()!);
        await page.FillAsync("#password", owner.GetProperty("password").GetString()!);
        await page.ClickAsync("form[action^='/sign-in'] button");
        await page.WaitForURLAsync("**/demo", new() { WaitUntil = WaitUntilState.Commit });
        return await window.StorageStateAsync();
    }

    /// <summary>Invites a new candidate through the company's page, and gives the link that is shown once.</summary>
    public static async Task<string> InviteAsync(IPage recruiter, string name, string time = "1")
    {
        await recruiter.GotoAsync("/demo/invite");
        await recruiter.SelectOptionAsync("#plan", new SelectOptionValue { Label = await recruiter.Locator("#plan option", new() { HasText = "Team coordinator" }).First.InnerTextAsync() });
        await recruiter.FillAsync("#name", name);
        await recruiter.FillAsync("#email", $"{Guid.NewGuid():n}@example.test");
        await recruiter.SelectOptionAsync("#time", time);
        await recruiter.ClickAsync("[data-form='invite'] button[data-kind='primary']");
        return await recruiter.InputValueAsync("#link");
    }

    /// <summary>Opens the link, agrees and starts.</summary>
    public static async Task StartAsync(IPage candidate, string link, params string[] purposes)
    {
        await AgreeAsync(candidate, link, purposes);
        await candidate.ClickAsync("button[value='start']");
        await candidate.WaitForSelectorAsync("#answer");
    }

    /// <summary>Opens the link and agrees to the interview, the suggestions and these purposes.</summary>
    public static async Task AgreeAsync(IPage candidate, string link, params string[] purposes)
    {
        await candidate.GotoAsync(link);
        foreach (var purpose in purposes.Concat(["interview", "ai.evaluate"]))
        {
            await candidate.CheckAsync($"input[value='{purpose}']");
        }

        await candidate.ClickAsync("button[value='consent']");
        await candidate.WaitForSelectorAsync("button[value='start']");
    }

    private async Task<IBrowser> LaunchAsync(params string[] media) => await _playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Installed.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("The tests need Chromium; test.sh installs it."),
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. media],
    });

    public async ValueTask DisposeAsync()
    {
        if (_speaking.IsValueCreated)
        {
            await (await _speaking.Value).DisposeAsync();
        }

        Directory.Delete(_media, recursive: true);
        await _chromium.DisposeAsync();
        _playwright.Dispose();
        await Product.DisposeAsync();
        await Speech.DisposeAsync();
    }
}
