using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Recordings;
using Microsoft.Data.Sqlite;

namespace JobInterview.Api.Tests.Retention;

/// <summary>A reviewed interview of the shipped program on data that grows older: each part goes at its own time, and what stands is still shown.</summary>
public sealed class ExpiredPartsTests
{
    private static readonly string Said = Candidate.Story[..40];

    [Fact]
    public async Task Quotes_and_scorecards_outlive_the_recording_and_go_with_their_own_clocks()
    {
        var data = Directory.CreateTempSubdirectory("ji-parts-").FullName;
        string session, upload;
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            (session, upload) = await ReviewedAsync(product, http);
        }

        await GrowOlderAsync(data, "Recording", TimeSpan.FromDays(8));
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            var (api, cookie) = await OwnerAsync(product, http);
            var media = await api.GetAsync($"/api/v1/recordings/{upload}/media");
            var suggestion = (await api.GetAsync($"/api/v1/sessions/{session}/suggestions")).Body!["items"]!.AsArray().First(item => item!["evidence"]!.AsArray().Count > 0)!;
            var page = await PageAsync(http, cookie, product, $"/sessions/{session}");

            Assert.Equal((HttpStatusCode.Gone, "recording-expired"), (media.Status, media.Code));
            Assert.Contains(suggestion["evidence"]![0]!["quote"]!.ToString(), Candidate.Story, StringComparison.Ordinal);
            Assert.NotEmpty((await api.GetAsync($"/api/v1/sessions/{session}/scorecards")).Body!["items"]!.AsArray());
            Assert.Contains("Recording expired on", page, StringComparison.Ordinal);
            Assert.Contains(Said, page, StringComparison.Ordinal);
            Assert.Contains("<mark", page, StringComparison.Ordinal);
            Assert.Contains("I agree with her.", page, StringComparison.Ordinal);
        }

        await GrowOlderAsync(data, "Transcript", TimeSpan.FromDays(731));
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            var (api, cookie) = await OwnerAsync(product, http);
            var transcript = await api.GetAsync($"/api/v1/sessions/{session}/transcript");
            var suggestions = await api.GetAsync($"/api/v1/sessions/{session}/suggestions");
            var page = await PageAsync(http, cookie, product, $"/sessions/{session}");

            Assert.Equal((HttpStatusCode.Gone, "transcript-expired"), (transcript.Status, transcript.Code));
            Assert.All(suggestions.Body!["items"]!.AsArray(), item => Assert.Empty(item!["evidence"]!.AsArray()));
            Assert.Contains("Transcript: expired on", page, StringComparison.Ordinal);
            Assert.DoesNotContain(Said, page, StringComparison.Ordinal);
            Assert.Contains("I agree with her.", page, StringComparison.Ordinal);
            Assert.Contains("She goes on.", page, StringComparison.Ordinal);
        }

        await GrowOlderAsync(data, "Scorecard", TimeSpan.FromDays(731));
        await GrowOlderAsync(data, "Decision", TimeSpan.FromDays(731));
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            var (api, cookie) = await OwnerAsync(product, http);
            var scorecards = await api.GetAsync($"/api/v1/sessions/{session}/scorecards");
            var suggestions = await api.GetAsync($"/api/v1/sessions/{session}/suggestions");
            var decision = await api.GetAsync($"/api/v1/sessions/{session}/decision");

            Assert.Equal((HttpStatusCode.Gone, "scorecards-expired"), (scorecards.Status, scorecards.Code));
            Assert.Equal((HttpStatusCode.Gone, "scorecards-expired"), (suggestions.Status, suggestions.Code));
            Assert.Equal(("advance", null), (decision["disposition"], decision.Body!["reason"]?.ToString()));
            foreach (var tab in (string[])["", "/candidate", "/consents", "/timeline", "/delivery"])
            {
                var page = await PageAsync(http, cookie, product, $"/sessions/{session}{tab}");
                Assert.DoesNotContain("She goes on.", page, StringComparison.Ordinal);
                Assert.DoesNotContain("I agree with her.", page, StringComparison.Ordinal);
            }

            Assert.Contains(session, await PageAsync(http, cookie, product, "/sessions"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/api/v1/sessions/{session}")).Status);
        }

        Directory.Delete(data, recursive: true);
    }

    private static async Task<(string Session, string Upload)> ReviewedAsync(ProductProcess product, HttpClient http)
    {
        var (api, cookie) = await OwnerAsync(product, http);
        var candidate = await Candidate.InviteAsync(http, api, email: "someone@example.test");
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var tus = new Tus(http, candidate);
        var upload = await tus.CreateAsync(5_000);
        await tus.PatchAsync(upload, 0, Tus.Noise(5_000));
        await candidate.AnswerAllAsync();
        var suggestions = await UntilReadyAsync(api, candidate.SessionId);
        foreach (var item in suggestions["items"]!.AsArray())
        {
            await PostAsync($"/api/v1/sessions/{candidate.SessionId}/ratings", new JsonObject { ["competency"] = item!["competency"]!.ToString(), ["rating"] = 4, ["rationale"] = "I agree with her." });
        }

        await PostAsync($"/api/v1/sessions/{candidate.SessionId}/scorecards", new JsonObject { ["recommendation"] = "yes" });
        await PostAsync($"/api/v1/sessions/{candidate.SessionId}/decision", new JsonObject { ["disposition"] = "advance", ["reason"] = "She goes on." });
        return (candidate.SessionId, Tus.IdOf(upload));

        async Task PostAsync(string path, JsonNode body)
        {
            var answer = await Company.SendAsync(http, cookie, HttpMethod.Post, path, body);
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        }
    }

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

    private static async Task<(ApiClient Api, string Cookie)> OwnerAsync(ProductProcess product, HttpClient http)
    {
        var demo = product.Demo();
        using var form = Company.Form(http, "/sign-in", new() { ["email"] = demo.GetProperty("owner").GetProperty("email").GetString()!, ["password"] = demo.GetProperty("owner").GetProperty("password").GetString()! });
        using var signedIn = await http.SendAsync(form);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        return (await ApiClient.SignInAsync(http, demo), signedIn.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('=')));
    }

    private static async Task<string> PageAsync(HttpClient http, string cookie, ProductProcess product, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{product.Demo().GetProperty("tenant").GetString()}{path}");
        request.Headers.Add("Cookie", cookie);
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task GrowOlderAsync(string data, string kind, TimeSpan by)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "jobinterview.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "update due_ledger set starts_at = starts_at - $by, due_at = due_at - $by where kind = $kind";
        command.Parameters.AddWithValue("$by", (long)by.TotalMicroseconds);
        command.Parameters.AddWithValue("$kind", kind);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
