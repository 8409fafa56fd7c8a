namespace JobInterview.Silo.Backups;

/// <summary>Where a backup lies: data in one folder, keys in another.</summary>
internal sealed record BackupPlace(string Data, string Keys)
{
    public static BackupPlace Of(string data, string? keys)
    {
        var folder = Full(data);
        return new(folder, keys is null ? $"{folder}.keys" : Full(keys));
    }

    /// <summary>The place that words name; null: they name none, or one folder for both, or one in the other.</summary>
    public static BackupPlace? Of(IReadOnlyList<string> words)
    {
        if (words.Count is not (1 or 2) || words.Any(word => string.IsNullOrWhiteSpace(word) || word[0] == '-' || word.Contains('\0', StringComparison.Ordinal)))
        {
            return null;
        }

        var place = Of(words[0], words.ElementAtOrDefault(1));
        return IsIn(place.Data, place.Keys) || IsIn(place.Keys, place.Data) ? null : place;
    }

    /// <summary>Whether either folder lies in another one.</summary>
    public bool IsWithin(string folder) => Real(Full(folder)) is var real && (IsIn(Real(Data), real) || IsIn(Real(Keys), real));

    private static bool IsIn(string folder, string other) =>
        folder == other || folder.StartsWith(Path.EndsInDirectorySeparator(other) ? other : other + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Full(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    // Where links lead to, as far as there is anything.
    private static string Real(string folder) =>
        Path.GetDirectoryName(folder) is not { } parent ? folder
        : Path.Exists(folder) && Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target ? Real(target.FullName)
        : Path.Combine(Real(parent), Path.GetFileName(folder));
}
