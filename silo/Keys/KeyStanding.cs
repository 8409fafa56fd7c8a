using JobInterview.Silo.Tombstones;

namespace JobInterview.Silo.Keys;

/// <summary>How the key database stands before a start, looked at without a change.</summary>
/// <param name="Place">What an operator calls it.</param>
internal sealed record KeyStanding(string Place)
{
    /// <summary>The version of its schema; 0: nothing is there.</summary>
    public int Version { get; init; }

    /// <summary>Whether this process may change its schema.</summary>
    public bool MayChange { get; init; } = true;

    /// <summary>The random id that it shares with its data; null: none yet, or written by a program that gave none.</summary>
    public Guid? Installation { get; init; }

    /// <summary>Whether the data has the id, too: from then on neither starts without the other.</summary>
    public bool IsPaired { get; init; }

    public bool HasKeys { get; init; }

    public bool HasSecrets { get; init; }

    /// <summary>What only the right root key opens.</summary>
    public byte[]? RootCheck { get; init; }

    /// <summary>How far it knows the log of destroyed keys.</summary>
    public TombstoneMark? Mark { get; init; }

    public bool IsEmpty => !HasKeys && !HasSecrets;
}
