using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Recordings;

namespace JobInterview.Api.Tests.Retention;

/// <summary>An interview with a recording that was rated, handed in and decided.</summary>
internal sealed record ReviewedInterview(Candidate Candidate, string Upload)
{
    public const string Rationale = "I agree with her.";
    public const string Reason = "She goes on.";
    public static readonly string Said = Candidate.Story[..40];

    public string Session => Candidate.SessionId;

    public static async Task<ReviewedInterview> MakeAsync(HttpClient http, ApiClient api, string reviewer, string? plan = null)
    {
        var candidate = await Candidate.InviteAsync(http, api, email: $"{Guid.NewGuid():n}@example.test", plan: plan);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var tus = new Tus(http, candidate);
        var upload = await tus.CreateAsync(5_000);
        await tus.PatchAsync(upload, 0, Tus.Noise(5_000));
        await candidate.AnswerAllAsync();
        var suggestions = await UntilReadyAsync(api, candidate.SessionId);
        foreach (var item in suggestions["items"]!.AsArray())
        {
            await PostAsync($"/api/v1/sessions/{candidate.SessionId}/ratings", new JsonObject { ["competency"] = item!["competency"]!.ToString(), ["rating"] = 4, ["rationale"] = Rationale });
        }

        await PostAsync($"/api/v1/sessions/{candidate.SessionId}/scorecards", new JsonObject { ["recommendation"] = "yes" });
        await PostAsync($"/api/v1/sessions/{candidate.SessionId}/decision", new JsonObject { ["disposition"] = "advance", ["reason"] = Reason });
        return new(candidate, Tus.IdOf(upload));

        async Task PostAsync(string path, JsonNode body)
        {
            var answer = await Company.SendAsync(http, reviewer, HttpMethod.Post, path, body);
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        }
    }

    /// <summary>The same interview in another process on the same data.</summary>
    public ReviewedInterview In(HttpClient http) => this with { Candidate = new(new(http, Candidate.Token), Candidate.SessionId, Candidate.Token) };

    private static async Task<JsonNode> UntilReadyAsync(ApiClient api, string session)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var body = (await api.GetAsync($"/api/v1/sessions/{session}/suggestions")).Body!;
            if (body["status"]!.ToString() == "ready")
            {
                return body;
            }

            await pace.WaitForNextTickAsync();
        }
    }
}
