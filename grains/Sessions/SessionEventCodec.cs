using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using JobInterview.Grains.Retention;

namespace JobInterview.Grains.Sessions;

/// <summary>Between events and journal entries: the pinned kind and version of each event, and its JSON body.</summary>
public static class SessionEventCodec
{
    private static readonly FrozenDictionary<Type, Shape> ByType = Shape.All.ToFrozenDictionary(shape => shape.Body.Type);
    private static readonly FrozenDictionary<string, Shape> ByKind = Shape.All.ToFrozenDictionary(shape => shape.Kind, StringComparer.Ordinal);

    /// <summary>All kinds and their newest version, for the golden files.</summary>
    public static IEnumerable<(string Kind, int Version)> Kinds => Shape.All.Select(shape => (shape.Kind, shape.Version));

    public static JournalEntry Encode(long seq, DateTimeOffset at, SessionEvent happened)
    {
        var shape = ByType[happened.GetType()];
        return new(seq, shape.Kind, shape.Version, at, JsonSerializer.SerializeToUtf8Bytes(happened, shape.Body));
    }

    /// <summary>Throws <see cref="UnknownSessionEventException"/> for a kind or version of a newer program: it is never skipped.</summary>
    public static Happened Decode(JournalEntry entry)
    {
        if (entry.Body.Length == 0)
        {
            return new(entry.Seq, entry.At, new EventDestroyed(entry.Kind, PartOf(entry.Kind)));
        }

        if (!ByKind.TryGetValue(entry.Kind, out var shape) || entry.Version > shape.Version)
        {
            throw new UnknownSessionEventException(entry.Kind, entry.Version);
        }

        var happened = (SessionEvent?)JsonSerializer.Deserialize(entry.Body, shape.Body) ?? throw new JsonException($"{entry.Kind} has no body.");
        return new(entry.Seq, entry.At, happened);
    }

    /// <summary>The pinned name of an event.</summary>
    public static string KindOf<T>() where T : SessionEvent => ByType[typeof(T)].Kind;

    /// <summary>Which part of the interview a kind of event belongs to: it is sealed under the key of that part and goes with it.</summary>
    public static AssetKind PartOf(string kind) => ByKind.TryGetValue(kind, out var shape) ? shape.Part : AssetKind.DecisionRecord;

    /// <summary>Whether only the running interview may know of a kind of event: it is in no record that people or programs read afterwards.</summary>
    public static bool IsForRuntimeOnly(string kind) => kind == ByType[typeof(AccommodationApplied)].Kind;

    // What says nothing of what was said, seen or thought is of the record, which outlives the other parts: without it none of them can be read.
    private sealed record Shape(string Kind, int Version, JsonTypeInfo Body, AssetKind Part = AssetKind.DecisionRecord)
    {
        public static Shape[] All { get; } =
        [
            new("session.scheduled", 1, SessionEventJson.Wire.SessionScheduled),
            new("session.accommodation_applied", 1, SessionEventJson.Wire.AccommodationApplied, AssetKind.Log),
            new("invitation.revoked", 1, SessionEventJson.Wire.InvitationRevoked),
            new("session.lobby_entered", 1, SessionEventJson.Wire.LobbyEntered, AssetKind.Log),
            new("session.consented", 1, SessionEventJson.Wire.ConsentGiven),
            new("connection.claimed", 1, SessionEventJson.Wire.ConnectionClaimed, AssetKind.Log),
            new("session.started", 1, SessionEventJson.Wire.SessionStarted),
            new("session.suspended", 1, SessionEventJson.Wire.SessionSuspended, AssetKind.Transcript),
            new("session.resumed", 1, SessionEventJson.Wire.SessionResumed, AssetKind.Transcript),
            new("question.asked", 1, SessionEventJson.Wire.QuestionAsked, AssetKind.Transcript),
            new("turn.committed", 1, SessionEventJson.Wire.TurnCommitted, AssetKind.Transcript),
            new("transcript.finalized", 1, SessionEventJson.Wire.TranscriptFinalized, AssetKind.Transcript),
            new("transcript.corrected", 1, SessionEventJson.Wire.TranscriptCorrected, AssetKind.Transcript),
            new("transcript.unavailable", 1, SessionEventJson.Wire.TranscriptUnavailable, AssetKind.Transcript),
            new("observer.joined", 1, SessionEventJson.Wire.ObserverJoined, AssetKind.Log),
            new("observer.left", 1, SessionEventJson.Wire.ObserverLeft, AssetKind.Log),
            new("probe.asked", 1, SessionEventJson.Wire.ProbeAsked, AssetKind.Transcript),
            new("interviewer.spoke", 1, SessionEventJson.Wire.InterviewerSpoke, AssetKind.Transcript),
            new("think_time.requested", 1, SessionEventJson.Wire.ThinkTimeRequested, AssetKind.Transcript),
            new("think_time.ended", 1, SessionEventJson.Wire.ThinkTimeEnded, AssetKind.Transcript),
            new("answer.closed", 1, SessionEventJson.Wire.AnswerClosed),
            new("time.warned", 1, SessionEventJson.Wire.TimeWarned, AssetKind.Transcript),
            new("brain.degraded", 1, SessionEventJson.Wire.BrainDegraded, AssetKind.Transcript),
            new("session.closing", 1, SessionEventJson.Wire.SessionClosing),
            new("session.completed", 1, SessionEventJson.Wire.SessionCompleted),
            new("session.withdrawn", 1, SessionEventJson.Wire.SessionWithdrawn),
            new("session.declined", 1, SessionEventJson.Wire.SessionDeclined),
            new("session.abandoned", 1, SessionEventJson.Wire.SessionAbandoned),
            new("session.no_show", 1, SessionEventJson.Wire.SessionNoShow),
            new("suggestion.made", 1, SessionEventJson.Wire.SuggestionMade, AssetKind.Scorecard),
            new("suggestion.abstained", 1, SessionEventJson.Wire.SuggestionAbstained, AssetKind.Scorecard),
            new("scoring.finished", 1, SessionEventJson.Wire.ScoringFinished),
            new("rating.locked", 1, SessionEventJson.Wire.RatingLocked, AssetKind.Scorecard),
            new("scorecard.overridden", 1, SessionEventJson.Wire.RatingOverridden, AssetKind.Scorecard),
            new("scorecard.submitted", 1, SessionEventJson.Wire.ScorecardSubmitted, AssetKind.Scorecard),
            new("decision.recorded", 1, SessionEventJson.Wire.DecisionRecorded, AssetKind.Decision),
            new("decision.noted", 1, SessionEventJson.Wire.DecisionNoted),
            new("session.parted", 1, SessionEventJson.Wire.SessionParted),
            new("review.requested", 1, SessionEventJson.Wire.ReviewRequested, AssetKind.Decision),
        ];
    }
}

/// <summary>The journal holds an event of a newer program: this session stops here rather than go on without it.</summary>
public sealed class UnknownSessionEventException(string kind, int version) : Exception($"Unknown session event {kind} v{version}.");

[JsonSerializable(typeof(SessionScheduled)), JsonSerializable(typeof(InvitationRevoked)), JsonSerializable(typeof(LobbyEntered))]
[JsonSerializable(typeof(ThinkTimeEnded)), JsonSerializable(typeof(AccommodationApplied)), JsonSerializable(typeof(ConsentGiven)), JsonSerializable(typeof(ConnectionClaimed)), JsonSerializable(typeof(SessionStarted))]
[JsonSerializable(typeof(SessionSuspended)), JsonSerializable(typeof(SessionResumed)), JsonSerializable(typeof(QuestionAsked))]
[JsonSerializable(typeof(TurnCommitted)), JsonSerializable(typeof(ProbeAsked)), JsonSerializable(typeof(InterviewerSpoke))]
[JsonSerializable(typeof(ThinkTimeRequested)), JsonSerializable(typeof(AnswerClosed)), JsonSerializable(typeof(TimeWarned))]
[JsonSerializable(typeof(BrainDegraded)), JsonSerializable(typeof(SessionClosing)), JsonSerializable(typeof(SessionCompleted))]
[JsonSerializable(typeof(SessionWithdrawn)), JsonSerializable(typeof(SessionDeclined)), JsonSerializable(typeof(SessionAbandoned))]
[JsonSerializable(typeof(SessionNoShow)), JsonSerializable(typeof(SuggestionMade)), JsonSerializable(typeof(SuggestionAbstained))]
[JsonSerializable(typeof(ScoringFinished)), JsonSerializable(typeof(RatingLocked)), JsonSerializable(typeof(RatingOverridden))]
[JsonSerializable(typeof(ObserverJoined)), JsonSerializable(typeof(ObserverLeft))]
[JsonSerializable(typeof(TranscriptFinalized)), JsonSerializable(typeof(TranscriptCorrected)), JsonSerializable(typeof(TranscriptUnavailable))]
[JsonSerializable(typeof(ScorecardSubmitted)), JsonSerializable(typeof(DecisionRecorded)), JsonSerializable(typeof(DecisionNoted)), JsonSerializable(typeof(SessionParted)), JsonSerializable(typeof(ReviewRequested))]
internal sealed partial class SessionEventJson : JsonSerializerContext
{
    public static SessionEventJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new UtcTimeJson(), new RandomIdJson() },
    });
}
