using CsCheck;
using JobInterview.Silo.Clustering;

namespace JobInterview.Silo.Tests.Clustering;

public sealed class ClockReadingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Gen<TimeSpan> Seconds = Gen.Double[-7200, 7200].Select(TimeSpan.FromSeconds);
    private static readonly Gen<TimeSpan> Ways = Gen.Double[0, 60].Select(TimeSpan.FromSeconds);

    [Fact]
    public void A_slow_way_to_the_database_is_no_wrong_clock() => Gen.Select(Ways, Ways).Sample((there, back) =>
        Assert.Equal(TimeSpan.Zero, ClockReading.Of(Noon, Noon + there, Noon + there + back, TimeSpan.Zero).Ahead));

    [Fact]
    public void What_is_told_of_a_wrong_clock_is_never_more_than_it_is_wrong() => Gen.Select(Seconds, Ways, Ways).Sample((wrong, there, back) =>
    {
        var ahead = ClockReading.Of(Noon + wrong, Noon + there, Noon + wrong + there + back, TimeSpan.Zero).Ahead;

        Assert.True(ahead == TimeSpan.Zero || ahead > TimeSpan.Zero == wrong > TimeSpan.Zero);
        Assert.InRange(ahead.Duration(), TimeSpan.FromTicks(Math.Max(0, (wrong.Duration() - there - back).Ticks - 2)), wrong.Duration());
    });

    [Fact]
    public void Only_a_process_whose_own_date_has_left_its_own_count_is_at_fault() => Gen.Select(Seconds, Seconds, Gen.Int[0, 1_000_000]).Sample((own, database, lived) =>
    {
        var (start, counted) = (At(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), TimeSpan.FromSeconds(lived));
        var later = At(counted + own, counted, own - database);

        Assert.Equal(own.Duration() > ClockReading.MostApart && (own - database).Duration() > ClockReading.MostApart, later.HasLeft(start));
    });

    [Fact]
    public void A_machine_that_slept_has_the_right_date_afterwards() =>
        Assert.False(At(TimeSpan.FromHours(9), TimeSpan.FromHours(1), TimeSpan.Zero).HasLeft(At(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)));

    private static ClockReading At(TimeSpan own, TimeSpan counted, TimeSpan ahead) => new(Noon + own, counted, ahead);
}
