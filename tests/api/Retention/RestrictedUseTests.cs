using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using JobInterview.Api.Tests.Product;
using JobInterview.Api.Tests.Recordings;

namespace JobInterview.Api.Tests.Retention;

/// <summary>What is under a legal hold is shown to nobody, by no route and on no page, and shows again after the release.</summary>
public sealed class RestrictedUseTests(ProductFixture fixture)
{
    private const string NotShown = "under a legal hold";
    private static readonly string[] Words = [ReviewedInterview.Said, ReviewedInterview.Rationale, ReviewedInterview.Reason];

    /// <summary>Every route that shows something of an interview, and what it answers where nothing is held.</summary>
    private static readonly (string Who, HttpMethod Method, string Path, string? Body, string After)[] Routes =
    [
        ("api", HttpMethod.Get, "/api/v1/sessions/{session}/transcript", null, "OK"), ("api", HttpMethod.Get, "/api/v1/sessions/{session}/suggestions", null, "OK"),
        ("api", HttpMethod.Get, "/api/v1/sessions/{session}/scorecards", null, "OK"), ("api", HttpMethod.Get, "/api/v1/sessions/{session}/delivery", null, "delivery-off"),
        ("api", HttpMethod.Get, "/api/v1/recordings/{recording}/captions.vtt", null, "transcript-unavailable"), ("api", HttpMethod.Get, "/api/v1/recordings/{recording}/media", null, "OK"),
        ("api", HttpMethod.Get, "/api/v1/recordings/{recording}/playback", null, "OK"), ("api", HttpMethod.Get, "/api/v1/recordings/{recording}/manifest", null, "OK"),
        ("api", HttpMethod.Post, "/api/v1/recordings/{recording}/links", null, "Created"),
        ("member", HttpMethod.Get, "/api/v1/sessions/{session}/suggestions", null, "OK"), ("member", HttpMethod.Get, "/api/v1/sessions/{session}/scorecards", null, "OK"),
        ("member", HttpMethod.Post, "/api/v1/sessions/{session}/ratings", """{"competency":"x","rating":1}""", "already-decided"),
        ("member", HttpMethod.Post, "/api/v1/sessions/{session}/scorecards", """{"recommendation":"no"}""", "already-decided"),
        ("member", HttpMethod.Post, "/api/v1/sessions/{session}/decision", """{"disposition":"decline","reason":"No."}""", "already-decided"),
        ("room", HttpMethod.Get, "/api/v1/room/transcript", null, "OK"),
        ("room", HttpMethod.Post, "/api/v1/room/transcript/corrections", """{"turnSeq":1,"start":0,"length":1,"text":"x"}""", "invalid"),
        ("room", HttpMethod.Post, "/api/v1/room/review-request", """{"reason":"Please look again."}""", "OK"),
    ];

    [Fact]
    public async Task Every_route_refuses_what_is_held_and_answers_again_after_the_release()
    {
        var (people, made) = await ReviewedAsync();

        var hold = await people.HoldAsync(made.Session);
        foreach (var route in Routes)
        {
            var answer = await SendAsync(people, made, route);
            Assert.True((answer.Status, answer.Code) == (HttpStatusCode.Forbidden, "on-legal-hold"), $"{route.Path}: {answer.Status} {answer.Code}");
        }

        await people.ReleaseAsync(hold);
        foreach (var route in Routes)
        {
            var answer = await SendAsync(people, made, route);
            Assert.True((answer.Code ?? answer.Status.ToString()) == route.After, $"{route.Path}: {answer.Status} {answer.Code}");
        }
    }

    [Fact]
    public async Task Who_decided_and_what_stays_readable_and_the_candidate_is_told_what_is_withheld()
    {
        var (people, made) = await ReviewedAsync();
        var before = await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/decision");

        await people.HoldAsync(made.Session);
        var decision = await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/decision");
        var told = await made.Candidate.Room.GetAsync("/api/v1/room/explanation");

        Assert.Equal((ReviewedInterview.Reason, "false"), (before["reason"], before["onLegalHold"]));
        Assert.Equal((before["decidedBy"], "advance", null, "true"), (decision["decidedBy"], decision["disposition"], decision.Body!["reason"]?.ToString(), decision["onLegalHold"]));
        Assert.Equal(("decided", "advance", null), (told["status"], told["decision"], told.Body!["reason"]?.ToString()));
        Assert.Empty(told.Body["suggestions"]!.AsArray());
        Assert.Equal(["transcript", "scorecard", "decision"], told.Body["onLegalHold"]!.AsArray().Select(part => part!.ToString()).Where(part => part != "log"));
        Assert.Equal(HttpStatusCode.OK, (await made.Candidate.Room.GetAsync("/api/v1/room/receipt")).Status);
    }

    [Theory]
    [InlineData("transcript", 0, "Transcript"), InlineData("scorecard", 1, "Scorecards and suggestions"), InlineData("decision", 2, "Decision and its reason")]
    public async Task A_part_is_withheld_alone_and_the_others_are_shown(string kind, int which, string name)
    {
        var (people, made) = await ReviewedAsync();

        await people.HoldAsync(assets: [await AssetAsync(made, kind)]);
        var page = await PageAsync(people, made, "");
        string?[] answers =
        [
            (await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/transcript")).Code, (await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/scorecards")).Code,
            (await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/decision"))["onLegalHold"] == "true" ? "on-legal-hold" : null,
        ];

        Assert.Contains($"{name}: {NotShown}", page, StringComparison.Ordinal);
        for (var i = 0; i < Words.Length; i++)
        {
            Assert.Equal(i == which, answers[i] == "on-legal-hold");
            Assert.Equal(i != which, page.Contains(Words[i], StringComparison.Ordinal));
        }

        var quotes = (await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/suggestions")).Body!["items"]?.AsArray().Sum(item => item!["evidence"]!.AsArray().Count);
        Assert.True(kind switch { "transcript" => quotes == 0, "scorecard" => quotes is null, _ => quotes > 0 });
    }

    [Fact]
    public async Task No_page_shows_what_is_held_and_each_says_so()
    {
        var (people, made) = await ReviewedAsync();

        var hold = await people.HoldAsync(made.Session);
        foreach (var tab in (string[])["", "/candidate", "/timeline", "/delivery", "/live"])
        {
            var page = await PageAsync(people, made, tab);
            Assert.Contains(NotShown, page, StringComparison.OrdinalIgnoreCase);
            Assert.All(Words, word => Assert.DoesNotContain(word, page, StringComparison.Ordinal));
            Assert.DoesNotContain("<audio", page, StringComparison.Ordinal);
        }

        Assert.Contains("sous séquestre", await PageAsync(people, made, "", "fr"), StringComparison.Ordinal);
        var room = await made.Candidate.PageAsync(fixture.Http);
        Assert.Contains(NotShown, room, StringComparison.Ordinal);
        Assert.Contains("It says nothing about you", room, StringComparison.Ordinal);
        Assert.Contains("decided: to go on with you", room, StringComparison.Ordinal);
        Assert.All(Words, word => Assert.DoesNotContain(word, room, StringComparison.Ordinal));

        await people.ReleaseAsync(hold);
        var again = await PageAsync(people, made, "");
        Assert.All(Words, word => Assert.Contains(word, again, StringComparison.Ordinal));
        Assert.Contains("<audio", again, StringComparison.Ordinal);
        Assert.Contains(ReviewedInterview.Reason, await made.Candidate.PageAsync(fixture.Http), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_on_the_page_of_a_held_interview_changes_nothing()
    {
        var people = await TwoPeople.OfAsync(fixture);
        var candidate = await fixture.InProgressAsync();
        await candidate.AnswerAllAsync();
        var suggestions = await fixture.UntilAsync($"/api/v1/sessions/{candidate.SessionId}/suggestions", answer => answer["status"] == "ready");
        var made = new ReviewedInterview(candidate, "");
        var competency = suggestions.Body!["items"]![0]!["competency"]!.ToString();
        var hold = await people.HoldAsync(assets: [await AssetAsync(made, "transcript")]);

        var (refused, page) = await RateAsync();
        var before = await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/scorecards");
        await people.ReleaseAsync(hold);
        var (accepted, _) = await RateAsync();
        var after = await fixture.Api.GetAsync($"/api/v1/sessions/{made.Session}/scorecards");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Found), (refused, accepted));
        Assert.Contains("not shown or used for anything else", page, StringComparison.Ordinal);
        Assert.Empty(before.Body!["items"]!.AsArray());
        Assert.Single(after.Body!["items"]!.AsArray());

        async Task<(HttpStatusCode, string)> RateAsync()
        {
            using var form = Company.Form(fixture.Http, PathOf(made), new() { ["_handler"] = $"rate-{competency}", ["do"] = "rate", ["competency"] = competency, ["rating"] = "2" });
            form.Headers.Add("Cookie", people.Asks);
            using var answer = await fixture.Http.SendAsync(form);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_streams_of_an_ended_interview_leave_out_what_is_held()
    {
        var (people, made) = await ReviewedAsync();
        (string Token, string Path)[] streams = [(fixture.Api.Token!, $"/api/v1/sessions/{made.Session}/events"), (made.Candidate.Token, "/api/v1/room/events")];

        var hold = await people.HoldAsync(made.Session);
        foreach (var (token, path) in streams)
        {
            await using var stream = await EventStream.OpenAsync(fixture.Http, token, path);
            var kinds = (await stream.UntilAsync(e => e.Kind == "session.completed")).ConvertAll(e => e.Kind);
            Assert.Contains("session.started", kinds);
            Assert.DoesNotContain(kinds, kind => kind is "turn.committed" or "question.asked" or "probe.asked" or "session.lobby_entered");
        }

        await people.ReleaseAsync(hold);
        foreach (var (token, path) in streams)
        {
            await using var stream = await EventStream.OpenAsync(fixture.Http, token, path);
            Assert.Contains(await stream.UntilAsync(e => e.Kind == "session.completed"), e => e.Kind == "turn.committed");
        }
    }

    [Fact]
    public async Task An_interview_that_runs_goes_on_under_a_hold_and_nobody_of_the_company_reads_along()
    {
        var people = await TwoPeople.OfAsync(fixture);
        var candidate = await fixture.InProgressAsync();
        await using var following = await EventStream.OpenAsync(fixture.Http, fixture.Api.Token!, $"/api/v1/sessions/{candidate.SessionId}/events");
        await candidate.SayAsync("m-1", Candidate.Story);
        await following.UntilAsync(e => e.Kind == "turn.committed");

        var hold = await people.HoldAsync(candidate.SessionId, future: true);
        var said = await candidate.SayAsync("m-2", Candidate.Story);
        await using var own = await EventStream.OpenAsync(fixture.Http, candidate.Token);
        var events = await own.UntilAsync(e => e.Id == said.Body!["seq"]!.GetValue<long>());

        Assert.Equal(HttpStatusCode.OK, said.Status);
        Assert.Equal(2, events.Count(e => e.Kind == "turn.committed"));
        Assert.NotNull((await candidate.LookAsync())["question"]);
        Assert.Equal("on-legal-hold", (await fixture.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript")).Code);
        await candidate.Room.PostAsync("/api/v1/room/end", new { });
        Assert.DoesNotContain(await following.UntilAsync(e => e.Kind == "session.completed"), e => e.Kind == "turn.committed");
        await using var theirs = await EventStream.OpenAsync(fixture.Http, fixture.Api.Token!, $"/api/v1/sessions/{candidate.SessionId}/events");
        Assert.DoesNotContain(await theirs.UntilAsync(e => e.Kind == "session.completed"), e => e.Kind == "turn.committed");

        await people.ReleaseAsync(hold);
        await fixture.UntilAsync($"/api/v1/sessions/{candidate.SessionId}/suggestions", suggestions => suggestions["status"] == "ready");
    }

    [Fact]
    public async Task What_comes_under_a_hold_is_shown_to_nobody_and_given_up_by_nobody_from_its_first_byte()
    {
        var people = await TwoPeople.OfAsync(fixture);
        var candidate = await fixture.InProgressAsync();
        var tus = new Tus(fixture.Http, candidate);
        await people.HoldAsync(candidate.SessionId, future: true);

        var upload = await tus.CreateAsync(5_000);
        await tus.PatchAsync(upload, 0, Tus.Noise(5_000));
        var media = await fixture.Api.GetAsync($"/api/v1/recordings/{Tus.IdOf(upload)}/media");
        await candidate.Room.SendAsync(HttpMethod.Delete, $"/api/v1/room/recordings/{Tus.IdOf(upload)}", null, ("Tus-Resumable", "1.0.0"));
        var due = await fixture.Api.GetAsync($"/api/v1/retention/due?kind=recording&sessionId={candidate.SessionId}");

        Assert.Equal((HttpStatusCode.Forbidden, "on-legal-hold"), (media.Status, media.Code));
        Assert.Equal(("held", "1"), (due.Body!["items"]![0]!["state"]!.ToString(), due.Body["items"]![0]!["holds"]!.ToString()));
    }

    [Fact]
    public async Task An_archive_to_take_away_leaves_out_what_is_held_and_says_so()
    {
        var (people, made) = await ReviewedAsync();
        await people.HoldAsync(assets: [await AssetAsync(made, "transcript"), await AssetAsync(made, "decision")]);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/retention/export");
        request.Headers.Add("Cookie", people.Asks);
        using var answer = await fixture.Http.SendAsync(request);
        await using var archive = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), ZipArchiveMode.Read);
        var told = (await JsonNode.ParseAsync(await archive.GetEntry($"{made.Session}/interview.json")!.OpenAsync()))!;

        Assert.Equal(["transcript", "decision"], told["onLegalHold"]!.AsArray().Select(part => part!.ToString()));
        Assert.Empty(told["transcript"]!.AsArray());
        Assert.Equal(("advance", null), (told["decision"]!["disposition"]!.ToString(), told["decision"]!["reason"]?.ToString()));
        Assert.NotEmpty(told["scorecards"]!.AsArray());
        Assert.DoesNotContain(ReviewedInterview.Said, told.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<(TwoPeople People, ReviewedInterview Made)> ReviewedAsync()
    {
        var people = await TwoPeople.OfAsync(fixture);
        var made = await ReviewedInterview.MakeAsync(fixture.Http, fixture.Api, people.Asks);
        await fixture.UntilAsync($"/api/v1/retention/due?kind=recording&sessionId={made.Session}", ledger => ledger.Body!["items"]![0]!["dueAt"] is not null);
        return (people, made);
    }

    private Task<Answer> SendAsync(TwoPeople people, ReviewedInterview made, (string Who, HttpMethod Method, string Path, string? Body, string After) route)
    {
        var path = route.Path.Replace("{session}", made.Session, StringComparison.Ordinal).Replace("{recording}", made.Upload, StringComparison.Ordinal);
        var body = route.Body is null ? null : new StringContent(route.Body, System.Text.Encoding.UTF8, "application/json");
        return route.Who switch
        {
            "api" => fixture.Api.SendAsync(route.Method, path, body),
            "room" => made.Candidate.Room.SendAsync(route.Method, path, body),
            _ => Company.SendAsync(fixture.Http, people.Asks, route.Method, path, route.Body is null ? null : JsonNode.Parse(route.Body)),
        };
    }

    private async Task<string> AssetAsync(ReviewedInterview made, string kind) =>
        Assert.Single((await fixture.Api.GetAsync($"/api/v1/retention/due?kind={kind}&sessionId={made.Session}")).Body!["items"]!.AsArray())!["assetId"]!.ToString();

    private string PathOf(ReviewedInterview made) => $"/{fixture.Product.Demo().GetProperty("tenant").GetString()}/sessions/{made.Session}";

    private Task<string> PageAsync(TwoPeople people, ReviewedInterview made, string tab, string language = "en") =>
        Company.PageAsync(fixture.Http, people.Asks, PathOf(made) + tab, language);
}
