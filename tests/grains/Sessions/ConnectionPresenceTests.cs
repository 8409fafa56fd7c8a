using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>Whether the tab that speaks for the candidate is there.</summary>
public sealed class ConnectionPresenceTests
{
    private const string Tab = "tab";
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    // A device that slept or changed its network asks anew before anybody knows that its old line is dead.
    [Fact]
    public void A_dead_line_whose_end_is_told_after_its_successor_came_takes_nobody_away()
    {
        var presence = new ConnectionPresence(SessionFollowers.Patience);
        presence.Seen(Tab, Noon);                                              // the new line
        presence.Left(Tab, Noon.AddMilliseconds(1));                           // the end of the old one

        Assert.Null(presence.LostSince(Tab, Noon + SessionFollowers.Patience));
        presence.Seen(Tab, Noon + SessionFollowers.Patience);
        Assert.Null(presence.LostSince(Tab, Noon + (2 * SessionFollowers.Patience)));
    }

    [Fact]
    public void A_tab_that_was_closed_is_gone_within_five_seconds_and_since_it_was_closed()
    {
        var presence = new ConnectionPresence(SessionFollowers.Patience);
        presence.Seen(Tab, Noon);
        presence.Left(Tab, Noon.AddMilliseconds(1));

        Assert.Equal(Noon.AddMilliseconds(1), presence.LostSince(Tab, Noon.AddSeconds(5)));
        presence.Forget();
        Assert.Null(presence.DueAt(Tab));
    }
}
