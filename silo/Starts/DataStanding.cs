namespace JobInterview.Silo.Starts;

/// <summary>How the data database stands before a start, looked at without a change.</summary>
/// <param name="Place">What an operator calls it.</param>
/// <param name="Migrations">Those that were run on it, oldest first; none: nothing is there.</param>
/// <param name="MayChange">Whether this process may change its schema.</param>
/// <param name="Installation">What it says of itself; null: nothing yet, or written by a program that did not.</param>
internal sealed record DataStanding(string Place, IReadOnlyList<string> Migrations, bool MayChange, Installation? Installation)
{
    /// <summary>Those that this program has.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>The cluster whose process started last on it.</summary>
    public ClusterClaim? Claim { get; init; }

    /// <summary>The clusters of which a silo lives on it.</summary>
    public IReadOnlyList<string> LiveClusters { get; init; } = [];

    public bool IsEmpty => Migrations.Count == 0;
}

/// <summary>What a data database is part of.</summary>
/// <param name="Id">Random; its keys have it too.</param>
/// <param name="Service">The name that is part of every seal.</param>
internal sealed record Installation(Guid Id, string Service);
