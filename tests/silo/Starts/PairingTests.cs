using JobInterview.Silo.Keys;
using JobInterview.Silo.Starts;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Starts;

public sealed class PairingTests
{
    private static readonly Guid One = RandomId.New();
    private static readonly Guid Other = RandomId.New();
    private static readonly DataStanding NoData = new("data", [], MayChange: true, null);
    private static readonly DataStanding OldData = NoData with { Migrations = ["1_Initial"] };
    private static readonly KeyStanding NoKeys = new("keys");
    private static readonly KeyStanding Begun = NoKeys with { HasSecrets = true };
    private static readonly KeyStanding OldKeys = Begun with { HasKeys = true };

    [Fact]
    public void What_has_one_id_goes_on() => Assert.Equal(One, Pairing.Of(Data(One), OldKeys with { Installation = One, IsPaired = true }));

    [Fact]
    public void Two_empty_places_and_two_from_before_there_were_ids_get_a_new_one()
    {
        Assert.NotEqual(Pairing.Of(NoData, NoKeys), Pairing.Of(NoData, NoKeys));
        Assert.NotEqual(default, Pairing.Of(OldData, OldKeys));
        Assert.NotEqual(default, Pairing.Of(NoData, Begun));
    }

    [Fact]
    public void A_start_that_was_killed_between_the_two_is_gone_on_with()
    {
        Assert.Equal(One, Pairing.Of(NoData, NoKeys with { Installation = One }));
        Assert.Equal(One, Pairing.Of(NoData, Begun with { Installation = One }));
        Assert.Equal(One, Pairing.Of(OldData, OldKeys with { Installation = One }));
        Assert.Equal(One, Pairing.Of(Data(One), OldKeys with { Installation = One }));
    }

    [Fact]
    public void Halves_that_never_were_one_are_refused_and_both_are_named()
    {
        (DataStanding, KeyStanding)[] strangers =
        [
            (Data(One), OldKeys with { Installation = Other, IsPaired = true }), (Data(One), OldKeys with { Installation = Other }), (Data(One), OldKeys),
            (OldData, OldKeys with { Installation = Other, IsPaired = true }), (NoData, OldKeys with { Installation = Other, IsPaired = true }),
            (NoData, Begun with { Installation = Other, IsPaired = true }), (NoData, OldKeys), (OldData, NoKeys), (Data(One), NoKeys), (Data(One), NoKeys with { Installation = One }),
        ];

        Assert.All(strangers, pair =>
        {
            var refused = Assert.Throws<StartRefusedException>(() => Pairing.Of(pair.Item1, pair.Item2));
            Assert.Contains("Data (data, ", refused.Message, StringComparison.Ordinal);
            Assert.Contains("keys (keys, ", refused.Message, StringComparison.Ordinal);
        });
    }

    private static DataStanding Data(Guid id) => OldData with { Installation = new(id, "jobinterview") };
}
