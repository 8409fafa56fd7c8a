using JobInterview.Grains.Retention;
using static JobInterview.Grains.Tests.Retention.Ledger;

namespace JobInterview.Grains.Tests.Retention;

/// <summary>Law 11: a clock that jumps destroys nothing early.</summary>
public sealed class ClockWatchTests
{
    private static readonly ClockWatch Start = new(Noon, TimeSpan.Zero);

    [Fact]
    public void Time_that_passes_is_believed() => Assert.Equal(Noon.AddDays(9), Start.Look(Noon.AddDays(9), TimeSpan.FromDays(9), null).Now);

    [Fact]
    public void A_jump_back_is_believed_at_once() => Assert.Equal(Noon.AddDays(-9), Start.Look(Noon.AddDays(-9), TimeSpan.FromMinutes(1), null).Now);

    [Fact]
    public void A_jump_forward_waits_for_the_next_tick()
    {
        var (now, doubting) = Start.Look(Noon.AddDays(9), TimeSpan.FromMinutes(1), null);

        Assert.Equal(Noon.AddMinutes(1), now);
        Assert.Equal(Noon.AddMinutes(2), doubting.Look(Noon.AddDays(9), TimeSpan.FromMinutes(2), null).Now);
        Assert.Equal(Noon.AddDays(9), doubting.Look(Noon.AddDays(9), TimeSpan.FromMinutes(16), null).Now);
    }

    [Fact]
    public void The_clock_of_the_database_settles_it()
    {
        Assert.Equal(Noon.AddDays(9), Start.Look(Noon.AddDays(9), TimeSpan.FromMinutes(1), Noon.AddDays(9).AddMinutes(3)).Now);
        Assert.Equal(Noon.AddMinutes(1), Start.Look(Noon.AddDays(9), TimeSpan.FromMinutes(1), Noon).Now);
    }

    [Fact]
    public void A_jump_that_went_away_leaves_no_doubt()
    {
        var (_, doubting) = Start.Look(Noon.AddDays(9), TimeSpan.FromMinutes(1), null);
        var (now, calm) = doubting.Look(Noon.AddMinutes(2), TimeSpan.FromMinutes(2), null);

        Assert.Equal((Noon.AddMinutes(2), null), (now, calm.Doubt));
    }

    [Fact]
    public void Another_jump_is_doubted_anew()
    {
        var (_, doubting) = Start.Look(Noon.AddDays(9), TimeSpan.FromMinutes(1), null);
        var (now, again) = doubting.Look(Noon.AddDays(3), TimeSpan.FromMinutes(40), null);     // nobody looked while the clock was right in between

        Assert.Equal(Noon.AddMinutes(40), now);
        Assert.Equal(Noon.AddDays(3).AddMinutes(5), again.Look(Noon.AddDays(3).AddMinutes(5), TimeSpan.FromMinutes(45), null).Now);
    }
}
