using System.Text.Json;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Interviews;

/// <summary>How candidates may answer is the plan's to say; all by default, also for plans that were written before there was a choice.</summary>
public sealed class PlanModeTests
{
    [Fact]
    public void A_plan_from_before_there_were_modes_offers_all_and_shows_no_delivery()
    {
        var old = JsonSerializer.Deserialize<PlanContent>("""{"title":"Old","languages":["en"]}""", JsonSerializerOptions.Web)!;

        Assert.Equal([Channel.Text, Channel.Voice, Channel.Video], old.Modes);
        Assert.False(old.Delivery);
    }

    public static TheoryData<Channel[], string, string> Bad => new()
    {
        { [], "/modes", "required" },
        { [Channel.Text, (Channel)7], "/modes/1", "unknown" },
        { [Channel.Voice, Channel.Text, Channel.Voice], "/modes/2", "duplicate" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void Modes_that_are_none_are_refused_by_their_place(Channel[] modes, string pointer, string code) =>
        Assert.Contains(PlanLint.Check(Plans.Good with { Modes = [.. modes] }), finding => finding.IsError && (finding.Pointer, finding.Code) == (pointer, code));

    [Fact]
    public void A_plan_without_writing_is_advised_against()
    {
        var finding = Assert.Single(PlanLint.Check(Plans.Good with { Modes = [Channel.Voice] }), finding => finding.Code == "no-writing");

        Assert.False(finding.IsError);
    }
}
