using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>A full disk while a recording arrives: refused by name, nothing lost, and it goes on once there is room.</summary>
public sealed class FullStoreTests
{
    [Fact]
    public async Task Bytes_without_room_are_refused_and_taken_later_from_the_same_offset_and_nothing_begins_meanwhile()
    {
        using var disk = SmallDisk.Make();
        await using var product = await ProductProcess.StartAsync(data: disk.Folder);
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var tus = new Tus(http, candidate);
        var bytes = Tus.Noise(2 << 20);
        var upload = await tus.CreateAsync(bytes.Length);
        await tus.PatchAsync(upload, 0, bytes[..(1 << 20)]);
        disk.Fill();

        var refused = await tus.PatchAsync(upload, 1 << 20, bytes[(1 << 20)..]);
        var offset = await tus.OffsetAsync(upload);
        var another = await CreateAsync(tus);
        var full = await ReadyAsync(http);
        disk.Free();
        var (begun, free) = (await CreateAsync(tus), await ReadyAsync(http));
        var taken = await tus.PatchAsync(upload, 1 << 20, bytes[(1 << 20)..]);

        Assert.Equal((HttpStatusCode.InsufficientStorage, "storage-full"), (refused.Status, refused.Code));
        Assert.Equal(1 << 20, offset);
        Assert.Equal((HttpStatusCode.InsufficientStorage, "storage-full", HttpStatusCode.Created), (another.Status, another.Code, begun.Status));
        Assert.Equal(((HttpStatusCode.OK, "ready", "storage-full"), (HttpStatusCode.OK, "ready", "ready")), (full, free));
        Assert.Equal(HttpStatusCode.NoContent, taken.Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{Tus.IdOf(upload)}/media");
        request.Headers.Authorization = new("Bearer", api.Token);
        using var media = await http.SendAsync(request);
        Assert.Equal(bytes, await media.Content.ReadAsByteArrayAsync());
    }

    private static Task<Answer> CreateAsync(Tus tus) => tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Defer-Length", "1"), ("Upload-Metadata", Tus.Metadata()));

    private static async Task<(HttpStatusCode Status, string Process, string Recordings)> ReadyAsync(HttpClient http)
    {
        var ready = await new ApiClient(http, null).GetAsync("/health/ready");
        return (ready.Status, ready["status"], ready["recordings"]);
    }
}
