using System.Diagnostics;
using System.Net;
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
            var api = await ApiClient.SignInAsync(http, product.Demo());
            var candidate = await Candidate.InviteAsync(http, api);
            await candidate.ConsentAsync();
            await candidate.StartAsync();
            var before = await candidate.SayAsync("m-0", Candidate.Story);

            first.Kill();
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
        finally
        {
            foreach (var silo in new[] { first, second }.Where(silo => !silo.HasExited))
            {
                silo.Kill();
                await silo.WaitForExitAsync();
            }
        }
    }

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
