using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Speech;
using JobInterview.Tests.Speech;

[assembly: AssemblyFixture(typeof(SpokenInterviewFixture))]

namespace JobInterview.Api.Tests.Speech;

/// <summary>The product with a speech engine beside it, which tests may spoil; those that do run one after the other.</summary>
public sealed class SpokenInterviewFixture : IAsyncLifetime
{
    /// <summary>The collection of tests that may tell the one engine what to do.</summary>
    public const string OneByOne = "one engine";

    public const string Story =
        "Last spring my colleague Ana and I disagreed about the delivery order. I asked her why she wanted to change it and listened to her concern. "
        + "I proposed a trial for two weeks, we agreed on a compromise, and as a result complaints fell by 30 percent.";

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

    public async Task<string> SpokenPlanAsync(bool delivery = false, params string[] modes)
    {
        var demo = (await Api.GetAsync($"/api/v1/interview-plans/{await Plans.DemoAsync(Api)}")).Body!;
        var created = await Api.PostAsync("/api/v1/interview-plans", new JsonObject
        {
            ["title"] = "A spoken interview", ["languages"] = demo["languages"]!.DeepClone(), ["competencies"] = demo["competencies"]!.DeepClone(),
            ["questions"] = demo["questions"]!.DeepClone(), ["delivery"] = delivery,
            ["modes"] = modes.Length == 0 ? demo["modes"]!.DeepClone() : new JsonArray([.. modes.Select(mode => JsonValue.Create(mode))]),
        });
        Assert.True(created.Status == HttpStatusCode.Created, created.Text);
        await Api.PostAsync($"/api/v1/interview-plans/{created["id"]}/publish");
        return created["id"];
    }

    public async Task<JsonNode> HeardAsync(SpeakingCandidate speaker, string state = "final")
    {
        var transcript = await UntilAsync(
            $"/api/v1/sessions/{speaker.Candidate.SessionId}/transcript", a => Given(a).Any(turn => turn["transcriptState"]?.ToString() == state));
        return Given(transcript).First(turn => turn["transcriptState"]?.ToString() == state);
    }

    public async Task<List<JsonNode>> TurnsAsync(SpeakingCandidate speaker) => Given(await Api.GetAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/transcript"));

    public async Task<JsonNode> TurnAsync(SpeakingCandidate speaker, Answer receipt) =>
        (await TurnsAsync(speaker)).Single(turn => turn["seq"]!.GetValue<long>() == receipt.Body!["seq"]!.GetValue<long>());

    public static List<JsonNode> Given(Answer transcript) => [.. transcript.Body!["turns"]!.AsArray().Select(turn => turn!).Where(turn => turn["speaker"]!.ToString() == "candidate")];

    public static string Slice(string text, JsonNode place) => text.Substring(place["start"]!.GetValue<int>(), place["length"]!.GetValue<int>());

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Product.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
