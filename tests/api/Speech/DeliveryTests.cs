using System.Net;
using JobInterview.Api.Tests.Product;
using JobInterview.Tests.Speech;

namespace JobInterview.Api.Tests.Speech;

/// <summary>How answers were spoken: shown only where the plan says so, told beforehand, and of the interview's own language alone.</summary>
[Collection(SpokenInterviewFixture.OneByOne)]
public sealed class DeliveryTests : IDisposable
{
    private readonly SpokenInterviewFixture _product;

    public DeliveryTests(SpokenInterviewFixture product)
    {
        _product = product;
        (_product.Engine.Always, _product.Engine.Words) = (Behaviour.Well, SpokenInterviewFixture.Story);
    }

    public void Dispose() => _product.Engine.Always = null;

    [Fact]
    public async Task Delivery_is_off_unless_the_plan_says_otherwise_and_then_describes()
    {
        var speaker = await _product.InProgressAsync(await _product.SpokenPlanAsync());
        var plan = await _product.SpokenPlanAsync(delivery: true);
        var measured = await _product.InProgressAsync(plan);
        await measured.SpeakAsync();
        await _product.HeardAsync(measured);

        var off = await _product.Api.GetAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/delivery");
        var on = await _product.Api.GetAsync($"/api/v1/sessions/{measured.Candidate.SessionId}/delivery");

        Assert.Equal((HttpStatusCode.Conflict, "delivery-off"), (off.Status, off.Code));
        Assert.Equal("too-few-words", on.Body!["session"]!["speechRate"]!["why"]!.ToString());
        Assert.Equal(1, on.Body!["session"]!["answers"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_answer_in_another_language_is_in_no_number_and_the_page_says_so()
    {
        var speaker = await _product.InProgressAsync(await _product.SpokenPlanAsync(delivery: true));
        await speaker.SpeakAsync();
        await _product.HeardAsync(speaker);
        _product.Engine.Always = Behaviour.HearsGerman;
        await speaker.SpeakAsync();
        await _product.UntilAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/transcript", a => SpokenInterviewFixture.Given(a).Any(turn => turn["inAnotherLanguage"] is not null));

        var numbers = (await _product.Api.GetAsync($"/api/v1/sessions/{speaker.Candidate.SessionId}/delivery")).Body!;
        var page = await Company.PageAsync(_product.Http, await Company.OwnerAsync(_product.Http, _product.Product.Demo()), $"/demo/sessions/{speaker.Candidate.SessionId}/delivery");

        Assert.Equal((1, 1), (numbers["session"]!["answers"]!.GetValue<int>(), numbers["answers"]!.AsArray().Count));
        Assert.Contains("another language than the interview's is left out: 1 here.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_measured_is_told_before_they_agree()
    {
        var (told, other) = (await InvitedAsync(delivery: true), await InvitedAsync(delivery: false));

        Assert.Contains("How you speak", await told.PageAsync(_product.Http), StringComparison.Ordinal);
        Assert.DoesNotContain("How you speak", await other.PageAsync(_product.Http), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Think_time_changes_nothing_of_how_an_answer_is_described()
    {
        _product.Engine.Words = $"{SpokenInterviewFixture.Story} {SpokenInterviewFixture.Story}";
        var plan = await _product.SpokenPlanAsync(delivery: true);
        var (plain, thoughtful) = (await _product.InProgressAsync(plan), await _product.InProgressAsync(plan));

        await plain.SpeakAsync();
        await thoughtful.Candidate.Room.PostAsync("/api/v1/room/think-time", new { epoch = thoughtful.Candidate.Epoch });
        await thoughtful.SpeakAsync();
        await _product.HeardAsync(plain);
        await _product.HeardAsync(thoughtful);

        var expected = (await _product.Api.GetAsync($"/api/v1/sessions/{plain.Candidate.SessionId}/delivery")).Body!["session"]!;
        var described = (await _product.Api.GetAsync($"/api/v1/sessions/{thoughtful.Candidate.SessionId}/delivery")).Body!["session"]!;
        Assert.NotNull(expected["speechRate"]!["value"]);
        Assert.Equal(expected.ToJsonString(), described.ToJsonString());
    }

    private async Task<Candidate> InvitedAsync(bool delivery) =>
        await Candidate.InviteAsync(_product.Http, _product.Api, email: $"{Guid.NewGuid():n}@example.test", plan: await _product.SpokenPlanAsync(delivery));
}
