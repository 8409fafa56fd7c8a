using System.Diagnostics;
using System.Threading.Channels;
using JobInterview.Silo.Keys;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Silo.Tests.Keys;

/// <summary>A crowd that asks is read for a few times, whoever is late for one read is served by the next, and one that fails or hangs is over for those alone who waited for it.</summary>
public sealed class GatheredReadsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<Read> _reads = Channel.CreateUnbounded<Read>();
    private readonly GatheredReads<int, int> _gathered;

    public GatheredReadsTests() => _gathered = new(
        (keys, cancel) =>
        {
            var answer = new TaskCompletionSource<List<int>>();
            cancel.Register(() => answer.TrySetCanceled(cancel));
            _reads.Writer.TryWrite(new([.. keys.Order()], answer, Activity.Current));
            return answer.Task;
        },
        number => number, Patience, _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_while_a_read_is_under_way_goes_with_the_next_and_the_same_is_read_once()
    {
        var first = _gathered.FindAsync([1], Cancel);
        var read = await BegunAsync();
        var crowd = Enumerable.Range(0, 100).Select(i => _gathered.FindAsync([i % 10], Cancel)).ToList();
        read.Answer.SetResult([1]);
        var next = await BegunAsync();
        next.Answer.SetResult([.. next.Keys]);

        Assert.Equal([1], await first);
        Assert.Equal(Enumerable.Range(0, 10), next.Keys);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 10), (await Task.WhenAll(crowd)).Select(Assert.Single));
        Assert.False(_reads.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_is_under_way_when_somebody_asks_is_not_their_answer()
    {
        var first = _gathered.FindAsync([1], Cancel);
        var before = await BegunAsync();
        var second = _gathered.FindAsync([1], Cancel);
        before.Answer.SetResult([]);
        (await BegunAsync()).Answer.SetResult([1]);

        Assert.Empty(await first);
        Assert.Equal([1], await second);
    }

    [Fact]
    public async Task A_read_that_fails_or_hangs_is_over_for_those_who_waited_for_it_and_the_next_begins()
    {
        var failed = _gathered.FindAsync([1], Cancel);
        var broken = await BegunAsync();
        var hangs = _gathered.FindAsync([2], Cancel);
        broken.Answer.SetException(new InvalidDataException());
        await BegunAsync();
        var served = _gathered.FindAsync([3], Cancel);
        _clock.Advance(Patience);
        (await BegunAsync()).Answer.SetResult([3]);

        await Assert.ThrowsAsync<InvalidDataException>(() => failed);
        await Assert.ThrowsAsync<TimeoutException>(() => hangs);
        Assert.Equal([3], await served);
    }

    [Fact]
    public async Task Who_gives_up_takes_nothing_from_the_others()
    {
        using var patience = new CancellationTokenSource();
        var first = _gathered.FindAsync([0], Cancel);
        var read = await BegunAsync();
        var impatient = _gathered.FindAsync([1], patience.Token);
        var patient = _gathered.FindAsync([1, 2], Cancel);
        await patience.CancelAsync();
        read.Answer.SetResult([]);
        var next = await BegunAsync();
        next.Answer.SetResult([.. next.Keys]);

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal([1, 2], await patient);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_given_although_it_was_found()
    {
        var asked = _gathered.FindAsync([1, 2], Cancel);
        (await BegunAsync()).Answer.SetResult([2, 3]);

        Assert.Equal([2], await asked);
    }

    [Fact]
    public async Task A_read_for_many_is_under_nobodys_trace()
    {
        using var trace = new Activity("the first asker's").Start();
        var asked = _gathered.FindAsync([1], Cancel);
        var read = await BegunAsync();
        read.Answer.SetResult([]);

        await asked;
        Assert.Null(read.Trace);
    }

    [Fact]
    public async Task A_read_is_no_larger_than_it_may_be()
    {
        var first = _gathered.FindAsync([-1], Cancel);
        var read = await BegunAsync();
        var crowd = Enumerable.Range(0, GatheredReads<int, int>.Most + 1).Select(i => _gathered.FindAsync([i], Cancel)).ToList();
        read.Answer.SetResult([]);
        var full = await BegunAsync();
        full.Answer.SetResult([.. full.Keys]);
        var rest = await BegunAsync();
        rest.Answer.SetResult([.. rest.Keys]);

        await Task.WhenAll([first, .. crowd]);
        Assert.Equal((GatheredReads<int, int>.Most, 1), (full.Keys.Length, rest.Keys.Length));
    }

    private ValueTask<Read> BegunAsync() => _reads.Reader.ReadAsync(Cancel);

    private sealed record Read(int[] Keys, TaskCompletionSource<List<int>> Answer, Activity? Trace);
}
