using System.Diagnostics;
using System.IO.Compression;
using System.Net;

namespace JobInterview.Api.Tests.Product;

/// <summary>What is handed over is what <c>dotnet publish</c> puts into a folder, started from anywhere.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task Both_programs_are_published_and_the_published_pages_have_their_style()
    {
        using var folder = new Scratch();
        await PublishAsync("api", folder.Path);
        await PublishAsync("silo", folder.Path);

        await using var product = await ProductProcess.StartAsync(program: Path.Combine(folder.Path, "api", "JobInterview.Api.dll"));
        using var http = product.Http();

        Assert.Contains("--accent", await StyleSheet.ReadAsync(http), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "silo", "JobInterview.Silo.dll")));
    }

    private static async Task PublishAsync(string project, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [
            "publish", project, "--configuration", ProductProcess.Configuration, "--no-build", "--output", Path.Combine(folder, project), "--nologo", "--verbosity", "quiet"])
        {
            WorkingDirectory = ProductProcess.Root, RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, said);
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ji-published-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

/// <summary>The stylesheet as a browser asks for it: by the address in the page, compressed.</summary>
internal static class StyleSheet
{
    public static async Task<string> ReadAsync(HttpClient http)
    {
        var page = await http.GetStringAsync("/");
        var address = page.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        using var ask = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", "gzip" } } };
        using var answer = await http.SendAsync(ask);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        await using var text = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(text);
        return await reader.ReadToEndAsync();
    }
}
