using System.Collections.Immutable;
using JobInterview.Grains.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Grains.Tests.Sessions;

public sealed class SessionFollowersTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SessionFollowers _followers;

    public SessionFollowersTests() => _followers = new(_clock);

    [Fact]
    public async Task An_interview_that_nobody_follows_keeps_no_words_in_memory()
    {
        _followers.Tell(Entries(1, 2));

        var news = await _followers.NewsAsync(after: 0);

        Assert.Empty(news.Entries);
        Assert.True(news.HasGap);
    }

    [Fact]
    public async Task Who_follows_is_told_each_entry_without_a_look_into_the_journal()
    {
        var waiting = _followers.NewsAsync(after: 0);
        _followers.Tell(Entries(1, 2));
        Assert.Equal([1L, 2L], (await waiting).Entries.Select(entry => entry.Seq));

        _followers.Tell(Entries(3));
        var news = await _followers.NewsAsync(after: 2);

        Assert.Equal([3L], news.Entries.Select(entry => entry.Seq));
        Assert.False(news.HasGap);
    }

    [Fact]
    public async Task Once_everyone_has_left_nothing_is_kept_any_more()
    {
        var waiting = _followers.NewsAsync(after: 0);
        _followers.Tell(Entries(1));
        await waiting;
        _clock.Advance(TimeSpan.FromMinutes(1));

        _followers.Tell(Entries(2));
        var news = await _followers.NewsAsync(after: 0);

        Assert.Empty(news.Entries);
        Assert.True(news.HasGap);
    }

    [Fact]
    public async Task Who_has_everything_waits_and_hears_of_no_gap()
    {
        _followers.Tell(Entries(1));

        var waiting = _followers.NewsAsync(after: 1);
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(4));
        var news = await waiting;

        Assert.Empty(news.Entries);
        Assert.False(news.HasGap);
    }

    private static ImmutableArray<JournalEntry> Entries(params long[] seqs) =>
        [.. seqs.Select(seq => new JournalEntry(seq, "turn.committed", 1, DateTimeOffset.UnixEpoch, "{}"u8.ToArray()))];
}
