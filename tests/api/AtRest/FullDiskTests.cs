using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.AtRest;

/// <summary>A full disk: the answer is refused, never acknowledged and lost, and it is taken once there is room again.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task An_answer_that_can_not_be_stored_is_refused_and_accepted_later()
    {
        using var disk = SmallDisk.Make();
        await using var product = await ProductProcess.StartAsync(data: disk.Folder);
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api, plan: await Plans.LongAsync(api));
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        disk.Fill();

        Answer refused;
        var taken = 0;
        do
        {
            refused = await candidate.SayAsync($"m-{taken}", new string('a', 20_000));   // what still fits into the last pages is taken, and must stay
            taken += refused.Status == HttpStatusCode.OK ? 1 : 0;
        }
        while (refused.Status == HttpStatusCode.OK);

        var readable = await api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript");
        disk.Free();
        var accepted = await candidate.SayAsync($"m-{taken}", new string('a', 20_000));
        var transcript = await api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, readable.Status);
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Equal(taken + 1, transcript.Body!["turns"]!.AsArray().Count(turn => turn!["speaker"]!.ToString() == "candidate"));
    }
}
