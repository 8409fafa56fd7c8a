namespace JobInterview.Grains.Retention;

/// <summary>What is kept of an interview, each with a clock of its own; what is derived from a recording is made while it is served, so it has none.</summary>
[GenerateSerializer]
public enum AssetKind { Recording, Transcript, Scorecard, Decision, DecisionRecord, Log }
