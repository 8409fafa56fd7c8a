using JobInterview.Api.Http;
using JobInterview.Api.Tests.Identity;

namespace JobInterview.Api.Tests.Http;

public sealed class FloodTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task A_flood_keeps_only_its_own_company_waiting_and_a_stream_keeps_nobody()
    {
        var (loud, quiet) = (await host.TokenAsync(await host.SignUpAsync("Loud")), await host.TokenAsync(await host.SignUpAsync("Quiet")));
        var flood = Enumerable.Range(0, new LimitOptions().TenantAtOnce).Select(_ => GetAsync("slow", loud)).ToList();
        var streams = Enumerable.Range(0, 100).Select(_ => GetAsync("stream", quiet)).ToList();

        await host.UntilSlowAsync(flood.Count + streams.Count);
        var late = GetAsync("sessions", loud);
        Assert.Equal(200, (await GetAsync("sessions", quiet)).Status);
        Assert.False(late.IsCompleted);

        host.Slow.SetResult("at last");
        Assert.All(await Task.WhenAll([.. flood, .. streams, late]), answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task Who_asks_on_although_refused_waits_for_each_refusal_and_nobody_else_does()
    {
        const int atOnce = 100;
        var (loud, quiet) = (await host.TokenAsync(await host.SignUpAsync("Louder")), await host.TokenAsync(await host.SignUpAsync("Quieter")));
        var asked = Enumerable.Range(0, new LimitOptions().TenantBurst + atOnce + 1).Select(_ => GetAsync("sessions", loud)).ToList();
        await IdentityHost.UntilAsync(() => host.Delays.Waiting > 0 && asked.Count(answer => answer.IsCompleted) + host.Delays.Waiting == asked.Count);
        var (told, held) = (asked.Where(answer => answer.IsCompleted).ToList(), host.Delays.Waiting);

        Assert.Equal(200, (await GetAsync("sessions", quiet)).Status);
        Assert.Equal(atOnce, (await Task.WhenAll(told)).Count(answer => answer.Status == 429));
        Assert.Equal(held, asked.Count(answer => !answer.IsCompleted));

        host.DelayTime.Advance(TimeSpan.FromMilliseconds(375));
        Assert.Equal(atOnce + held, (await Task.WhenAll(asked)).Count(answer => answer.Status == 429));
    }

    private Task<Answer> GetAsync(string probe, string token) => host.SendAsync(HttpMethod.Get, $"/api/v1/probe/{probe}", bearer: token);
}
