using JobInterview.Silo.Starts;

namespace JobInterview.Silo.Tombstones;

/// <summary>The log of destroyed keys, apart from the keys and from every backup of them: only ever appended to, and the truth about what must never come back.</summary>
internal interface ITombstones
{
    /// <summary>Reads and checks the whole log, or begins it where the keys have never known one; answers how far it goes.</summary>
    /// <param name="known">How far the keys know that it went.</param>
    /// <exception cref="TombstonesBrokenException">It is missing, cut or changed, or another one.</exception>
    Task<TombstoneHead> OpenAsync(TombstoneHead? known, CancellationToken cancel = default);

    /// <summary>Whether there is a log.</summary>
    Task<bool> ExistsAsync(CancellationToken cancel = default);

    /// <summary>Begins a log with entries of a backup, where there is none; one that is there stays as it is.</summary>
    Task BeginWithAsync(IReadOnlyList<Tombstone> entries, CancellationToken cancel = default);

    /// <summary>Adds keys that are about to be destroyed, those that it does not name yet; when this returns it would survive a power cut, and there is no way back for them.</summary>
    Task<TombstoneHead> AppendAsync(IReadOnlyCollection<Guid> keys, TombstoneKind kind, CancellationToken cancel = default);

    /// <summary>These keys are gone from the store: nobody will ask for them again.</summary>
    void Forget(IReadOnlyCollection<Guid> keys);

    /// <summary>Which of these keys, which are in the store, the log names.</summary>
    Task<IReadOnlySet<Guid>> NamedAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancel = default);

    /// <summary>The entries behind a place, oldest first.</summary>
    IAsyncEnumerable<Tombstone> ReadAsync(long after, CancellationToken cancel = default);
}

/// <summary>The log of destroyed keys is not whole, so nobody could tell what must not come back: nothing starts on it.</summary>
public sealed class TombstonesBrokenException(string message) : StartRefusedException(message)
{
    internal static TombstonesBrokenException Missing(string where) => new(
        $"The log of destroyed keys is missing ({where}), but there are keys that know it. Without it a restored backup could bring back what was destroyed. Put the log back; never begin a new one beside old keys.");

    internal static TombstonesBrokenException Broken(string where, long seq) => new(
        $"The log of destroyed keys ({where}) is broken at entry {seq}: it was changed or damaged. Put the whole log back.");

    internal static TombstonesBrokenException Cut(string where, TombstoneHead known) => new(
        $"The log of destroyed keys ({where}) does not hold entry {known.Seq} that the keys know: it was cut, or it is another log. Put the whole log back.");
}

/// <summary>Where the log of destroyed keys lies.</summary>
public sealed class TombstoneOptions
{
    public const string Section = "Tombstones";

    /// <summary>The file of one machine; best on another disk than the keys. Default: <c>tombstones.log</c> in the data folder.</summary>
    public string? File { get; set; }
}
