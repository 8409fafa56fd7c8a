namespace JobInterview.Grains.Retention;

/// <summary>What is kept of an interview, each with a clock of its own; what is derived from a recording is made while it is served, so it has none. Person: a candidate's name and
/// e-mail address, which have a line from the end of their last interview's record on. Account: a member's name, e-mail address and password, which have a line from their removal or
/// from the end of the contract on.</summary>
[GenerateSerializer]
public enum AssetKind { Recording, Transcript, Scorecard, Decision, DecisionRecord, Log, Person, Account }
