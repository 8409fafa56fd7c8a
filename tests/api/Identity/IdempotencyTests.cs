namespace JobInterview.Api.Tests.Identity;

public sealed class IdempotencyOnSqliteTests(IdentityHost host) : IdempotencyTests(host), IClassFixture<IdentityHost>;

public sealed class IdempotencyOnPostgresTests(PostgresIdentityHost host) : IdempotencyTests(host), IClassFixture<PostgresIdentityHost>;

/// <summary>The same holds on both databases.</summary>
public abstract class IdempotencyTests(IdentityHost host)
{
    [Fact]
    public async Task The_same_key_and_body_give_the_first_answer_again()
    {
        var token = await host.TokenAsync(await host.SignUpAsync());

        var first = await CountAsync(token, "k1", "{\"a\":\"é\"}");
        var again = await CountAsync(token, "k1", "{\"a\":\"é\"}");

        Assert.Equal((200, first.Body, first.Type), (again.Status, again.Body, again.Type));
        Assert.Equal("true", again.Headers["Idempotency-Replayed"]);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        var token = await host.TokenAsync(await host.SignUpAsync());
        await CountAsync(token, "k1", "{\"a\":\"b\"}");

        var other = await CountAsync(token, "k1", "{\"a\":\"c\"}");

        Assert.Equal((422, "idempotency-key-reused"), (other.Status, other.Code));
    }

    [Fact]
    public async Task A_key_of_one_company_means_nothing_to_another()
    {
        var (olive, oscar) = (await host.TokenAsync(await host.SignUpAsync()), await host.TokenAsync(await host.SignUpAsync()));

        var first = await CountAsync(olive, "k1", "{}");
        var other = await CountAsync(oscar, "k1", "{}");

        Assert.NotEqual(first.Body, other.Body);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var token = await host.TokenAsync(await host.SignUpAsync());

        var failed = await CountAsync(token, "k1", "{\"fail\":\"x\"}");
        var again = await CountAsync(token, "k1", "{}");

        Assert.Equal((503, 200), (failed.Status, again.Status));
    }

    [Fact]
    public async Task Of_many_at_once_one_does_the_work()
    {
        var token = await host.TokenAsync(await host.SignUpAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => CountAsync(token, "k1", "{}")));

        Assert.Single(answers.Where(answer => answer.Status == 200).Select(answer => answer.Body).Distinct());
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((409, "idempotency-in-progress"), (answer.Status, answer.Code)));
    }

    [Theory]
    [InlineData("tab\tinside")]
    [InlineData("with space")]
    public async Task A_key_is_visible_characters(string key)
    {
        var token = await host.TokenAsync(await host.SignUpAsync());

        var answer = await CountAsync(token, key, "{}");

        Assert.Equal((400, "bad-idempotency-key"), (answer.Status, answer.Code));
    }

    private Task<Http.Answer> CountAsync(string token, string key, string body) =>
        host.SendAsync(HttpMethod.Post, "/api/v1/probe/count", body, bearer: token, headers: ("Idempotency-Key", key));
}
