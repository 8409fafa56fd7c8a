using System.Diagnostics.CodeAnalysis;

namespace JobInterview.Grains;

/// <summary>What a command came to: a value, or the refusal that says why nothing changed.</summary>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public sealed record Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    /// <summary>Whether the command did what was asked.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Accepted => Refusal is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>An expected no: a stable code for programs and a sentence for people; nothing was changed.</summary>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] RefusalKind Kind, [property: Id(1)] string Code, [property: Id(2)] string Text)
{
    /// <summary>The members of the input that were refused, as JSON Pointers (RFC 6901) with a code each.</summary>
    [Id(3)] public Fault[] Faults { get; init; } = [];
}

/// <summary>One refused member of an input: where it is (RFC 6901) and what is wrong with it.</summary>
[GenerateSerializer, Immutable, Alias("fault")]
public sealed record Fault([property: Id(0)] string Pointer, [property: Id(1)] string Code);

/// <summary>Why something was refused, in the order in which refusals are looked for.</summary>
[GenerateSerializer]
public enum RefusalKind
{
    Unauthenticated,
    Forbidden,
    NotFound,
    Malformed,
    Invalid,
    Conflict,
    PreconditionFailed,
    Gone,
    Unavailable,
}
