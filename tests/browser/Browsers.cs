using JobInterview.Api.Tests.Product;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(JobInterview.Browser.Tests.Browsers))]

namespace JobInterview.Browser.Tests;

/// <summary>The running product and a real Chromium in front of it.</summary>
public sealed class Browsers : IAsyncLifetime
{
    private static readonly string[] Installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private IPlaywright _playwright = null!;
    private IBrowser _chromium = null!;

    public ProductProcess Product { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Product = await ProductProcess.StartAsync(new Dictionary<string, string> { ["Limits__SignInPerSecond"] = "1000", ["Limits__SignInBurst"] = "10000" });
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Installed.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("The tests need Chromium; test.sh installs it."),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window of its own: no cookie and no storage is shared with another.</summary>
    public async Task<IBrowserContext> WindowAsync(bool script = true, int width = 1280, ColorScheme colours = ColorScheme.Light, string locale = "en-GB")
    {
        var window = await _chromium.NewContextAsync(new()
        {
            BaseURL = Product.Address.ToString(), JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = colours, Locale = locale,
        });
        window.SetDefaultTimeout(20_000);
        return window;
    }

    /// <summary>A window in which the demo company's owner is signed in.</summary>
    public async Task<IBrowserContext> OwnerAsync(int width = 1280, ColorScheme colours = ColorScheme.Light, bool script = true, string locale = "en-GB")
    {
        var window = await WindowAsync(script, width, colours, locale);
        var page = await window.NewPageAsync();
        var owner = Product.Demo().GetProperty("owner");
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#email", owner.GetProperty("email").GetString()!);
        await page.FillAsync("#password", owner.GetProperty("password").GetString()!);
        await page.ClickAsync("form[action^='/sign-in'] button");
        await page.WaitForURLAsync("**/demo");
        await page.CloseAsync();
        return window;
    }

    /// <summary>Invites a new candidate through the company's page, and gives the link that is shown once.</summary>
    public static async Task<string> InviteAsync(IPage recruiter, string name)
    {
        await recruiter.GotoAsync("/demo/invite");
        await recruiter.SelectOptionAsync("#plan", new SelectOptionValue { Label = await recruiter.Locator("#plan option", new() { HasText = "Team coordinator" }).First.InnerTextAsync() });
        await recruiter.FillAsync("#name", name);
        await recruiter.FillAsync("#email", $"{Guid.NewGuid():n}@example.test");
        await recruiter.ClickAsync("[data-form='invite'] button[data-kind='primary']");
        return await recruiter.InputValueAsync("#link");
    }

    /// <summary>Opens the link, agrees and starts.</summary>
    public static async Task StartAsync(IPage candidate, string link)
    {
        await candidate.GotoAsync(link);
        await candidate.CheckAsync("input[value='interview']");
        await candidate.CheckAsync("input[value='ai.evaluate']");
        await candidate.ClickAsync("button[value='consent']");
        await candidate.ClickAsync("button[value='start']");
        await candidate.WaitForSelectorAsync("#answer");
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
        await Product.DisposeAsync();
    }
}
