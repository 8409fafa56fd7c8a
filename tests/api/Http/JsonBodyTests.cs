namespace JobInterview.Api.Tests.Http;

public sealed class JsonBodyTests(ConventionsHost host) : IClassFixture<ConventionsHost>
{
    private const string Good = """{"title":"a","count":1,"parts":[{"name":"b"}],"colour":"blue"}""";

    [Fact]
    public async Task A_body_that_says_what_is_known_is_read()
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/things", Good);

        Assert.Equal(200, answer.Status);
        Assert.Equal(Good, answer.Body);
    }

    [Theory]
    [InlineData("", 400, "malformed-json")]
    [InlineData("null", 400, "malformed-json")]
    [InlineData("{", 400, "malformed-json")]
    [InlineData("""{"title":"a","count":1,"parts":[],}""", 400, "malformed-json")]
    [InlineData("""{"title":"a","count":1,"parts":[]} {}""", 400, "malformed-json")]
    [InlineData("""{"title":"\ud800","count":1,"parts":[]}""", 400, "malformed-json")]
    [InlineData("{\"title\":\"\u00ff\u00fe\",\"count\":1,\"parts\":[]}", 400, "malformed-json")]
    [InlineData("""{"title":"a","count":1,"parts":[],"extra":1}""", 400, "unknown-member")]
    [InlineData("""{"Title":"a","count":1,"parts":[]}""", 400, "unknown-member")]
    [InlineData("""{"title":"a","title":"b","count":1,"parts":[]}""", 400, "duplicate-member")]
    [InlineData("""{"title":"a","count":"1","parts":[]}""", 422, "invalid")]
    [InlineData("""{"title":"a","count":1,"parts":[],"colour":1}""", 422, "invalid")]
    [InlineData("""{"title":"a","count":1,"parts":[],"colour":"green"}""", 422, "invalid")]
    [InlineData("""{"title":"a","count":1,"parts":[],"colour":"blue,darkRed"}""", 422, "invalid")]
    [InlineData("""{"title":"a","count":1,"parts":[],"colour":"Blue"}""", 422, "invalid")]
    [InlineData("""{"title":null,"count":1,"parts":[]}""", 422, "invalid")]
    [InlineData("""[]""", 422, "invalid")]
    public async Task A_body_that_is_not_what_was_agreed_is_refused_with_a_code(string body, int status, string code)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/things", body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal("application/problem+json", answer.Type);
    }

    [Theory]
    [InlineData("""{"title":"a","count":1,"parts":[{"name":"b","x/y":1}]}""", "/parts/0/x~1y")]
    [InlineData("""{"title":"a","count":1,"parts":[{"name":"b"},{}]}""", "/parts/1/name")]
    [InlineData("""{"count":1,"parts":[]}""", "/title")]
    [InlineData("""{"title":"a","count":1.5,"parts":[]}""", "/count")]
    public async Task A_refusal_points_at_the_member(string body, string pointer)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/things", body);

        Assert.Equal(pointer, answer.Pointer);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_not_read(string type)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/things", Good, type);

        Assert.Equal((415, "unsupported-media-type"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(256 * 1024, 200)]
    [InlineData((256 * 1024) + 1, 413)]
    [InlineData(1024 * 1024, 413)]
    public async Task A_body_has_a_limit(int bytes, int status)
    {
        var body = Good.Replace("\"a\"", $"\"{new string('a', bytes - Good.Length + 1)}\"", StringComparison.Ordinal);

        var answer = await host.SendAsync(HttpMethod.Post, "/api/things", body);

        Assert.Equal((bytes, status), (body.Length, answer.Status));
    }

    [Fact]
    public async Task Depth_has_a_limit()
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/things", new string('[', 5_000) + new string(']', 5_000));

        Assert.Equal((400, "malformed-json"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_may_be_left_out_where_it_is_optional()
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/maybe");

        Assert.Equal((200, "\"nothing\""), (answer.Status, answer.Body));
    }
}
