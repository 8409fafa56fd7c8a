using System.Collections.Immutable;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Interviews;

/// <summary>What a structured interview asks and looks for; immutable once published.</summary>
[GenerateSerializer, Immutable, Alias("plan-content")]
public sealed record PlanContent
{
    /// <summary>1 to 120 characters.</summary>
    [Id(0)] public required string Title { get; init; }

    /// <summary>The languages every text exists in, first is the default: <c>en</c>, <c>fr</c>.</summary>
    [Id(1)] public required ImmutableArray<string> Languages { get; init; }

    /// <summary>3 to 5 for a published plan; a draft may hold fewer.</summary>
    [Id(2)] public ImmutableArray<Competency> Competencies { get; init; } = [];

    /// <summary>Asked in this order to everyone; 1 to 120.</summary>
    [Id(3)] public ImmutableArray<Question> Questions { get; init; } = [];

    /// <summary>Answers the company gives to questions that candidates ask.</summary>
    [Id(4)] public string? Introduction { get; init; }

    /// <summary>How a candidate may answer; all when absent. Speaking also needs the candidate's consent.</summary>
    [Id(5)] public ImmutableArray<Channel> Modes { get; init; } = [Channel.Text, Channel.Voice, Channel.Video];

    /// <summary>Whether the people who review may look up delivery metrics, which describe and never score; off when absent.</summary>
    [Id(6)] public bool Delivery { get; init; }

    /// <summary>The clock of a session: the sum of the question budgets.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Questions.Sum(question => question.BudgetSeconds));

    public Question? Question(string id) => Questions.FirstOrDefault(question => question.Id == id);
}

/// <summary>One thing the job needs, with behaviourally anchored levels.</summary>
[GenerateSerializer, Immutable, Alias("competency")]
public sealed record Competency
{
    /// <summary>Unique in the plan: lowercase letters, digits and hyphens, at most 40.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required LocalText Name { get; init; }

    [Id(2)] public LocalText Definition { get; init; } = LocalText.Empty;

    [Id(3)] public ImmutableArray<Anchor> Anchors { get; init; } = [];
}

/// <summary>What a level looks like, and the phrases that are evidence for it.</summary>
[GenerateSerializer, Immutable, Alias("anchor")]
public sealed record Anchor
{
    /// <summary>1 to 5.</summary>
    [Id(0)] public required int Level { get; init; }

    [Id(1)] public required LocalText Text { get; init; }

    /// <summary>Indicator groups; a group is met by any one of its phrases in an asserted clause.</summary>
    [Id(2)] public ImmutableArray<IndicatorGroup> Groups { get; init; } = [];

    /// <summary>How many distinct sentences must carry the groups; 1 to 5.</summary>
    [Id(3)] public int Sentences { get; init; } = 1;
}

/// <summary>Phrases by language, any of which is evidence: a trailing <c>*</c> on a word matches its endings.</summary>
[GenerateSerializer, Immutable, Alias("indicator-group")]
public sealed record IndicatorGroup
{
    /// <summary>What the group stands for, shown as a gap when it is not met.</summary>
    [Id(0)] public required LocalText Name { get; init; }

    [Id(1)] public required ImmutableSortedDictionary<string, ImmutableArray<string>> Phrases { get; init; }
}

/// <summary>One question, put to every candidate in the same words.</summary>
[GenerateSerializer, Immutable, Alias("question")]
public sealed record Question
{
    /// <summary>Unique in the plan: lowercase letters, digits and hyphens, at most 40.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required QuestionKind Kind { get; init; }

    [Id(2)] public required LocalText Text { get; init; }

    /// <summary>The competencies it gives evidence for.</summary>
    [Id(3)] public ImmutableArray<string> Competencies { get; init; } = [];

    /// <summary>The author's own words for a probe; a slot without them uses the product's neutral words.</summary>
    [Id(4)] public ImmutableArray<Probe> Probes { get; init; } = [];

    [Id(5)] public bool Required { get; init; } = true;

    /// <summary>30 to 1,800 seconds on the candidate's clock.</summary>
    [Id(6)] public int BudgetSeconds { get; init; } = 300;
}

/// <summary>A follow-up in the author's words for one missing slot.</summary>
[GenerateSerializer, Immutable, Alias("probe")]
public sealed record Probe
{
    [Id(0)] public required ProbeSlot Slot { get; init; }

    [Id(1)] public required LocalText Text { get; init; }
}

[GenerateSerializer]
public enum QuestionKind { PastBehaviour, Situational, Knowledge, Experience, Motivation, Screening }

/// <summary>What an answer can lack: the slots of situation, task, action and result, and two that ask for more words.</summary>
[GenerateSerializer]
public enum ProbeSlot { Specific, Situation, Task, Action, OwnRole, Result, Quantify, Clarify, Elaborate }
