using System.Collections.Immutable;
using CsCheck;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using static JobInterview.Grains.Tests.Sessions.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>Laws that hold after any sequence of commands, in any order, from any connection, at any pace.</summary>
public sealed class SessionPropertyTests
{
    private static readonly Move[] Moves =
    [
        new Move.Close(AnswerStatus.Answered), new Move.Probe(ProbeSlot.Result, "r"), new Move.Probe(ProbeSlot.Action, "a"), new Move.Repeat(), new Move.GiveThinkTime(),
    ];

    private static readonly Gen<(int Command, int Choice, int Seconds)> Step = Gen.Select(Gen.Int[0, 17], Gen.Int[0, 7], Gen.Int[0, 90]);

    [Fact]
    public void Any_history_keeps_the_laws() => Gen.Select(Gen.Int[1, 5], Step.Array[0, 60]).Sample((questions, steps) =>
    {
        var run = steps.Aggregate(new Run(Scheduled(questions)), (state, step) => state.Take(step.Command, step.Choice, step.Seconds));

        Assert.Equal(Enumerable.Range(1, run.History.Count).Select(i => (long)i), run.History.Select(e => e.Seq));
        Assert.Equal(run.Session with { }, run.History.Aggregate(new InterviewSession(run.Session.Plan), (s, e) => s.Apply(e)), Same.Instance);
        Assert.True(run.Session.Clock.RemainingAt(run.Now) >= TimeSpan.Zero);
        Assert.DoesNotContain(run.History, e => e.Event is TurnCommitted && run.History.First(c => c.Event is ConsentGiven).Seq > e.Seq);

        Assert.DoesNotContain(run.History, e => e.Event is TurnCommitted { Channel: Channel.Voice } && !run.HadSaidYesToSound(e.Seq));

        var ordered = run.History.Where(e => e.Event is TurnCommitted { AwaitsTranscript: true }).Select(e => e.Seq).ToHashSet();
        var settled = run.History.Select(e => e.Event switch { TranscriptFinalized t => t.TurnSeq, TranscriptUnavailable t => t.TurnSeq, _ => 0 }).Where(seq => seq > 0).ToList();
        Assert.Equal(settled.Distinct(), settled);
        Assert.Equal(ordered.Except(settled).Order(), run.Session.AwaitedTranscripts.Order());

        var joined = run.History.Count(e => e.Event is ObserverJoined) - run.History.Count(e => e.Event is ObserverLeft);
        Assert.Equal(run.Session.IsOver ? 0 : joined, run.Session.Observers.Count);

        var asked = run.History.Select(e => e.Event).OfType<QuestionAsked>().Select(e => e.Index).ToArray();
        Assert.Equal(Enumerable.Range(0, asked.Length), asked);

        var ids = run.History.Select(e => e.Event).OfType<TurnCommitted>().Select(e => e.ClientMessageId).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(run.Acknowledged, ids);
    }, iter: 2_000);

    [Fact]
    public void The_epoch_never_goes_back_and_only_its_commands_change_it() => Step.Array[0, 60].Sample(steps =>
    {
        var run = new Run(Scheduled(3));
        foreach (var (command, choice, seconds) in steps)
        {
            var before = run.Session.Epoch;
            run = run.Take(command, choice, seconds);

            Assert.True(run.Session.Epoch == before || (run.Session.Epoch == before + 1 && command is 2 or 3 or 4), $"command {command} moved the epoch");
        }
    }, iter: 1_000);

    private sealed record Run(InterviewSession Session)
    {
        public DateTimeOffset Now { get; init; } = Noon;
        public ImmutableList<Happened> History { get; init; } = [new(1, Noon, Session.Terms)];
        public ImmutableList<string> Acknowledged { get; init; } = [];

        public Run Take(int command, int choice, int seconds)
        {
            var then = this with { Now = Now.AddSeconds(seconds) };
            return command switch
            {
                0 => then.Do(s => s.Enter()),
                1 => then.Do(s => s.Consent(new(ConsentNotice.Version, [new(ConsentNotice.Interview, choice > 0), new(ConsentNotice.RecordAudio, choice % 2 == 0)]), Guid.NewGuid())),
                2 => then.Do(s => s.Start(choice > 3 ? $"c{choice}" : null)),
                3 => then.Do(s => s.Resume(choice > 3 ? $"c{choice}" : null)),
                4 => then.Do(s => s.Claim($"c{choice}")),
                5 => then.Do(s => s.Pause(null, then.Now)),
                6 => then.Do(s => s.Think(null, then.Now)),
                7 => choice == 0 ? then.Do(s => s.Skip(s.Epoch)) : then,
                8 => then.Do(s => s.Suspend(SuspendReason.Network, then.Now)),
                9 => then.Do(s => s.Due(then.Now)),
                10 => choice == 7 ? then.Do(s => s.Withdraw()) : then,
                13 => then.Do(s => s.Join(new(ActorKind.Member, new(choice, 0, 0, new byte[8])))),
                14 => then.Do(s => s.Leave([new(ActorKind.Member, new(choice, 0, 0, new byte[8]))])),
                15 => then.Do(s => s.Hear(s.AwaitedTranscripts.FirstOrDefault() + (choice / 4), SpeakingTests.Heard("I asked her why."))),
                16 => then.Do(s => s.GiveUpTranscript(s.AwaitedTranscripts.FirstOrDefault() + (choice / 4), "engine-500")),
                17 => then.Do(s => s.GoOn(choice > 3 ? s.Epoch : null, then.Now)),
                _ => then.Answer(Moves[choice % Moves.Length], $"m-{choice}-{Acknowledged.Count}", repeat: choice % 3 == 0),
            };
        }

        public bool HadSaidYesToSound(long seq) => History.Take((int)seq - 1).Select(e => e.Event).OfType<ConsentGiven>()
            .Last().Purposes.Any(choice => choice is { Purpose: ConsentNotice.RecordAudio, Granted: true });

        private Run Do(Func<InterviewSession, Decision> decide)
        {
            var decision = decide(Session);
            return decision.Refusal is null ? Append(decision.Events) : this;
        }

        private Run Answer(Move move, string id, bool repeat)
        {
            var isSpoken = move is Move.Repeat or Move.GiveThinkTime;
            var turn = new CandidateTurn(Session.Epoch, repeat && !Acknowledged.IsEmpty ? Acknowledged[^1] : id, "I asked her why.", isSpoken ? Channel.Voice : Channel.Text)
            {
                RecordingId = isSpoken ? Guid.NewGuid() : null,
            };
            if (Session.RepeatOf(turn) is not null || Session.MayAnswer(turn) is not null)
            {
                return this;
            }

            var committed = Session.Record(turn, transcribes: true);
            var answered = Session.After(committed, Now);
            return Append([.. committed, .. answered.Follow(move, Now)]) with { Acknowledged = Acknowledged.Add(turn.ClientMessageId) };
        }

        private Run Append(ImmutableArray<SessionEvent> events) => this with
        {
            Session = Session.After(events, Now),
            History = History.AddRange(events.Select((e, i) => new Happened(History.Count + 1 + i, Now, e))),
        };
    }

    // Immutable collections compare by reference; what they hold is what counts.
    private sealed class Same : IEqualityComparer<InterviewSession>
    {
        public static Same Instance { get; } = new();

        public bool Equals(InterviewSession? x, InterviewSession? y) => Facts(x!) == Facts(y!);

        public int GetHashCode(InterviewSession session) => session.Seq.GetHashCode();

        private static string Facts(InterviewSession s) => string.Join('|',
            s.Seq, s.State, s.Epoch, s.Connection, s.QuestionIndex, s.IsQuestionOpen, s.Turns, s.Clock, s.ThinkTimes, s.LastWarning, s.ProbeText,
            string.Join(',', s.Receipts.OrderBy(r => r.Key, StringComparer.Ordinal)), string.Join(',', s.Closed), string.Join(',', s.Superseded),
            string.Join(',', s.AwaitedTranscripts.Order()), string.Join(',', s.Observers.Select(o => o.Id).Order()), s.Recordings.Count, s.LastEventAt);
    }
}
