using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Contract;

/// <summary>The first interview over HTTP alone, as DESIGN §11 promises it.</summary>
public sealed class InterviewFlowTests(ProductFixture product)
{
    [Fact]
    public async Task A_whole_interview_ends_with_a_transcript_and_verbatim_quotes()
    {
        var candidate = await product.InProgressAsync();

        var acknowledged = await candidate.AnswerAllAsync();
        var suggestions = await product.UntilAsync($"/api/v1/sessions/{candidate.SessionId}/suggestions", a => a["status"] != "pending");
        var transcript = await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript");

        var turns = transcript.Body!["turns"]!.AsArray().ToDictionary(turn => turn!["seq"]!.GetValue<long>(), turn => turn!);
        Assert.Equal(acknowledged.Select(turn => turn.Seq), turns.Values.Where(turn => turn["speaker"]!.ToString() == "candidate").Select(turn => turn["seq"]!.GetValue<long>()));
        Assert.Equal("ready", suggestions["status"]);
        var evidence = suggestions.Body!["items"]!.AsArray().SelectMany(item => item!["evidence"]!.AsArray()).ToList();
        Assert.NotEmpty(evidence);
        Assert.All(evidence, quote =>
        {
            var turn = turns[quote!["turnSeq"]!.GetValue<long>()];
            Assert.Equal("candidate", turn["speaker"]!.ToString());
            Assert.Equal(quote["quote"]!.ToString(), turn["text"]!.ToString().Substring(quote["start"]!.GetValue<int>(), quote["length"]!.GetValue<int>()));
        });
    }

    [Fact]
    public async Task The_room_shows_what_the_contract_names_at_every_step()
    {
        var candidate = await product.InviteAsync();

        var lobby = await candidate.LookAsync();
        await candidate.ConsentAsync("recording.audio", "recording.video", "ai.evaluate");
        var ready = await candidate.LookAsync();
        await candidate.StartAsync();
        var started = await candidate.LookAsync();

        Assert.Equal(("lobby", "ready", "inProgress"), (lobby["state"]!.ToString(), ready["state"]!.ToString(), started["state"]!.ToString()));
        Assert.Null(lobby["question"]);
        Assert.Equal(["interview", "recording.audio", "recording.video", "ai.evaluate"], lobby["consent"]!["purposes"]!.AsArray().Select(p => p!["purpose"]!.ToString()));
        Assert.Equal((1, 6), (started["question"]!["index"]!.GetValue<int>(), started["question"]!["count"]!.GetValue<int>()));
        Assert.True(started["clock"]!["running"]!.GetValue<bool>());
        Assert.True(started["clock"]!["remainingSeconds"]!.GetValue<int>() > 0);
        Assert.Equal("en", started["language"]!.ToString());
    }

    [Fact]
    public async Task A_turn_before_consent_is_409_whatever_its_epoch()
    {
        var candidate = await product.InviteAsync();

        var answer = await candidate.SayAsync("m-1", "Hello there.", epoch: 12345);

        Assert.Equal((HttpStatusCode.Conflict, "consent-missing"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task The_same_message_twice_is_one_turn_with_one_receipt()
    {
        var candidate = await product.InProgressAsync();

        var first = await candidate.SayAsync("m-1", Candidate.Story);
        var again = await candidate.SayAsync("m-1", Candidate.Story, epoch: 999);
        var reused = await candidate.SayAsync("m-1", "Other words entirely.");

        Assert.Equal((first.Text, HttpStatusCode.OK), (again.Text, again.Status));
        Assert.Equal((HttpStatusCode.Conflict, "message-id-reused"), (reused.Status, reused.Code));
        Assert.Equal(1, await CandidateTurnsAsync(candidate));
    }

    [Fact]
    public async Task A_stale_epoch_is_409_and_changes_nothing()
    {
        var candidate = await product.InProgressAsync();
        await candidate.Room.PostAsync("/api/v1/room/resume");

        var answer = await candidate.SayAsync("m-1", Candidate.Story);

        Assert.Equal((HttpStatusCode.Conflict, "epoch-stale"), (answer.Status, answer.Code));
        Assert.Equal(0, await CandidateTurnsAsync(candidate));
    }

    [Fact]
    public async Task An_api_client_can_not_record_a_decision_whatever_its_body()
    {
        var candidate = await product.InviteAsync();
        object?[] bodies = [null, new { }, new { disposition = "advance", reason = "Because." }];

        var answers = await Task.WhenAll(bodies.Select(body => product.Api.PostAsync($"/api/v1/sessions/{candidate.SessionId}/decision", body)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.Status));
    }

    [Fact]
    public async Task Concurrent_double_posts_make_one_turn()
    {
        var candidate = await product.InProgressAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => candidate.SayAsync("m-1", Candidate.Story)));

        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1, await CandidateTurnsAsync(candidate));
    }

    [Fact]
    public async Task The_same_invitation_key_gives_the_first_answer_again()
    {
        var plan = (await product.Api.GetAsync("/api/v1/interview-plans")).Body!["items"]!.AsArray().First(p => p!["status"]!.ToString() == "published")!["id"]!.ToString();
        object body = new { planId = plan, candidate = new { name = "Ada", email = $"{Guid.NewGuid():n}@example.test" } };
        var key = ("Idempotency-Key", Guid.NewGuid().ToString("n"));

        var first = await product.Api.PostAsync("/api/v1/invitations", body, key);
        var again = await product.Api.PostAsync("/api/v1/invitations", body, key);
        var other = await product.Api.PostAsync("/api/v1/invitations", new { planId = plan, candidate = new { name = "Bob", email = "b@example.test" } }, key);

        Assert.Equal((HttpStatusCode.Created, first.Text), (again.Status, again.Text));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
    }

    [Fact]
    public async Task After_the_end_the_room_stays_readable_and_commands_are_refused()
    {
        var candidate = await product.InProgressAsync();
        await candidate.Room.PostAsync("/api/v1/room/end");

        string[] commands = ["start", "think-time", "pause", "resume", "skip", "end", "withdraw"];
        var answers = await Task.WhenAll(commands.Select(command => candidate.Room.PostAsync($"/api/v1/room/{command}")));
        var late = await candidate.SayAsync("m-9", "Too late.");

        Assert.All([.. answers, late], answer => Assert.Equal((HttpStatusCode.Conflict, "session-ended"), (answer.Status, answer.Code)));
        Assert.Contains((await candidate.LookAsync())["state"]!.ToString(), new[] { "processing", "partial" });
    }

    [Fact]
    public async Task The_receipt_names_every_choice()
    {
        var candidate = await product.InviteAsync();
        await candidate.ConsentAsync("recording.video");

        var receipt = await candidate.Room.GetAsync("/api/v1/room/receipt");

        var receipts = receipt.Body!["receipts"]!.AsArray();
        Assert.Equal(4, receipts.Select(r => r!["receiptId"]!.ToString()).Distinct().Count());
        Assert.False(receipts.Single(r => r!["purpose"]!.ToString() == "recording.video")!["granted"]!.GetValue<bool>());
    }

    private async Task<int> CandidateTurnsAsync(Candidate candidate) =>
        (await product.Api.GetAsync($"/api/v1/sessions/{candidate.SessionId}/transcript")).Body!["turns"]!.AsArray().Count(turn => turn!["speaker"]!.ToString() == "candidate");
}
