using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Speech;
using JobInterview.Tests.Speech;

[assembly: AssemblyFixture(typeof(SpokenInterviewFixture))]

namespace JobInterview.Api.Tests.Speech;

/// <summary>The product with a speech engine beside it, which tests may spoil; those that do run one after the other.</summary>
public sealed class SpokenInterviewFixture : IAsyncLifetime
{
    /// <summary>More than the recordings of most tests have.</summary>
    public const int MaxBytes = 60_000;

    public SpeechEngine Engine { get; private set; } = null!;

    public ProductProcess Product { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public ApiClient Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Engine = await SpeechEngine.StartAsync();
        Product = await ProductProcess.StartAsync(new Dictionary<string, string>
        {
            ["Limits__TenantPerSecond"] = "10000", ["Limits__TenantBurst"] = "100000",
            ["Speech__Endpoint"] = Engine.Endpoint, ["Speech__Model"] = "whisper-1", ["Speech__Timeout"] = "00:00:02", ["Speech__GiveUpAfter"] = "00:00:04",
            ["Speech__MaxBytes"] = $"{MaxBytes}",
        });
        Http = Product.Http();
        Api = await ApiClient.SignInAsync(Http, Product.Demo());
    }

    public Task<SpeakingCandidate> InProgressAsync(string? plan = null, params string[] refused) => SpeakingCandidate.InProgressAsync(Http, Api, plan, refused);

    public async Task<Answer> UntilAsync(string path, Func<Answer, bool> holds, ApiClient? caller = null)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        Answer? last = null;
        for (var i = 0; i < 1_200; i++)
        {
            last = await (caller ?? Api).GetAsync(path);
            if (holds(last))
            {
                return last;
            }

            await pace.WaitForNextTickAsync();
        }

        throw new InvalidOperationException($"{path} never got there: {last!.Text}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Product.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
