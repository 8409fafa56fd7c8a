namespace JobInterview.Grains.Transcription;

/// <summary>What an engine says it heard, as it says it: nothing of it is trusted yet.</summary>
/// <param name="Text">The words with their punctuation.</param>
/// <param name="Language">The engine's own name of the language.</param>
/// <param name="Seconds">How long the recording is.</param>
public sealed record HeardSpeech(string Text, string? Language, double? Seconds, IReadOnlyList<HeardWord> Words, IReadOnlyList<HeardSegment> Segments);

/// <summary>A word with its times in seconds, and how sure the engine is, where it says so.</summary>
public readonly record struct HeardWord(string Word, double Start, double End, double? Probability);

/// <summary>A stretch of speech: its words where the engine gives them, and the mean of its log probabilities.</summary>
public readonly record struct HeardSegment(double Start, double End, double? LogProbability, string Text = "");
