using System.Text.Json.Nodes;

namespace JobInterview.Api.Tests.Product;

/// <summary>Plans to interview with.</summary>
public static class Plans
{
    /// <summary>The demo's published plan in English.</summary>
    public static async Task<string> DemoAsync(ApiClient api)
    {
        var plans = await api.GetAsync("/api/v1/interview-plans?limit=100");
        return plans.Body!["items"]!.AsArray()
            .First(p => p!["status"]!.ToString() == "published" && p["languages"]![0]!.ToString() == "en" && p["questions"]!.GetValue<int>() == 6)!["id"]!.ToString();
    }

    /// <summary>A published plan of as many questions as a plan may have.</summary>
    public static async Task<string> LongAsync(ApiClient api, int questions = 120)
    {
        var demo = (await api.GetAsync($"/api/v1/interview-plans/{await DemoAsync(api)}")).Body!;
        var created = await api.PostAsync("/api/v1/interview-plans", new JsonObject
        {
            ["title"] = "A long interview",
            ["languages"] = demo["languages"]!.DeepClone(),
            ["competencies"] = demo["competencies"]!.DeepClone(),
            ["questions"] = new JsonArray([.. Enumerable.Range(1, questions).Select(i => Numbered(demo["questions"]![0]!, i))]),
        });
        Assert.True(created.Status == System.Net.HttpStatusCode.Created, created.Text);
        var published = await api.PostAsync($"/api/v1/interview-plans/{created["id"]}/publish");
        Assert.True(published.Status == System.Net.HttpStatusCode.OK, published.Text);
        return created["id"];
    }

    private static JsonNode Numbered(JsonNode question, int number)
    {
        var copy = question.DeepClone();
        copy["id"] = $"q{number}";
        return copy;
    }
}
