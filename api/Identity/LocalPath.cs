namespace JobInterview.Api.Identity;

/// <summary>A place of ours to go back to; anything that could lead elsewhere is nowhere.</summary>
internal static class LocalPath
{
    private const int MaxLength = 1_000;

    public static string? Of(string? path) =>
        path is ['/', ..] and { Length: <= MaxLength }
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.AsSpan().ContainsAnyInRange('\0', '\x1f') && !path.Contains('\\') && !path.AsSpan().ContainsAnyInRange('\x7f', '\uffff')
        && !path.Contains("/%2f", StringComparison.OrdinalIgnoreCase) && !path.Contains("/%5c", StringComparison.OrdinalIgnoreCase)
            ? path : null;
}
