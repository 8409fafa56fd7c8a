using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Transcription;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>What only our own grains say to a session.</summary>
[GrainInterfaceType("interview-session-backstage")]
internal interface IInterviewSessionBackstage : ITenantScopedGrain
{
    /// <summary>The interviewer's choice after an answer; ignored when the session has moved on.</summary>
    [Alias("move")] Task MoveAsync(long afterSeq, ChosenMove move);

    /// <summary>What was heard in a spoken answer; false when it could not be made durable. A second transcript changes nothing.</summary>
    [Alias("hear")] Task<bool> HearAsync(long turn, Transcript transcript);

    /// <summary>No transcript will come; false when it could not be made durable.</summary>
    [Alias("give-up-transcript")] Task<bool> GiveUpTranscriptAsync(long turn, string cause);

    /// <summary>Gives a session of before its parts had keys and due lines what it lacks; repeating it changes nothing.</summary>
    [Alias("part")] Task PartAsync();
}

/// <summary>A brain's move as it crosses the wire, and why another brain had to step in.</summary>
[GenerateSerializer, Immutable, Alias("chosen-move")]
internal sealed record ChosenMove(
    [property: Id(0)] ChosenMoveKind Kind, [property: Id(1)] ProbeSlot Slot, [property: Id(2)] string? Reason, [property: Id(3)] string? Text,
    [property: Id(4)] AnswerStatus Status, [property: Id(5)] string? DegradedFrom, [property: Id(6)] string? DegradedTo, [property: Id(7)] string? Cause)
{
    public static ChosenMove Of(Move move) => move switch
    {
        Move.Probe probe => new(ChosenMoveKind.Probe, probe.Slot, probe.Reason, probe.Text, default, null, null, null),
        Move.Close close => new(ChosenMoveKind.Close, default, null, null, close.Status, null, null, null),
        Move.Repeat => new(ChosenMoveKind.Repeat, default, null, null, default, null, null, null),
        _ => new(ChosenMoveKind.GiveThinkTime, default, null, null, default, null, null, null),
    };

    public Move ToMove() => Kind switch
    {
        ChosenMoveKind.Probe => new Move.Probe(Slot, Reason ?? "", Text),
        ChosenMoveKind.Close => new Move.Close(Status),
        ChosenMoveKind.Repeat => new Move.Repeat(),
        _ => new Move.GiveThinkTime(),
    };

    public ImmutableArray<SessionEvent> Degraded() => DegradedFrom is null ? [] : [new BrainDegraded(DegradedFrom, DegradedTo!, Cause!)];
}

[GenerateSerializer]
internal enum ChosenMoveKind { Probe, Close, Repeat, GiveThinkTime }
