using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Contract;

/// <summary>For every route of the OpenAPI document: a foreign thing answers exactly like a thing that does not exist, and nothing is written (law 3).</summary>
public sealed partial class TwoCompaniesTests(ProductFixture product)
{
    private const string Nothing = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_foreign_id_answers_like_a_random_one_on_every_route()
    {
        var other = await Company.OpenAsync(product.Http);
        var candidate = await product.InProgressAsync();
        var ids = await IdsAsync(candidate);
        var before = await candidate.LookAsync();
        var swapped = 0;
        foreach (var (method, path) in await RoutesAsync(withId: true))
        {
            foreach (var id in ids)
            {
                var foreign = await SendAsync(other.Api, method, path.Replace("{id}", id, StringComparison.Ordinal));
                var random = await SendAsync(other.Api, method, path.Replace("{id}", Nothing, StringComparison.Ordinal));

                Assert.Contains(foreign.Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
                Assert.True((foreign.Status, Anonymous(foreign.Text)) == (random.Status, Anonymous(random.Text)), $"{method} {path}: {foreign.Text} is not {random.Text}");
                swapped++;
            }
        }

        Assert.True(swapped > 30, "The document names too few routes with an id.");
        Assert.Equal(before["seq"]!.ToString(), (await candidate.LookAsync())["seq"]!.ToString());
    }

    [Fact]
    public async Task A_token_of_one_kind_opens_nothing_of_another_kind()
    {
        var candidate = await product.InProgressAsync();
        foreach (var (method, path) in await RoutesAsync(withId: null))
        {
            var isRoom = path.StartsWith("/api/v1/room", StringComparison.Ordinal);
            var wrong = isRoom ? product.Api : candidate.Room;
            var answer = await SendAsync(wrong, method, path.Replace("{id}", candidate.SessionId, StringComparison.Ordinal));
            var nobody = await SendAsync(product.Nobody, method, path.Replace("{id}", candidate.SessionId, StringComparison.Ordinal));

            Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{method} {path}: {answer.Status} {answer.Text}");
            Assert.True(nobody.Status == HttpStatusCode.Unauthorized, $"{method} {path}: {nobody.Status} {nobody.Text}");
        }
    }

    [Fact]
    public async Task A_cursor_of_another_company_or_list_is_refused()
    {
        await product.InviteAsync();
        await product.InviteAsync();
        var other = await Company.OpenAsync(product.Http);
        var cursor = (await product.Api.GetAsync("/api/v1/sessions?limit=1"))["nextCursor"];

        var foreign = await other.Api.GetAsync($"/api/v1/sessions?limit=1&cursor={cursor}");
        var otherList = await product.Api.GetAsync($"/api/v1/interview-plans?limit=1&cursor={cursor}");
        var bent = await product.Api.GetAsync($"/api/v1/sessions?limit=1&cursor={cursor[..^4]}AAAA");
        var own = await product.Api.GetAsync($"/api/v1/sessions?limit=1&cursor={cursor}");

        Assert.All([foreign, otherList, bent], answer => Assert.Equal((HttpStatusCode.BadRequest, "bad-cursor"), (answer.Status, answer.Code)));
        Assert.Equal(HttpStatusCode.OK, own.Status);
    }

    [Fact]
    public async Task A_foreign_plan_can_not_be_used_for_an_invitation()
    {
        var other = await Company.OpenAsync(product.Http);
        var plan = (await product.Api.GetAsync("/api/v1/interview-plans")).Body!["items"]![0]!["id"]!.ToString();
        object Body(string id) => new { planId = id, candidate = new { name = "Ada", email = "ada@example.test" } };

        var foreign = await other.Api.PostAsync("/api/v1/invitations", Body(plan));
        var random = await other.Api.PostAsync("/api/v1/invitations", Body(Nothing));

        Assert.Equal((HttpStatusCode.NotFound, Anonymous(random.Text)), (foreign.Status, Anonymous(foreign.Text)));
    }

    private async Task<List<string>> IdsAsync(Candidate candidate)
    {
        var session = await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}");
        return [candidate.SessionId, session["planId"], session.Body!["candidate"]!["subjectId"]!.ToString()];
    }

    private async Task<List<(HttpMethod Method, string Path)>> RoutesAsync(bool? withId)
    {
        var document = (await product.Nobody.GetAsync("/openapi/v1.json")).Body!;
        var routes = from path in document["paths"]!.AsObject()
                     where path.Key.StartsWith("/api/v1/", StringComparison.Ordinal) || path.Key == "/api/v1/room"
                     where withId is null || Parameter().IsMatch(path.Key) == withId
                     from operation in path.Value!.AsObject()
                     where operation.Key is "get" or "put" or "post" or "delete" or "patch"
                     select (new HttpMethod(operation.Key.ToUpperInvariant()), Parameter().Replace(path.Key, "{id}"));
        return [.. routes];
    }

    private static Task<Answer> SendAsync(ApiClient api, HttpMethod method, string path) => api.SendAsync(
        method, path, method == HttpMethod.Get || method == HttpMethod.Delete ? null : new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));

    private static string Anonymous(string problem)
    {
        if (problem.Length == 0)
        {
            return problem;
        }

        var json = JsonNode.Parse(problem)!.AsObject();
        json.Remove("requestId");
        return json.ToJsonString();
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
