using JobInterview.Api.Tests.Product;

[assembly: AssemblyFixture(typeof(ProductFixture))]

namespace JobInterview.Api.Tests.Product;

/// <summary>One running product for the tests that need no restart: each makes its own candidates.</summary>
public sealed class ProductFixture : IAsyncLifetime
{
    public ProductProcess Product { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public ApiClient Api { get; private set; } = null!;

    public ApiClient Nobody => new(Http, null);

    public async ValueTask InitializeAsync()
    {
        Product = await ProductProcess.StartAsync(new Dictionary<string, string>
        {
            ["Limits__TenantPerSecond"] = "10000", ["Limits__TenantBurst"] = "100000", ["Limits__SignInPerSecond"] = "1000", ["Limits__SignInBurst"] = "10000",
        });
        Http = Product.Http();
        Api = await ApiClient.SignInAsync(Http, Product.Demo());
    }

    /// <summary>The cookie of the demo company's owner.</summary>
    public Task<string> OwnerAsync() => Company.OwnerAsync(Http, Product.Demo());

    public Task<Candidate> InviteAsync() => Candidate.InviteAsync(Http, Api, email: $"{Guid.NewGuid():n}@example.test");

    public async Task<Candidate> InProgressAsync()
    {
        var candidate = await InviteAsync();
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        return candidate;
    }

    /// <summary>Waits for a state of the session without a clock of its own.</summary>
    public async Task<Answer> UntilAsync(string path, Func<Answer, bool> holds)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var i = 0; i < 400; i++)
        {
            var answer = await Api.GetAsync(path);
            if (holds(answer))
            {
                return answer;
            }

            await pace.WaitForNextTickAsync();
        }

        throw new TimeoutException($"{path} did not come to the state that was waited for.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Product.DisposeAsync();
    }
}
