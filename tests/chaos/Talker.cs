using System.Diagnostics;
using System.Globalization;
using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>A candidate at any door that opens: says one thing after another, repeats what was not acknowledged, sometimes twice at once, and writes down every receipt.</summary>
internal sealed class Talker
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private readonly Candidate[] _doors;
    private readonly Random _random;
    private readonly List<(long At, TimeSpan Waited)> _waits = [];
    private int _door;
    private long _lastHeardAt;

    private Talker(Candidate[] doors, int seed) => (_doors, _random) = (doors, new(seed));

    public string SessionId => _doors[0].SessionId;

    public List<(string Text, long Seq)> Acknowledged { get; } = [];

    /// <summary>How long the candidate had waited for each receipt since then, repeats included.</summary>
    public List<TimeSpan> WaitsSince(long then)
    {
        lock (_waits)
        {
            return [.. _waits.Where(wait => wait.At >= then).Select(wait => wait.Waited)];
        }
    }

    public long LastHeardAt => Volatile.Read(ref _lastHeardAt);

    /// <summary>What no server may say, if one did.</summary>
    public string? Wrong { get; private set; }

    public static async Task<Talker> StartAsync(HttpClient[] doors, ApiClient api, string plan, int seed)
    {
        var invited = await Candidate.InviteAsync(doors[0], api, $"Candidate {seed}", $"c{seed}@chaos.test", plan);
        await invited.ConsentAsync();
        await invited.StartAsync();
        var epoch = invited.Epoch;
        return new([.. doors.Select(door => new Candidate(new(door, invited.Token), invited.SessionId, invited.Token))], seed) { Epoch = epoch };
    }

    private int Epoch { get; init; }

    public async Task TalkAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested && Wrong is null)
        {
            await SayAsync();
            await Task.Delay(Pace * (0.5 + _random.NextDouble()), end).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Says one thing until it is acknowledged.</summary>
    public async Task SayAsync()
    {
        var (id, text) = (string.Create(CultureInfo.InvariantCulture, $"t-{Acknowledged.Count}"), string.Create(CultureInfo.InvariantCulture, $"Answer {Acknowledged.Count}. {Candidate.Story}"));
        var since = Stopwatch.GetTimestamp();
        while (Wrong is null)
        {
            var seq = _random.Next(20) == 0 ? await TwiceAsync(id, text) : await TryAsync(_door, id, text);
            if (seq is { } number)
            {
                Acknowledged.Add((text, number));
                lock (_waits)
                {
                    _waits.Add((Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(since)));
                }

                Volatile.Write(ref _lastHeardAt, Stopwatch.GetTimestamp());
                return;
            }

            _door = (_door + 1) % _doors.Length;
            await Task.Delay(Again);
        }
    }

    private async Task<long?> TwiceAsync(string id, string text)
    {
        var both = await Task.WhenAll(TryAsync(0, id, text), TryAsync(_doors.Length - 1, id, text));
        if (both is [{ } one, { } other] && one != other)
        {
            Wrong = $"{SessionId}: {id} has two receipts, {one} and {other}";
        }

        return both[0] ?? both[1];
    }

    private async Task<long?> TryAsync(int door, string id, string text)
    {
        try
        {
            var answer = await _doors[door].SayAsync(id, text, Epoch);
            if (answer.Status == HttpStatusCode.OK)
            {
                return answer.Body!["seq"]!.GetValue<long>();
            }

            if (answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
            {
                Wrong = $"{SessionId}: {id} was answered {(int)answer.Status} {answer.Text}";
            }
        }
        catch (Exception cut) when (cut is HttpRequestException or TaskCanceledException or IOException)
        {
            // nobody there, or cut off: it may have been taken or not
        }

        return null;
    }
}
