using System.Diagnostics;
using System.Net;
using System.Text.Json;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Api.Tests.Cluster;

/// <summary>The other topology: silos and api processes on one PostgreSQL, with the same contract.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task The_whole_interview_passes_on_silos_and_apis_and_outlives_a_killed_silo()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var settings = Settings(postgres.Connection(await postgres.CreateDatabaseAsync()));
        using var first = StartSilo(settings);
        using var second = StartSilo(settings);
        try
        {
            await using var product = await ProductProcess.StartAsync(settings);
            using var http = product.Http();

            await InterviewAsync(http, product.Demo(), first.Kill);
        }
        finally
        {
            foreach (var silo in new[] { first, second }.Where(silo => !silo.HasExited))
            {
                silo.Kill();
                await silo.WaitForExitAsync();
            }
        }
    }

    [Fact]
    public async Task Api_processes_that_are_silos_too_are_a_cluster_and_outlive_the_one_that_is_killed()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var settings = Settings(postgres.Connection(await postgres.CreateDatabaseAsync()));
        settings["PublicUrl"] = "http://localhost:5080/";
        var both = await Task.WhenAll(ProductProcess.StartAsync(Hosting(settings)), ProductProcess.StartAsync(Hosting(settings)));
        await using var first = both[0];
        await using var second = both[1];
        using var http = second.Http();

        await InterviewAsync(http, first.Demo(), () => first.KillAsync().Wait());
    }

    private static async Task InterviewAsync(HttpClient http, JsonElement demo, Action kill)
    {
        var api = await ApiClient.SignInAsync(http, demo);
        var candidate = await Candidate.InviteAsync(http, api);
        await candidate.ConsentAsync();
        await candidate.StartAsync();
        var before = await candidate.SayAsync("m-0", Candidate.Story);

        kill();
        var after = await UntilTakenAsync(candidate, "m-1");
        var repeated = await candidate.SayAsync("m-0", Candidate.Story);
        var rest = await candidate.AnswerAllAsync();
        var transcript = await api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript");

        Assert.Equal(HttpStatusCode.OK, before.Status);
        Assert.Equal(before.Text, repeated.Text);
        var stored = transcript.Body!["turns"]!.AsArray().Where(turn => turn!["speaker"]!.ToString() == "candidate").Select(turn => turn!["seq"]!.GetValue<long>()).ToList();
        Assert.Equal(stored.Distinct().Order(), stored);
        Assert.Equal([before.Body!["seq"]!.GetValue<long>(), after.Body!["seq"]!.GetValue<long>()], stored.Take(2));
        Assert.NotEmpty(rest);
    }

    private static Dictionary<string, string> Hosting(Dictionary<string, string> settings) => new(settings)
    {
        ["Cluster__HostsSilo"] = "true", ["Silo__Port"] = $"{ProductProcess.FreePort()}", ["Silo__GatewayPort"] = $"{ProductProcess.FreePort()}",
    };

    private static Dictionary<string, string> Settings(string connection) => new()
    {
        ["Cluster__Mode"] = "PostgreSql", ["ConnectionStrings__JobInterview"] = connection, ["Demo"] = "true",
        ["Keys__Root"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
    };

    private static Process StartSilo(Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [ProductProcess.Executable("silo", "JobInterview.Silo.dll")]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["Silo__Port"] = $"{ProductProcess.FreePort()}";
        start.Environment["Silo__GatewayPort"] = $"{ProductProcess.FreePort()}";
        start.Environment["Data__Folder"] = Path.Combine(Path.GetTempPath(), $"ji-silo-{Guid.NewGuid():n}");
        var silo = Process.Start(start)!;
        silo.OutputDataReceived += (_, _) => { };
        silo.BeginOutputReadLine();
        return silo;
    }

    // A refusal that says "again" changes nothing, and repeating the message is safe.
    private static async Task<Answer> UntilTakenAsync(Candidate candidate, string id)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        for (var i = 0; i < 240; i++)
        {
            var answer = await candidate.SayAsync(id, Candidate.Story);
            if (answer.Status == HttpStatusCode.OK)
            {
                return answer;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            await pace.WaitForNextTickAsync();
        }

        throw new TimeoutException("No silo took over.");
    }
}
