using System.Collections.Immutable;
using JobInterview.Grains.Interviewing;
using JobInterview.Grains.Interviews;
using JobInterview.Grains.Sessions;
using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Sessions;

/// <summary>A line of the transcript as a page shows it, with a note on what it was.</summary>
public sealed record TranscriptLine(long Seq, DateTimeOffset At, Speaker From, string Text, string? Note)
{
    /// <summary>What the record has of a candidate's answer beside its text.</summary>
    public TranscriptTurn? Turn { get; init; }

    /// <summary>Everything said, with the pauses that belong to reading it.</summary>
    public static ImmutableArray<TranscriptLine> Of(SessionRecord record, PlanContent? plan) =>
        [.. record.Events.Select(happened => Of(record, happened, plan, record.Terms.QuestionCount)).OfType<TranscriptLine>()];

    private static TranscriptLine? Of(SessionRecord record, Happened happened, PlanContent? plan, int count) => happened.Event switch
    {
        QuestionAsked asked => Spoken(happened, asked.Text, Say($"Question {asked.Index + 1} of {count}{Kind(plan, asked.QuestionId)}", $"Question {asked.Index + 1} sur {count}{Kind(plan, asked.QuestionId)}")),
        ProbeAsked probe => Spoken(happened, probe.Text, Say($"Follow-up: {Missing(probe.Slot)}", $"Relance : {Missing(probe.Slot)}")),
        InterviewerSpoke spoke => Spoken(happened, spoke.Text, null),
        TurnCommitted => Answered(record.Turns.First(turn => turn.Seq == happened.Seq)),
        ThinkTimeRequested => Spoken(happened, Say("Asked for and given. The clock was stopped.", "Demandé et accordé. Le chronomètre était arrêté."), Say("Time to think", "Temps de réflexion")),
        AnswerClosed { Reason: CloseReason.Skipped } => Spoken(happened, Say("The candidate skipped this question.", "Le candidat a passé cette question."), Say("Skipped", "Passée")),
        AnswerClosed { Reason: CloseReason.TimeUp } => Spoken(happened, Say("The time for this question ran out.", "Le temps de cette question s'est écoulé."), Say("Time", "Temps")),
        SessionSuspended suspended => Spoken(happened, Suspension(suspended.Reason), Say("Pause", "Pause")),
        SessionResumed => Spoken(happened, Say("Resumed at the same question. Nothing was lost.", "Reprise à la même question. Rien n'est perdu."), Say("Connection", "Connexion")),
        _ => null,
    };

    private static TranscriptLine Spoken(Happened happened, string text, string? note) => new(happened.Seq, happened.At, Speaker.Interviewer, text, note);

    private static TranscriptLine Answered(TranscriptTurn turn) => new(turn.Seq, turn.At, Speaker.Candidate, turn.Text, TranscriptWords.Channel(turn.Channel)) { Turn = turn };

    private static string Kind(PlanContent? plan, string questionId) => plan?.Question(questionId) is { } question ? ", " + PlanKind(question.Kind) : "";

    private static string PlanKind(QuestionKind kind) => Interviews.PlanWords.Of(kind).ToLower(System.Globalization.CultureInfo.CurrentCulture);

    private static string Missing(ProbeSlot slot) => Interviews.PlanWords.Of(slot).ToLower(System.Globalization.CultureInfo.CurrentCulture);

    private static string Suspension(SuspendReason reason) => reason switch
    {
        SuspendReason.CandidatePause => Say("Paused by the candidate. The clock was stopped.", "Pause du candidat. Le chronomètre était arrêté."),
        SuspendReason.ServerMove or SuspendReason.ProviderFault => Say("Interrupted on our side. The clock was stopped.", "Interruption de notre côté. Le chronomètre était arrêté."),
        _ => Say("The connection was lost. The clock was stopped.", "La connexion a été perdue. Le chronomètre était arrêté."),
    };
}

/// <summary>A verified quote and the competency it stands for.</summary>
public sealed record QuoteMark(string Competency, Evidence Evidence)
{
    /// <summary>What the candidate corrected in it.</summary>
    public ImmutableArray<Correction> Corrections { get; init; } = [];
}
