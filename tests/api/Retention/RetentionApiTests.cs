using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Recordings;

namespace JobInterview.Api.Tests.Retention;

/// <summary>The due ledger, holds and plans over HTTP, on the running product.</summary>
public sealed class RetentionApiTests(ProductFixture fixture)
{
    [Fact]
    public async Task A_recording_is_in_the_ledger_from_its_first_byte_and_gets_its_time_with_the_end()
    {
        var candidate = await fixture.InProgressAsync();
        var upload = await new Tus(fixture.Http, candidate).CreateAsync(1_000);
        var running = await LineAsync(candidate);

        await candidate.Room.PostAsync("/api/v1/room/end", new { });
        await fixture.UntilAsync($"/api/v1/retention/due?kind=recording&sessionId={candidate.SessionId}", ledger => ledger.Body!["items"]![0]!["dueAt"] is not null);
        var session = await fixture.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}");
        var ended = await LineAsync(candidate);

        Assert.Equal((Tus.IdOf(upload), "session-running", "scheduled"), (Text(running, "assetId"), Text(running, "rule"), Text(running, "state")));
        Assert.Equal("plan-starter-7-days", Text(ended, "rule"));
        Assert.Equal(DateTimeOffset.Parse(session["endedAt"], null).AddDays(7), DateTimeOffset.Parse(Text(ended, "dueAt"), null));
    }

    [Theory]
    [InlineData("scheduled", 1), InlineData("due", 0), InlineData("held", 0), InlineData("destroyed", 0)]
    public async Task The_ledger_is_listed_by_state(string state, int lines)
    {
        var candidate = await fixture.InProgressAsync();
        await new Tus(fixture.Http, candidate).CreateAsync(1_000);

        var listed = await fixture.Api.GetAsync($"/api/v1/retention/due?kind=recording&state={state}&sessionId={candidate.SessionId}");

        Assert.Equal(lines, listed.Body!["items"]!.AsArray().Count);
        Assert.Equal((HttpStatusCode.BadRequest, "unknown-value"), await ToldAsync("/api/v1/retention/due?state=gone"));
    }

    [Fact]
    public async Task A_hold_is_asked_for_by_a_person_and_not_placed_by_the_same()
    {
        var (owner, other) = (await fixture.OwnerAsync(), await Company.OpenAsync(fixture.Http));
        var candidate = await fixture.InviteAsync();
        var hold = new JsonObject { ["reason"] = "A dispute", ["sessions"] = new JsonArray(candidate.SessionId), ["reviewAt"] = DateTimeOffset.UtcNow.AddDays(30), ["futureMatching"] = true };

        var byProgram = await fixture.Api.PostAsync("/api/v1/legal-holds", new { });
        var asked = await Company.SendAsync(fixture.Http, owner, HttpMethod.Post, "/api/v1/legal-holds", hold);
        var placed = await Company.SendAsync(fixture.Http, owner, HttpMethod.Post, $"/api/v1/legal-holds/{asked["id"]}/place", null);
        var listed = await fixture.Api.GetAsync("/api/v1/legal-holds");
        var foreign = await other.Api.GetAsync($"/api/v1/legal-holds/{asked["id"]}");

        Assert.Equal(HttpStatusCode.Forbidden, byProgram.Status);
        Assert.Equal((HttpStatusCode.Created, "asked"), (asked.Status, asked["state"]));
        Assert.Equal((HttpStatusCode.Conflict, "second-person-needed"), (placed.Status, placed.Code));
        Assert.Equal("A dispute", listed.Body!["items"]![0]!["reason"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
    }

    [Theory]
    [InlineData("""{"reason":"","sessions":["0123456789abcdef0123456789abcdef"],"reviewAt":"2999-01-01T00:00:00Z"}""", "/reason")]
    [InlineData("""{"reason":"A dispute","sessions":["x"],"reviewAt":"2999-01-01T00:00:00Z"}""", "/sessions/0")]
    [InlineData("""{"reason":"A dispute","reviewAt":"2999-01-01T00:00:00Z"}""", "/scope")]
    [InlineData("""{"reason":"A dispute","sessions":["0123456789abcdef0123456789abcdef"],"reviewAt":"SOON"}""", "/sessions/0")]
    [InlineData("""{"reason":"A dispute","recordings":["0123456789abcdef0123456789abcdef"],"reviewAt":"SOON"}""", "/recordings/0")]
    [InlineData("""{"reason":"A dispute","subjects":["0123456789abcdef0123456789abcdef"],"reviewAt":"SOON"}""", "/subjects/0")]
    public async Task A_bad_hold_is_refused_and_keeps_nothing(string body, string pointer)
    {
        var company = await Company.OpenAsync(fixture.Http);

        var asked = await Company.SendAsync(fixture.Http, company.Cookie, HttpMethod.Post, "/api/v1/legal-holds", JsonNode.Parse(body.Replace("SOON", $"{DateTimeOffset.UtcNow.AddDays(30):O}", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Contains(asked.Body!["errors"]!.AsArray(), error => error!["pointer"]!.ToString() == pointer);
        Assert.Empty((await company.Api.GetAsync("/api/v1/legal-holds")).Body!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("0"), InlineData("7"), InlineData("Place"), InlineData("place,withdraw"), InlineData("")]
    public async Task The_form_of_a_hold_takes_a_word_and_nothing_else(string step)
    {
        var people = await TwoPeople.OfAsync(fixture);
        var candidate = await fixture.InviteAsync();
        var asked = await Company.SendAsync(fixture.Http, people.Asks, HttpMethod.Post, "/api/v1/legal-holds", new JsonObject
        {
            ["reason"] = "A dispute", ["sessions"] = new JsonArray(candidate.SessionId), ["reviewAt"] = DateTimeOffset.UtcNow.AddDays(30),
        });

        var refused = await StepAsync(people.Decides, asked["id"], step);
        var before = await fixture.Api.GetAsync($"/api/v1/legal-holds/{asked["id"]}");
        var placed = await StepAsync(people.Decides, asked["id"], "place");
        var after = await fixture.Api.GetAsync($"/api/v1/legal-holds/{asked["id"]}");

        Assert.Equal(HttpStatusCode.OK, refused);             // the page again, with what was refused
        Assert.Equal("asked", before["state"]);
        Assert.Equal((HttpStatusCode.Found, "inForce"), (placed, after["state"]));
    }

    private async Task<HttpStatusCode> StepAsync(string cookie, string hold, string step)
    {
        using var form = Company.Form(fixture.Http, $"/{fixture.Product.Demo().GetProperty("tenant").GetString()}/holds", new() { ["_handler"] = $"hold-{hold}", ["hold"] = hold, ["do"] = step });
        form.Headers.Add("Cookie", cookie);
        using var answer = await fixture.Http.SendAsync(form);
        return answer.StatusCode;
    }

    [Fact]
    public async Task A_larger_plan_counts_at_once_and_a_smaller_one_later()
    {
        var company = await Company.OpenAsync(fixture.Http);

        var larger = await ChangeAsync(company, HttpMethod.Put, "/api/v1/subscription", Tier("professional"), "\"r1\"");
        var smaller = await ChangeAsync(company, HttpMethod.Put, "/api/v1/subscription", Tier("starter"), "\"r2\"");
        var again = await ChangeAsync(company, HttpMethod.Put, "/api/v1/subscription", Tier("starter"), "\"r3\"");
        await ChangeAsync(company, HttpMethod.Put, "/api/v1/subscription", Tier("starter"), "*");
        var log = await company.Api.GetAsync("/api/v1/audit-log");

        Assert.Equal(smaller.Body!.ToJsonString(), again.Body!.ToJsonString());
        Assert.Equal(("professional", "30"), (larger["tier"], larger["recordingDays"]));
        Assert.Equal(("professional", "starter"), (smaller["tier"], smaller["nextTier"]));
        Assert.True(DateTimeOffset.Parse(smaller["nextAt"], null) > DateTimeOffset.UtcNow.AddDays(14));
        Assert.Equal(2, log.Body!["items"]!.AsArray().Count(entry => entry!["action"]!.ToString() == "plan.changed"));
    }

    [Fact]
    public async Task A_trial_ends_by_itself_unless_a_plan_is_chosen()
    {
        var company = await Company.OpenAsync(fixture.Http, isTrial: true);

        var trial = await company.Api.GetAsync("/api/v1/subscription");
        var chosen = await ChangeAsync(company, HttpMethod.Put, "/api/v1/subscription", Tier("starter"), "\"r1\"");

        Assert.Equal(("starter", "true"), (trial["tier"], trial["isTrial"]));
        Assert.Equal(DateTimeOffset.UtcNow.AddDays(14), DateTimeOffset.Parse(trial["nextAt"], null), TimeSpan.FromMinutes(10));
        Assert.Equal(DateTimeOffset.Parse(trial["nextAt"], null).AddDays(30), DateTimeOffset.Parse(trial["goneAt"], null));
        Assert.Equal(("false", ""), (chosen["isTrial"], chosen.Body!["nextAt"]?.ToString() ?? ""));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired, "precondition-required"), InlineData("\"r7\"", HttpStatusCode.PreconditionFailed, "version-is-stale")]
    public async Task A_change_names_what_it_has_seen(string? seen, HttpStatusCode status, string code)
    {
        var company = await Company.OpenAsync(fixture.Http);

        var plan = await ChangeAsync(company, HttpMethod.Put, "/api/v1/subscription", Tier("professional"), seen);
        var end = await ChangeAsync(company, HttpMethod.Delete, "/api/v1/subscription", null, seen);
        var periods = await ChangeAsync(company, HttpMethod.Put, "/api/v1/retention/periods", Periods(3), seen);

        Assert.All([plan, end, periods], answer => Assert.Equal((status, code), (answer.Status, answer.Code)));
        Assert.Equal("1", (await company.Api.GetAsync("/api/v1/subscription"))["version"]);
    }

    [Fact]
    public async Task A_company_can_shorten_what_its_plan_keeps_and_not_lengthen_it()
    {
        var company = await Company.OpenAsync(fixture.Http);

        var shorter = await ChangeAsync(company, HttpMethod.Put, "/api/v1/retention/periods", Periods(3), "\"r1\"");
        var none = await ChangeAsync(company, HttpMethod.Put, "/api/v1/retention/periods", Periods(0), "\"r2\"");
        var longer = await ChangeAsync(company, HttpMethod.Put, "/api/v1/retention/periods", Periods(8), "\"r2\"");
        var nowhere = await ChangeAsync(company, HttpMethod.Put, "/api/v1/retention/periods", Periods(3, "XX"), "\"r2\"");
        var elsewhere = await ChangeAsync(company, HttpMethod.Put, "/api/v1/retention/periods", Periods(3, "US-CA"), "\"r2\"");

        Assert.Equal(("3", "EU"), (shorter["recordingDays"], shorter["jurisdiction"]));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "out-of-range"), (none.Status, none.Body!["errors"]![0]!["code"]!.ToString()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "longer-than-plan"), (longer.Status, longer.Body!["errors"]![0]!["code"]!.ToString()));
        Assert.Equal("unknown-jurisdiction", nowhere.Body!["errors"]![0]!["code"]!.ToString());
        Assert.Equal("US-CA", elsewhere["jurisdiction"]);
        Assert.Equal(("3", "US-CA"), ((await company.Api.GetAsync("/api/v1/retention/periods"))["recordingDays"], (await company.Api.GetAsync("/api/v1/retention/periods"))["jurisdiction"]));
    }

    [Fact]
    public async Task Where_nothing_limits_recordings_someone_says_once_a_year_that_they_are_needed()
    {
        var (company, unlimited) = (await Company.OpenAsync(fixture.Http), Periods(3, "other"));
        unlimited["recordingDays"] = null;

        var limited = await ChangeAsync(company, HttpMethod.Post, "/api/v1/retention/review", null, null);
        await ChangeAsync(company, HttpMethod.Put, "/api/v1/subscription", Tier("enterprise"), "\"r1\"");
        await ChangeAsync(company, HttpMethod.Put, "/api/v1/retention/periods", unlimited, "\"r2\"");
        var reviewed = await ChangeAsync(company, HttpMethod.Post, "/api/v1/retention/review", null, null);
        var log = await company.Api.GetAsync("/api/v1/audit-log");

        Assert.Equal((HttpStatusCode.Conflict, "retention-is-limited"), (limited.Status, limited.Code));
        Assert.Equal(DateTimeOffset.Parse(reviewed["reviewedAt"], null).AddDays(365), DateTimeOffset.Parse(reviewed["dueAt"], null));
        Assert.Equal(reviewed["dueAt"], (await company.Api.GetAsync("/api/v1/retention/summary"))["reviewDueAt"]);
        Assert.Single(log.Body!["items"]!.AsArray(), entry => entry!["action"]!.ToString() == "retention.reviewed");
    }

    [Fact]
    public async Task A_company_takes_away_what_is_about_to_go_and_nobody_else_does()
    {
        var (owner, other) = (await fixture.OwnerAsync(), await Company.OpenAsync(fixture.Http));
        var candidate = await fixture.InProgressAsync();
        var tus = new Tus(fixture.Http, candidate);
        var (upload, sound) = (await tus.CreateAsync(5_000), Tus.Noise(5_000));
        await tus.PatchAsync(upload, 0, sound);
        await candidate.SayAsync("m-1", Candidate.Story);
        await candidate.Room.PostAsync("/api/v1/room/end", new { });
        await fixture.UntilAsync($"/api/v1/retention/due?kind=recording&sessionId={candidate.SessionId}", ledger => ledger.Body!["items"]![0]!["dueAt"] is not null);

        var byProgram = await fixture.Api.GetAsync("/api/v1/retention/export");
        using var theirs = await ExportAsync(other.Cookie);
        using var ours = await ExportAsync(owner);
        var log = await fixture.Api.GetAsync("/api/v1/audit-log");

        Assert.Equal(HttpStatusCode.Forbidden, byProgram.Status);
        Assert.Empty(theirs.Entries);
        using var copy = new MemoryStream();
        await using (var media = await ours.Entries.Single(entry => entry.FullName.StartsWith($"{candidate.SessionId}/{Tus.IdOf(upload)}.", StringComparison.Ordinal)).OpenAsync())
        {
            await media.CopyToAsync(copy);
        }

        Assert.Equal(sound, copy.ToArray());
        using var told = new StreamReader(await ours.GetEntry($"{candidate.SessionId}/interview.json")!.OpenAsync());
        Assert.Contains(Candidate.Story, await told.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Contains(log.Body!["items"]!.AsArray(), entry => entry!["action"]!.ToString() == "retention.exported");
    }

    private async Task<ZipArchive> ExportAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/retention/export");
        request.Headers.Add("Cookie", cookie);
        using var answer = await fixture.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), ZipArchiveMode.Read);
    }

    private Task<Answer> ChangeAsync(Company company, HttpMethod method, string path, JsonNode? body, string? seen) =>
        Company.SendAsync(fixture.Http, company.Cookie, method, path, body, seen is null ? [] : [("If-Match", seen)]);

    private static JsonObject Tier(string tier) => new() { ["tier"] = tier };

    private static JsonObject Periods(int days, string jurisdiction = "EU") => new()
    {
        ["recordingDays"] = days, ["transcriptDays"] = 365, ["scorecardDays"] = 365, ["decisionDays"] = 365, ["decisionRecordDays"] = 1_461, ["logDays"] = 365, ["jurisdiction"] = jurisdiction,
    };

    private async Task<JsonNode> LineAsync(Candidate candidate) =>
        Assert.Single((await fixture.Api.GetAsync($"/api/v1/retention/due?kind=recording&sessionId={candidate.SessionId}")).Body!["items"]!.AsArray())!;

    private async Task<(HttpStatusCode, string?)> ToldAsync(string path)
    {
        var answer = await fixture.Api.GetAsync(path);
        return (answer.Status, answer.Code);
    }

    private static string Text(JsonNode line, string name) => line[name]!.ToString();
}
