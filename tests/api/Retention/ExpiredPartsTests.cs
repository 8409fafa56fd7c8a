using System.Net;
using System.Text.RegularExpressions;
using JobInterview.Api.Tests.Product;
using Microsoft.Data.Sqlite;

namespace JobInterview.Api.Tests.Retention;

/// <summary>A reviewed interview of the shipped program on data that grows older: each part goes at its own time, and what stands is still shown.</summary>
public sealed class ExpiredPartsTests
{
    [Fact]
    public async Task Quotes_and_scorecards_outlive_the_recording_and_go_with_their_own_clocks()
    {
        var data = Directory.CreateTempSubdirectory("ji-parts-").FullName;
        ReviewedInterview made;
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            var (api, cookie) = await OwnerAsync(product, http);
            made = await ReviewedInterview.MakeAsync(http, api, cookie);
        }

        var (session, upload) = (made.Session, made.Upload);
        await GrowOlderAsync(data, "Recording", TimeSpan.FromDays(8));
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            var (api, cookie) = await OwnerAsync(product, http);
            var media = await api.GetAsync($"/api/v1/recordings/{upload}/media");
            var suggestion = (await api.GetAsync($"/api/v1/sessions/{session}/suggestions")).Body!["items"]!.AsArray().First(item => item!["evidence"]!.AsArray().Count > 0)!;
            var page = await Company.PageAsync(http, cookie, $"/{Slug(product)}/sessions/{session}");

            Assert.Equal((HttpStatusCode.Gone, "recording-expired"), (media.Status, media.Code));
            foreach (var answer in new[]
            {
                await api.GetAsync($"/api/v1/recordings/{upload}/manifest"), await api.GetAsync($"/api/v1/recordings/{upload}/captions.vtt"), await api.PostAsync($"/api/v1/recordings/{upload}/links"),
            })
            {
                Assert.Equal((media.Status, media.Code), (answer.Status, answer.Code));
            }

            Tells(await made.In(http).Candidate.PageAsync(http), ["Your recordings: destroyed", "read your answers.", "answers kept", ReviewedInterview.Reason], ["hear", "said, in writing:"]);
            Assert.Contains(suggestion["evidence"]![0]!["quote"]!.ToString(), Candidate.Story, StringComparison.Ordinal);
            Assert.NotEmpty((await api.GetAsync($"/api/v1/sessions/{session}/scorecards")).Body!["items"]!.AsArray());
            Assert.Contains("Recording expired on", page, StringComparison.Ordinal);
            Assert.Contains(ReviewedInterview.Said, page, StringComparison.Ordinal);
            Assert.Contains("<mark", page, StringComparison.Ordinal);
            Assert.Contains(ReviewedInterview.Rationale, page, StringComparison.Ordinal);
        }

        await GrowOlderAsync(data, "Transcript", TimeSpan.FromDays(731));
        await using (var product = await ProductProcess.StartAsync(data: data))
        {
            using var http = product.Http();
            var (api, cookie) = await OwnerAsync(product, http);
            var transcript = await api.GetAsync($"/api/v1/sessions/{session}/transcript");
            var suggestions = await api.GetAsync($"/api/v1/sessions/{session}/suggestions");
            var page = await Company.PageAsync(http, cookie, $"/{Slug(product)}/sessions/{session}");

            Assert.Equal((HttpStatusCode.Gone, "transcript-expired"), (transcript.Status, transcript.Code));
            Assert.Equal("transcript-expired", (await api.GetAsync($"/api/v1/sessions/{session}/delivery")).Code);
            Assert.Equal("transcript-expired", (await made.In(http).Candidate.Room.GetAsync("/api/v1/room/transcript")).Code);
            Tells(await made.In(http).Candidate.PageAsync(http), ["What you said, in writing: destroyed", "Nobody at", "answers given", "not shown any more", ReviewedInterview.Reason], ["read your answers", "answers kept", ReviewedInterview.Said]);
            Assert.All(suggestions.Body!["items"]!.AsArray(), item => Assert.Empty(item!["evidence"]!.AsArray()));
            Assert.Contains("Transcript: expired on", page, StringComparison.Ordinal);
            Assert.DoesNotContain(ReviewedInterview.Said, page, StringComparison.Ordinal);
            Assert.Contains(ReviewedInterview.Rationale, page, StringComparison.Ordinal);
            Assert.Contains(ReviewedInterview.Reason, page, StringComparison.Ordinal);
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
            Assert.Equal(("advance", null, "false"), (decision["disposition"], decision.Body!["reason"]?.ToString(), decision["onLegalHold"]));
            Tells(await made.In(http).Candidate.PageAsync(http), ["Ratings and suggestions: destroyed", "decided: to go on with you", "can not be asked for here any more"], [ReviewedInterview.Reason, "Ask for a human review", "A program looked for"]);
            foreach (var tab in (string[])["", "/candidate", "/consents", "/timeline", "/delivery"])
            {
                var page = await Company.PageAsync(http, cookie, $"/{Slug(product)}/sessions/{session}{tab}");
                Assert.DoesNotContain(ReviewedInterview.Reason, page, StringComparison.Ordinal);
                Assert.DoesNotContain(ReviewedInterview.Rationale, page, StringComparison.Ordinal);
            }

            Assert.Contains(session, await Company.PageAsync(http, cookie, $"/{Slug(product)}/sessions"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/api/v1/sessions/{session}")).Status);
        }

        Directory.Delete(data, recursive: true);
    }

    private static string Slug(ProductProcess product) => product.Demo().GetProperty("tenant").GetString()!;

    private static void Tells(string page, string[] told, string[] untrue)
    {
        page = Regex.Replace(page[page.IndexOf("<main", StringComparison.Ordinal)..], "<[^>]+>", "");
        Assert.All(told, words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.All(untrue, words => Assert.DoesNotContain(words, page, StringComparison.Ordinal));
    }

    private static async Task<(ApiClient Api, string Cookie)> OwnerAsync(ProductProcess product, HttpClient http)
    {
        var demo = product.Demo();
        using var form = Company.Form(http, "/sign-in", new() { ["email"] = demo.GetProperty("owner").GetProperty("email").GetString()!, ["password"] = demo.GetProperty("owner").GetProperty("password").GetString()! });
        using var signedIn = await http.SendAsync(form);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        return (await ApiClient.SignInAsync(http, demo), signedIn.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]).First(set => !set.EndsWith('=')));
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
