using System.Net;
using System.Text;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Contract;

/// <summary>The worst a client sends: a clear code, and nothing changed (law 12).</summary>
public sealed class BadInputTests(ProductFixture product)
{
    public static TheoryData<string, string, int, string> Turns => new()
    {
        { "broken JSON", "{\"epoch\":1,", 400, "malformed-json" },
        { "not an object", "[1,2]", 422, "invalid" },
        { "unknown member", """{"epoch":1,"clientMessageId":"m-1","text":"Hi there.","admin":true}""", 400, "" },
        { "twice the same member", """{"epoch":1,"epoch":2,"clientMessageId":"m-1","text":"Hi there."}""", 400, "" },
        { "wrong type", """{"epoch":"one","clientMessageId":"m-1","text":"Hi there."}""", 422, "invalid" },
        { "missing member", """{"epoch":1,"text":"Hi there."}""", 422, "invalid" },
        { "null text", """{"epoch":1,"clientMessageId":"m-1","text":null}""", 422, "invalid" },
        { "number overflow", """{"epoch":99999999999999,"clientMessageId":"m-1","text":"Hi there."}""", 422, "invalid" },
        { "empty text", """{"epoch":1,"clientMessageId":"m-1","text":""}""", 422, "invalid" },
        { "blank text", """{"epoch":1,"clientMessageId":"m-1","text":" \n\t "}""", 422, "invalid" },
        { "a control character", """{"epoch":1,"clientMessageId":"m-1","text":"a\u0000b"}""", 422, "invalid" },
        { "an escape sequence", """{"epoch":1,"clientMessageId":"m-1","text":"a\u001b[31mb"}""", 422, "invalid" },
        { "C1", """{"epoch":1,"clientMessageId":"m-1","text":"a\u0085b"}""", 422, "invalid" },
        { "bidi override", """{"epoch":1,"clientMessageId":"m-1","text":"a\u202eb"}""", 422, "invalid" },
        { "bidi isolate", """{"epoch":1,"clientMessageId":"m-1","text":"a\u2066b"}""", 422, "invalid" },
        { "a noncharacter", """{"epoch":1,"clientMessageId":"m-1","text":"a\uffffb"}""", 422, "invalid" },
        { "a bad message id", """{"epoch":1,"clientMessageId":"m 1\n","text":"Hi there."}""", 422, "invalid" },
        { "an empty message id", """{"epoch":1,"clientMessageId":"","text":"Hi there."}""", 422, "invalid" },
    };

    [Theory, MemberData(nameof(Turns))]
    public async Task A_bad_turn_is_refused_with_a_code_and_changes_nothing(string what, string body, int status, string code)
    {
        var candidate = await product.InProgressAsync();
        var before = (await candidate.LookAsync())["seq"]!.ToString();

        var answer = await candidate.Room.SendAsync(HttpMethod.Post, "/api/v1/room/turns", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.True((int)answer.Status == status, $"{what}: {answer.Text}");
        Assert.True(code.Length == 0 ? answer.Code is { Length: > 0 } : answer.Code == code, $"{what}: {answer.Text}");
        Assert.Equal(before, (await candidate.LookAsync())["seq"]!.ToString());
    }

    [Theory]
    [InlineData(20_000, 200), InlineData(20_001, 422), InlineData(1_048_576, 413)]
    public async Task An_answer_has_a_longest_length(int length, int status)
    {
        var candidate = await product.InProgressAsync();

        var answer = await candidate.SayAsync("m-1", new string('a', length));

        Assert.Equal(status, (int)answer.Status);
    }

    [Theory]
    [InlineData("text/plain"), InlineData("application/x-www-form-urlencoded"), InlineData("application/xml")]
    public async Task Another_content_type_is_refused(string type)
    {
        var candidate = await product.InProgressAsync();

        var answer = await candidate.Room.SendAsync(
            HttpMethod.Post, "/api/v1/room/turns", new StringContent("""{"epoch":1,"clientMessageId":"m-1","text":"Hi there."}""", Encoding.UTF8, type));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("sessions?state=inProgress"), InlineData("sessions?state=readyForReview"), InlineData("interview-plans?status=published")]
    [InlineData("sessions?limit=1"), InlineData("sessions?limit=100")]
    public async Task A_filter_is_written_as_in_JSON(string path)
    {
        var answer = await product.Api.GetAsync($"/api/v1/{path}");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    [Theory]
    [InlineData("sessions?state=InProgress", "unknown-value"), InlineData("sessions?state=2", "unknown-value"), InlineData("sessions?state=", "unknown-value")]
    [InlineData("sessions?state=lobby&state=ready", "unknown-value"), InlineData("sessions?state=lobby,ready", "unknown-value")]
    [InlineData("interview-plans?status=PUBLISHED", "unknown-value"), InlineData("interview-plans?status=gone", "unknown-value")]
    [InlineData("sessions?limit=0", "bad-limit"), InlineData("sessions?limit=101", "bad-limit"), InlineData("sessions?limit=-1", "bad-limit")]
    [InlineData("sessions?limit=", "bad-limit"), InlineData("sessions?limit=1e2", "bad-limit"), InlineData("sessions?limit=99999999999", "bad-limit")]
    [InlineData("sessions?cursor=", "bad-cursor"), InlineData("sessions?cursor=%00", "bad-cursor"), InlineData("interview-plans?cursor=abcd", "bad-cursor")]
    public async Task A_query_that_is_not_understood_is_refused(string path, string code)
    {
        var answer = await product.Api.GetAsync($"/api/v1/{path}");

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Only_CRLF_is_changed_in_an_answer()
    {
        var candidate = await product.InProgressAsync();
        const string said = "Première ligne\r\nzweite\tZeile 😀 e\u0301 “quoted” – و";

        await candidate.SayAsync("m-1", said);
        var transcript = await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript");

        Assert.Equal(said.Replace("\r\n", "\n", StringComparison.Ordinal), transcript.Body!["turns"]!.AsArray().Single(t => t!["speaker"]!.ToString() == "candidate")!["text"]!.ToString());
    }

    [Fact]
    public async Task Ten_thousand_random_room_tokens_open_nothing()
    {
        var random = new Random(4);
        var bytes = new byte[48];
        var codes = new HashSet<(HttpStatusCode, string?)>();
        foreach (var batch in Enumerable.Range(0, 10_000).Chunk(100))
        {
            var answers = await Task.WhenAll(batch.Select(_ =>
            {
                random.NextBytes(bytes);
                return new ApiClient(product.Http, System.Buffers.Text.Base64Url.EncodeToString(bytes)).GetAsync("/api/v1/room");
            }));
            codes.UnionWith(answers.Select(answer => (answer.Status, answer.Code)));
        }

        Assert.Equal([(HttpStatusCode.Unauthorized, "room-token-invalid")], codes);
    }

    [Fact]
    public async Task A_revoked_invitation_opens_nothing()
    {
        var candidate = await product.InviteAsync();
        var revoked = await product.Api.SendAsync(HttpMethod.Delete, $"/api/v1/invitations/{candidate.SessionId}", null);

        var answer = await candidate.Room.GetAsync("/api/v1/room");

        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "invitation-revoked"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("consent", "{}"), InlineData("consent", "{"), InlineData("turns", "{"), InlineData("turns", """{"epoch":1}"""), InlineData("review-request", "{}"), InlineData("recordings", "")]
    public async Task A_dead_token_is_refused_before_what_came_with_it(string command, string body)
    {
        var candidate = await product.InviteAsync();
        await product.Api.SendAsync(HttpMethod.Delete, $"/api/v1/invitations/{candidate.SessionId}", null);

        var answer = await candidate.Room.SendAsync(HttpMethod.Post, $"/api/v1/room/{command}", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.Unauthorized, "invitation-revoked"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_choice_that_is_nothing_is_refused()
    {
        var candidate = await product.InviteAsync();
        var notice = (await candidate.LookAsync())["consent"]!["noticeVersion"]!.ToString();

        var answer = await candidate.Room.PostAsync("/api/v1/room/consent", new { purposes = new object?[] { null }, noticeVersion = notice });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/purposes/0/purpose"), (answer.Status, answer.Body!["errors"]![0]!["pointer"]!.ToString()));
    }

    [Theory]
    [InlineData("questions", "text"), InlineData("competencies", "name"), InlineData("competencies", "definition")]
    public async Task A_text_that_is_nothing_makes_no_plan(string list, string member)
    {
        var first = (await product.Api.GetAsync("/api/v1/interview-plans")).Body!["items"]![0]!["id"]!.ToString();
        var plan = (await product.Api.GetAsync($"/api/v1/interview-plans/{first}")).Body!.AsObject();
        var body = new System.Text.Json.Nodes.JsonObject(
            new[] { "title", "languages", "competencies", "questions" }.Select(name => KeyValuePair.Create(name, plan[name]?.DeepClone())));
        body[list]![0]![member] = new System.Text.Json.Nodes.JsonObject { ["en"] = null };

        var answer = await product.Api.PostAsync("/api/v1/interview-plans", body);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, $"/{list}/0/{member}/en"), (answer.Status, answer.Body!["errors"]![0]!["pointer"]!.ToString()));
    }

    [Fact]
    public async Task An_empty_idempotency_key_is_no_key()
    {
        var answer = await product.Api.PostAsync("/api/v1/interview-plans", new { }, ("Idempotency-Key", ""));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData("", "a@example.test", "/candidate/name"), InlineData("Ada", "not an email", "/candidate/email"), InlineData("Ada\u202e", "a@example.test", "/candidate/name")]
    public async Task A_bad_invitation_names_its_members(string name, string email, string pointer)
    {
        var plan = (await product.Api.GetAsync("/api/v1/interview-plans")).Body!["items"]![0]!["id"]!.ToString();

        var answer = await product.Api.PostAsync("/api/v1/invitations", new { planId = plan, candidate = new { name, email } });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(pointer, answer.Body!["errors"]![0]!["pointer"]!.ToString());
    }

    [Theory]
    [InlineData("GET", "/api/v1/sessions/00000000000000000000000000000000"), InlineData("GET", "/api/v1/sessions/XYZ"), InlineData("GET", "/api/v1/interview-plans/1"),
     InlineData("GET", "/api/v1/sessions/0123456789abcdef0123456789abcdef/transcript"), InlineData("DELETE", "/api/v1/invitations/0123456789abcdef0123456789abcdef")]
    public async Task What_does_not_exist_is_404(string method, string path)
    {
        var answer = await product.Api.SendAsync(new(method), path, null);

        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (answer.Status, answer.Code));
    }
}
