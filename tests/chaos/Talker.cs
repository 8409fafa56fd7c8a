using System.Diagnostics;
using System.Globalization;
using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Chaos.Tests;

/// <summary>A candidate at any door that opens: says one thing after another, repeats what was not acknowledged, and writes down every receipt.
/// Sometimes it says the same twice at once, is gone before the receipt comes, or says what was long acknowledged.</summary>
internal sealed class Talker
{
    private static readonly TimeSpan SoonestAgain = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LatestAgain = TimeSpan.FromSeconds(2);
    private readonly Candidate[] _doors;
    private readonly Candidate _hasty;
    private readonly Random _random;
    private readonly int _epoch;
    private readonly List<Receipt> _receipts = [];
    private readonly List<Refusal> _refusals = [];
    private int _door;

    private Talker(Candidate[] doors, Candidate hasty, int seed, int epoch) => (_doors, _hasty, _random, _epoch, _door) = (doors, hasty, new(seed), epoch, seed % doors.Length);

    public string SessionId => _doors[0].SessionId;

    public List<(string Text, long Seq)> Acknowledged { get; } = [];

    /// <summary>What no server may say, if one did.</summary>
    public string? Wrong { get; private set; }

    /// <summary>The receipts since then, with how long the candidate had waited for each, repeats included.</summary>
    public List<Receipt> ReceiptsSince(long then) => Since(_receipts, receipt => receipt.At >= then);

    /// <summary>The refusals since then, with how long each was waited for.</summary>
    public List<Refusal> RefusalsSince(long then) => Since(_refusals, refusal => refusal.At >= then);

    /// <param name="hasty">A door that is left before most answers come out of it.</param>
    public static async Task<Talker> StartAsync(HttpClient[] doors, HttpClient hasty, ApiClient api, string plan, int seed)
    {
        var invited = await Candidate.InviteAsync(doors[0], api, $"Candidate {seed}", $"c{seed}@chaos.test", plan);
        await invited.ConsentAsync();
        await invited.StartAsync();
        return new([.. doors.Select(At)], At(hasty), seed, invited.Epoch);

        Candidate At(HttpClient door) => new(new(door, invited.Token), invited.SessionId, invited.Token);
    }

    /// <summary>Goes on until the end, with <paramref name="pace"/> between two answers on average.</summary>
    public async Task TalkAsync(TimeSpan pace, CancellationToken end)
    {
        while (!end.IsCancellationRequested && Wrong is null)
        {
            await PauseAsync(pace * (0.5 + _random.NextDouble()), end);
            await SayAsync();
            if (_random.Next(20) == 0)
            {
                await SayAgainAsync(_random.Next(Acknowledged.Count));
            }
        }
    }

    /// <summary>Says one thing until it is acknowledged.</summary>
    public async Task SayAsync()
    {
        var (id, text) = (IdOf(Acknowledged.Count), string.Create(CultureInfo.InvariantCulture, $"Answer {Acknowledged.Count}. {Candidate.Story}"));
        var (since, again) = (Stopwatch.GetTimestamp(), SoonestAgain);
        if (_random.Next(20) == 0)
        {
            await TryAsync(_hasty, id, text);                 // whatever came of it
        }

        for (var tries = 1; Wrong is null; tries++)
        {
            var seq = _random.Next(20) == 0 ? await TwiceAsync(id, text) : await TryAsync(_doors[_door], id, text);
            if (seq is { } number)
            {
                Acknowledged.Add((text, number));
                Add(_receipts, new(Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(since), tries));
                return;
            }

            _door = (_door + 1) % _doors.Length;
            await PauseAsync(again, CancellationToken.None);
            again = again * 2 < LatestAgain ? again * 2 : LatestAgain;
        }
    }

    /// <summary>Says the same at both doors at the same time.</summary>
    public async Task<long?> TwiceAsync(string id, string text)
    {
        var both = await Task.WhenAll(TryAsync(_doors[0], id, text), TryAsync(_doors[^1], id, text));
        if (both is [{ } one, { } other] && one != other)
        {
            Wrong = $"{SessionId}: {id} has two receipts, {one} and {other}";
        }

        return both[0] ?? both[1];
    }

    /// <summary>An answer that was taken long ago comes again: it has the same receipt.</summary>
    private async Task SayAgainAsync(int number)
    {
        var (text, seq) = Acknowledged[number];
        if (await TryAsync(_doors[_door], IdOf(number), text) is { } other && other != seq)
        {
            Wrong = $"{SessionId}: {IdOf(number)} has two receipts, {seq} and {other}";
        }
    }

    // What a person does between two things that they say, and a client between two tries; nothing is waited for.
    private static async Task PauseAsync(TimeSpan pause, CancellationToken end)
    {
        using var timer = new PeriodicTimer(pause);
        Task tick = timer.WaitForNextTickAsync(end).AsTask();
        await tick.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"t-{number}");

    private async Task<long?> TryAsync(Candidate door, string id, string text)
    {
        var since = Stopwatch.GetTimestamp();
        var (told, isAnswer) = ("", false);
        try
        {
            var answer = await door.SayAsync(id, text, _epoch);
            if (answer.Status == HttpStatusCode.OK)
            {
                return answer.Body!["seq"]!.GetValue<long>();
            }

            (told, isAnswer) = (answer.Text, true);
            if (!IsRefusal(answer))
            {
                Wrong = $"{SessionId}: {id} was answered {(int)answer.Status} {answer.Text}";
            }
        }
        catch (Exception cut) when (cut is HttpRequestException or TaskCanceledException or IOException)
        {
            // nobody there, or cut off: it may have been taken or not
            told = cut.GetType().Name;
        }

        Add(_refusals, new(Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(since), told, isAnswer));
        return null;
    }

    // Whoever can not be served is told so by name, and when to come again.
    private static bool IsRefusal(Answer answer) => answer.Headers.RetryAfter?.Delta is { } again && answer.Code is not null
        && (answer.Status == HttpStatusCode.TooManyRequests || (answer.Status == HttpStatusCode.ServiceUnavailable && again <= LatestAgain));

    private static void Add<T>(List<T> list, T item)
    {
        lock (list)
        {
            list.Add(item);
        }
    }

    private static List<T> Since<T>(List<T> list, Func<T, bool> isSince)
    {
        lock (list)
        {
            return [.. list.Where(isSince)];
        }
    }
}

/// <summary>An answer was taken.</summary>
/// <param name="Waited">Since the candidate first said it.</param>
/// <param name="Tries">How often it was said.</param>
internal readonly record struct Receipt(long At, TimeSpan Waited, int Tries)
{
    /// <summary>The part of the wait that was after a moment.</summary>
    public TimeSpan WaitedSince(long moment) => At <= moment ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(Waited.Ticks, Stopwatch.GetElapsedTime(moment, At).Ticks));
}

/// <summary>An answer was not taken: the server said so, or was not there.</summary>
/// <param name="Told">What it said, or what became of the line.</param>
/// <param name="IsAnswer">It said so.</param>
internal readonly record struct Refusal(long At, TimeSpan Waited, string Told, bool IsAnswer);
