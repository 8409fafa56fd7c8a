namespace JobInterview.Api.Tests.Http;

public sealed class ConventionTests(ConventionsHost host) : IClassFixture<ConventionsHost>
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("Unauthenticated", 401)]
    [InlineData("Forbidden", 403)]
    [InlineData("NotFound", 404)]
    [InlineData("Malformed", 400)]
    [InlineData("Invalid", 422)]
    [InlineData("Conflict", 409)]
    [InlineData("PreconditionFailed", 412)]
    [InlineData("Gone", 410)]
    [InlineData("Unavailable", 503)]
    public async Task A_refusal_is_a_problem_document_with_the_status_of_its_kind(string kind, int status)
    {
        var answer = await host.SendAsync(HttpMethod.Get, $"/api/refuse/{kind}");

        Assert.Equal((status, "some-code", "application/problem+json"), (answer.Status, answer.Code, answer.Type));
        Assert.Equal("urn:jobinterview:problem:some-code", answer.Json.GetProperty("type").GetString());
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.NotEmpty(answer.Json.GetProperty("requestId").GetString()!);
        Assert.False(answer.Json.TryGetProperty("instance", out _));
        Assert.Equal(status == 503, answer.Headers.ContainsKey("Retry-After"));
    }

    [Theory]
    [InlineData("/api/throw", 500, "internal-error")]
    [InlineData("/api/timeout", 503, "unavailable")]
    [InlineData("/api/given-up", 503, "unavailable")]
    [InlineData("/api/nowhere", 404, "not-found")]
    public async Task What_goes_wrong_tells_nothing_of_the_inside(string path, int status, string code)
    {
        var answer = await host.SendAsync(HttpMethod.Get, path);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task Another_method_is_refused_with_a_document()
    {
        var answer = await host.SendAsync(HttpMethod.Delete, "/api/things", with: headers => headers.Add("Sec-Fetch-Site", "same-origin"));

        Assert.Equal((405, "method-not-allowed"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(null, 428, "precondition-required")]
    [InlineData("\"r7\"", 200, null)]
    [InlineData("\"other\", \"r7\"", 200, null)]
    [InlineData("*", 200, null)]
    [InlineData("W/\"r7\"", 412, "version-is-stale")]
    [InlineData("\"x\"", 412, "version-is-stale")]
    [InlineData("r7", 400, "bad-if-match")]
    public async Task A_change_names_the_version_it_changes(string? match, int status, string? code)
    {
        var answer = await host.SendAsync(HttpMethod.Put, $"/api/things/{Id}", with: headers =>
        {
            if (match is not null)
            {
                headers.TryAddWithoutValidation("If-Match", match);
            }
        });

        Assert.Equal((status, code), (answer.Status, status == 200 ? null : answer.Code));
    }

    [Theory]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("x")]
    [InlineData("00000000000000000000000000000000")]
    public async Task A_malformed_id_names_nothing(string id)
    {
        var answer = await host.SendAsync(HttpMethod.Put, $"/api/things/{id}", with: headers => headers.Add("If-Match", "*"));

        Assert.Equal((404, "not-found"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_cursor_leads_to_the_next_page_of_its_own_list_only()
    {
        var first = await host.SendAsync(HttpMethod.Get, "/api/list?state=open&limit=10");
        var cursor = first.Json.GetProperty("nextCursor").GetString()!;

        var next = await host.SendAsync(HttpMethod.Get, $"/api/list?cursor={cursor}&limit=20&state=open");
        var otherFilter = await host.SendAsync(HttpMethod.Get, $"/api/list?cursor={cursor}&state=closed");
        var damaged = await host.SendAsync(HttpMethod.Get, $"/api/list?state=open&cursor={cursor[1..]}");

        Assert.Equal("second", next.Json.GetProperty("items")[0].GetString());
        Assert.Equal((400, "bad-cursor"), (otherFilter.Status, otherFilter.Code));
        Assert.Equal((400, "bad-cursor"), (damaged.Status, damaged.Code));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("")]
    public async Task A_limit_is_from_1_to_100(string limit)
    {
        var answer = await host.SendAsync(HttpMethod.Get, $"/api/list?limit={limit}");

        Assert.Equal((400, "bad-limit"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost:5080", 200)]
    [InlineData("Cookie", "ji=x", 403)]
    [InlineData("Cookie", "ji-room=x", 403)]
    [InlineData("Cookie", "other=x", 200)]
    public async Task Another_site_can_not_make_a_browser_change_anything(string header, string value, int status)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/maybe", with: headers => headers.TryAddWithoutValidation(header, value));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 403 ? "cross-site" : null, status == 403 ? answer.Code : null);
    }

    [Fact]
    public async Task A_page_runs_only_its_own_files()
    {
        var answer = await host.SendAsync(HttpMethod.Get, "/page");

        var policy = answer.Headers["Content-Security-Policy"];
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }
}
