namespace JobInterview.Silo.Backups;

/// <summary>Consistent copies of the databases of one engine, while others write to them, and the way back.</summary>
internal interface IDatabaseCopies
{
    string Engine { get; }

    /// <summary>Whether there is anything to copy, or anything that a restore would meet.</summary>
    Task<bool> AreEmptyAsync(CancellationToken cancel);

    /// <summary>Copies everything but keys into a folder.</summary>
    Task CopyDataAsync(string folder, CancellationToken cancel);

    Task CopyKeysAsync(string folder, CancellationToken cancel);

    Task RestoreDataAsync(string folder, CancellationToken cancel);

    Task RestoreKeysAsync(string folder, CancellationToken cancel);
}
