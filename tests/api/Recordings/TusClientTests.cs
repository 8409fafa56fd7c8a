using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>The client that browsers use, through a line that keeps dying, a <c>kill -9</c> of the server and a second client at once.</summary>
/// <remarks><c>UPLOAD_MIB=256 dotnet run --project tests/api -c Release -- --filter-class *TusClientTests</c> is the long program.</remarks>
public sealed class TusClientTests
{
    private static readonly int MiB = int.Parse(Environment.GetEnvironmentVariable("UPLOAD_MIB") ?? "64", CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_two_clients_sent_through_cuts_and_a_killed_server_is_what_was_in_the_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"ji-upload-{Guid.NewGuid():n}");
        var hash = await WriteAsync(file);
        await using var product = await ProductProcess.StartAsync(new Dictionary<string, string> { ["Limits__RoomPerSecond"] = "1000", ["Limits__RoomBurst"] = "10000" });
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var candidate = await Candidate.InviteAsync(http, api);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        await using var line = new CuttingProxy(product.Port);

        await using var first = await TusClient.StartAsync(line.Address, candidate.Token, file, 4 << 20);
        var upload = await first.Url.WaitAsync(TimeSpan.FromSeconds(60));
        await using var second = await TusClient.StartAsync(line.Address, candidate.Token, file, 4 << 20, upload);
        var id = Tus.IdOf(upload);
        await UntilAsync(async () => (await api.GetAsync($"/api/v1/recordings/{id}")).Body!["bytes"]!.GetValue<long>() > (MiB << 20) / 3);
        await product.KillAsync();
        await product.StartAsync();
        var ends = await Task.WhenAll(first.End, second.End).WaitAsync(TimeSpan.FromMinutes(5));

        Assert.All(ends, end => Assert.StartsWith("done ", end, StringComparison.Ordinal));
        Assert.True(line.Cuts > 0);
        Assert.Equal(hash, await HashAsync(http, api.Token!, id));
        File.Delete(file);
    }

    private static async Task<string> WriteAsync(string file)
    {
        await using var stream = File.Create(file);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < MiB; i++)
        {
            var bytes = i == 0 ? Tus.Noise(1 << 20) : RandomNumberGenerator.GetBytes(1 << 20);
            sha.AppendData(bytes);
            await stream.WriteAsync(bytes);
        }

        return Convert.ToHexString(sha.GetHashAndReset());
    }

    private static async Task<string> HashAsync(HttpClient http, string token, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{id}/media") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var media = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return Convert.ToHexString(await SHA256.HashDataAsync(await media.Content.ReadAsStreamAsync()));
    }

    private static async Task UntilAsync(Func<Task<bool>> holdsAsync)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var i = 0; i < 6_000 && !await holdsAsync(); i++)
        {
            await pace.WaitForNextTickAsync();
        }

        Assert.True(await holdsAsync());
    }
}
