using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>How much is sent, and how often.</summary>
internal sealed record IngestOptions(int MiB, int Rounds, int[] ChunksKiB)
{
    public static IngestOptions Parse(CommandWords words) => new(words.Number("--mib", 256), words.Number("--rounds", 3), words.Numbers("--chunks-kib", 256, 1024, 4096));
}

/// <summary>MiB a second of both with chunks of one size, by round, and the product's memory after each upload.</summary>
internal sealed record IngestResult(int KiB, double[] Theirs, double[] Ours, long[] MemoryMiB)
{
    /// <summary>Of the middle rounds.</summary>
    public double Ratio => Ours.Median() / Theirs.Median();

    /// <summary>Of all bytes over all the time that they took.</summary>
    public double Sustained => Theirs.Average(rate => 1 / rate) / Ours.Average(rate => 1 / rate);
}

/// <summary>tus-js-client sends the same random file in chunks of one size after another to the reference server, which neither seals nor syncs, and to the
/// product, which does both before each acknowledgement.</summary>
internal static class IngestBenchmark
{
    public static async Task<int> RunAsync(IngestOptions options)
    {
        foreach (var result in await MeasureAsync(options))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ingest of {options.MiB} MiB by tus-js-client in chunks of {result.KiB} KiB, medians of {options.Rounds}: {result.Ratio:0.00}x @tus/server, all of them {result.Sustained:0.00}x; memory after each upload {string.Join(", ", result.MemoryMiB)} MiB"));
        }

        return 0;
    }

    public static async Task<List<IngestResult>> MeasureAsync(IngestOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("ji-ingest-").FullName;
        Environment.SetEnvironmentVariable("FROM_MEMORY", "1");
        try
        {
            var file = Path.Combine(folder, "file");
            await WriteAsync(file, options.MiB);
            await using var reference = await ReferenceAsync(folder);
            await using var product = await ProductAsync(folder);
            var results = new List<IngestResult>();
            foreach (var kib in options.ChunksKiB)
            {
                results.Add(await CompareAsync(reference, product, folder, file, kib, options));
            }

            return results;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IngestResult> CompareAsync(NodeServer reference, ServerProcess product, string folder, string file, int kib, IngestOptions options)
    {
        var (theirs, ours) = (new List<double>(), new List<double>());
        var memory = new List<long>();
        for (var round = 0; round <= options.Rounds; round++)
        {
            await SettleAsync();
            var their = await SendAsync($"http://127.0.0.1:{reference.Port}/files", "-", file, kib << 10);
            await SettleAsync();
            var our = await SendAsync($"http://127.0.0.1:{product.Port}/api/v1/room/recordings", await RoomAsync(product, folder), file, kib << 10);
            memory.Add(product.MemoryBytes >> 20);
            if (round > 0)                                    // the first warms both up
            {
                theirs.Add(options.MiB / their);
                ours.Add(options.MiB / our);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"chunks of {kib} KiB: @tus/server {theirs[^1],6:0} MiB/s   product {ours[^1],6:0} MiB/s   product's memory {memory[^1]} MiB"));
            }
        }

        return new(kib, [.. theirs], [.. ours], [.. memory]);
    }

    // What the reference left to the disk for later must not be paid for by whoever comes next.
    private static async Task SettleAsync()
    {
        using var sync = Process.Start("sync");
        await sync.WaitForExitAsync();
    }

    private static async Task WriteAsync(string file, int mib)
    {
        await using var stream = File.Create(file);
        await stream.WriteAsync((byte[])[0x1A, 0x45, 0xDF, 0xA3]);
        for (var i = 0; i < mib; i++)
        {
            await stream.WriteAsync(RandomNumberGenerator.GetBytes(i == 0 ? (1 << 20) - 4 : 1 << 20));
        }
    }

    private static async Task<double> SendAsync(string endpoint, string token, string file, int chunk)
    {
        using var client = await Counterparts.StartAsync("upload.mjs", endpoint, token, file, $"{chunk}");
        var said = (await client.StandardOutput.ReadToEndAsync()).Split('\n').Single(line => line.StartsWith("done ", StringComparison.Ordinal));
        await client.WaitForExitAsync();
        return double.Parse(said[5..], CultureInfo.InvariantCulture) / 1_000;
    }

    private static async Task<NodeServer> ReferenceAsync(string folder)
    {
        var port = ServerProcess.FreePort();
        var store = Directory.CreateDirectory(Path.Combine(folder, "reference")).FullName;
        var process = await Counterparts.StartAsync("tus-server.mjs", $"{port}", store);
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != "listening")
        {
            // it says so when it is ready
        }

        process.BeginErrorReadLine();
        return new(process, port);
    }

    private static async Task<ServerProcess> ProductAsync(string folder)
    {
        var port = ServerProcess.FreePort();
        var settings = await ProductSettings.MakeAsync(port, Path.Combine(folder, "data"), postgres: null);
        (settings["Limits__RoomPerSecond"], settings["Limits__RoomBurst"]) = ("10000", "100000");
        return await ServerProcess.StartAsync(port, "/health/ready", settings, Checkout.Built("api", "JobInterview.Api.dll"));
    }

    /// <summary>The token of a candidate who has consented to everything.</summary>
    private static async Task<string> RoomAsync(ServerProcess product, string folder)
    {
        using var http = product.Http();
        var demo = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "data", "demo.json")))!["apiClient"]!;
        var token = JsonNode.Parse(await (await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = demo["clientId"]!.ToString(), ["client_secret"] = demo["clientSecret"]!.ToString(),
        }))).Content.ReadAsStringAsync())!["access_token"]!.ToString();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var plan = (await http.GetFromJsonAsync<JsonNode>("/api/v1/interview-plans"))!["items"]!.AsArray().First(p => p!["status"]!.ToString() == "published")!["id"]!.ToString();
        var candidate = new { name = "A Candidate", email = $"{Guid.NewGuid():n}@example.test" };
        using var invited = await http.PostAsJsonAsync("/api/v1/invitations", new { planId = plan, candidate });
        var room = JsonNode.Parse(await invited.Content.ReadAsStringAsync())!["roomToken"]!.ToString();
        http.DefaultRequestHeaders.Authorization = new("Bearer", room);
        var consent = (await http.GetFromJsonAsync<JsonNode>("/api/v1/room"))!["consent"]!;
        var purposes = consent["purposes"]!.AsArray().Select(p => new { purpose = p!["purpose"]!.ToString(), granted = true });
        using var given = await http.PostAsJsonAsync("/api/v1/room/consent", new { purposes, noticeVersion = consent["noticeVersion"]!.ToString() });
        given.EnsureSuccessStatusCode();
        return room;
    }

    private sealed class NodeServer(Process process, int port) : IAsyncDisposable
    {
        public int Port => port;

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
