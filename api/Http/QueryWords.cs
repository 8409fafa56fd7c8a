using System.Text.Json;
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

        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == word)
            {
                return value;
            }
        }

        throw new RefusedException(UnknownWord);
    }
}
