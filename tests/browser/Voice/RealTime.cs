namespace JobInterview.Browser.Tests.Voice;

/// <summary>What Chromium's encoders record in real time has the processors for itself: starved of them, an encoder leaves out a second of what was said.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class RealTime;
