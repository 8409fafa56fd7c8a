using System.Globalization;

namespace JobInterview.Api.Web;

/// <summary>Two letters that stand for a name where there is no picture.</summary>
public static class Initials
{
    public static string Of(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Concat(words.Length switch
        {
            0 => ["?"],
            1 => [First(words[0])],
            _ => new[] { First(words[0]), First(words[^1]) },
        }).ToUpper(CultureInfo.CurrentCulture);
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word);
}
