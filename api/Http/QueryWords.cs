using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>A word of an enum in a query, written as in JSON: <c>?state=inProgress</c>.</summary>
public static class QueryWords
{
    private static readonly Refusal UnknownWord = new(RefusalKind.Malformed, "unknown-value", "A filter has a value that is not known here.");

    /// <summary>The value, or null where the query has none; an unknown word is answered with its problem document.</summary>
    public static T? Read<T>(string? word) where T : struct, Enum
    {
        if (word is null)
        {
            return null;
        }

        return EnumWords.TryRead<T>(word, out var value) ? value : throw new RefusedException(UnknownWord);
    }
}
