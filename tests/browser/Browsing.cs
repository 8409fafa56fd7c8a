using Deque.AxeCore.Playwright;
using JobInterview.Api.Tests.Product;
using JobInterview.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browsing))]

namespace JobInterview.Browser.Tests;

/// <summary>The shipped program and a real Chromium, the one of the operating system.</summary>
public sealed class Browsing : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright _playwright = null!;

    public ProductProcess Product { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Product = await ProductProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium(), Args = Quiet });
    }

    /// <summary>A window of its own: own cookies, own storage.</summary>
    public async Task<IPage> WindowAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var context = await Browser.NewContextAsync(new() { BaseURL = Product.Address.ToString(), ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        return await context.NewPageAsync();
    }

    public async Task<IPage> SignInAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var page = await WindowAsync(scheme, width);
        var owner = Product.Demo().GetProperty("owner");
        await page.GotoAsync("sign-in");
        await page.FillAsync("[name=email]", owner.GetProperty("email").GetString()!);
        await page.FillAsync("[name=password]", owner.GetProperty("password").GetString()!);
        await page.ClickAsync("form[action*='sign-in'] button");
        await page.WaitForURLAsync("**/demo");
        return page;
    }

    /// <summary>Invites through the page and gives the link that is shown once.</summary>
    public async Task<string> InviteAsync(IPage recruiter, string name)
    {
        await recruiter.GotoAsync("demo/invite");
        await recruiter.SelectOptionAsync("[name=plan]", new SelectOptionValue { Value = await EnglishPlanAsync(recruiter) });
        await recruiter.FillAsync("[name=name]", name);
        await recruiter.FillAsync("[name=email]", $"{Guid.NewGuid():n}@example.test");
        await recruiter.ClickAsync("main form button[data-kind=primary]");
        return await recruiter.InputValueAsync("#link");
    }

    /// <summary>No violation of WCAG 2.2 A and AA, and nothing wider than the window.</summary>
    public static async Task CheckAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{new Uri(page.Url).AbsolutePath}: {string.Join("; ", result.Violations.Select(v => $"{v.Id} at {v.Nodes[0].Html}"))}");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"), $"{new Uri(page.Url).AbsolutePath} scrolls sideways");
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Product.DisposeAsync();
    }

    private static async Task<string> EnglishPlanAsync(IPage page) =>
        await page.EvaluateAsync<string>("[...document.querySelectorAll('[name=plan] option')].find(o => o.textContent.includes('en')).value");

    private static string Chromium() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').SelectMany(folder => new[] { "chromium", "google-chrome" }.Select(name => Path.Combine(folder, name))).First(File.Exists);
}
