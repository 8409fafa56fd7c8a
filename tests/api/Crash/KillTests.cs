using System.Net;
using System.Threading.Channels;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Crash;

/// <summary>The process dies with <c>kill -9</c> at random moments of interviews; what it acknowledged is compared with what is there afterwards.</summary>
/// <remarks><c>KILLS=100 dotnet run --project tests/api -c Release -- --filter-class *KillTests</c> is the long program.</remarks>
public sealed class KillTests
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "10", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_repeated_or_reordered_by_kill_9()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var product = await ProductProcess.StartAsync();
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var oracle = await Oracle.StartAsync(http, api);
        for (var kill = 0; kill < Kills; kill++)
        {
            var talking = oracle.TalkUntilCutAsync();
            await Task.WhenAny(talking, oracle.AfterAsync(random.Next(0, 12)));
            await product.KillAsync();
            await talking;
            await product.StartAsync();
            api = await ApiClient.SignInAsync(http, product.Demo());

            await oracle.CheckAsync(api, $"seed {seed}, kill {kill}");
            if (await oracle.IsOverAsync())
            {
                oracle = await Oracle.StartAsync(http, api);
            }
        }
    }

    /// <summary>One candidate who writes down every acknowledgement, and compares.</summary>
    private sealed class Oracle(Candidate candidate)
    {
        private readonly List<(string Id, string Text, long Seq)> _acknowledged = [];
        private readonly Channel<bool> _said = Channel.CreateUnbounded<bool>();
        private (string Id, string Text)? _unknown;
        private int _number;
        private string? _question;

        public static async Task<Oracle> StartAsync(HttpClient http, ApiClient api)
        {
            var candidate = await Candidate.InviteAsync(http, api, email: $"{Guid.NewGuid():n}@example.test");
            await candidate.ConsentAsync();
            await candidate.StartAsync();
            return new(candidate);
        }

        /// <summary>Completes once a number of answers was acknowledged from now on: a random moment that depends on no clock.</summary>
        public async Task AfterAsync(int answers)
        {
            for (var i = 0; i < answers; i++)
            {
                await _said.Reader.ReadAsync();
            }
        }

        public async Task TalkUntilCutAsync()
        {
            try
            {
                while (!await IsOverAsync())
                {
                    var (id, text) = _unknown ?? ($"m-{_number}", $"Answer number {_number++}: {Candidate.Story}");
                    _unknown = (id, text);
                    _question = null;                         // a cut while looking leaves nothing to compare with
                    _question = (await candidate.LookAsync())["question"]?["id"]?.ToString();
                    var answer = await candidate.SayAsync(id, text);
                    if (answer.Status == HttpStatusCode.OK)
                    {
                        _acknowledged.Add((id, text, answer.Body!["seq"]!.GetValue<long>()));
                        _unknown = null;
                        _said.Writer.TryWrite(true);
                    }
                }
            }
            catch (HttpRequestException)
            {
                // cut off: the last answer may or may not be there
            }
        }

        public async Task CheckAsync(ApiClient api, string when)
        {
            var transcript = (await api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript")).Body!["turns"]!.AsArray();
            var stored = transcript.Where(turn => turn!["speaker"]!.ToString() == "candidate")
                .Select(turn => (Text: turn!["text"]!.ToString(), Seq: turn["seq"]!.GetValue<long>())).ToList();
            var known = _acknowledged.Select(turn => (turn.Text, turn.Seq)).ToList();

            Assert.True(known.SequenceEqual(stored.Take(known.Count)), $"{when}: an acknowledged answer is missing or out of order");
            Assert.True(stored.Count <= known.Count + 1 && stored.Skip(known.Count).All(turn => turn.Text == _unknown?.Text), $"{when}: an answer is there twice");
            var asked = transcript.Where(turn => turn!["speaker"]!.ToString() == "interviewer").Select(turn => $"{turn!["questionId"]} {turn["text"]}").ToList();
            Assert.True(asked.Distinct().Count() == asked.Count, $"{when}: the interviewer repeated itself");
            if (stored.Count == known.Count && _unknown is not null && _question is not null)
            {
                Assert.Equal(_question, (await candidate.LookAsync())["question"]?["id"]?.ToString());
            }
        }

        public async Task<bool> IsOverAsync() => (await candidate.LookAsync())["state"]!.ToString() is not ("inProgress" or "suspended");
    }
}
