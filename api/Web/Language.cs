using System.Globalization;

namespace JobInterview.Api.Web;

/// <summary>The two languages of the pages: each text stands where it is used, in both.</summary>
public static class Language
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly AsyncLocal<bool> Chosen = new();

    /// <summary><c>en</c> or <c>fr</c>.</summary>
    public static string Current => IsFrench ? "fr" : "en";

    public static bool IsFrench => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";

    /// <summary>The text in the language of this page.</summary>
    public static string Say(string english, string french) => IsFrench ? french : english;

    /// <summary>A number of things, in words; French counts none as one.</summary>
    public static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.CurrentCulture, $"{number:N0} {(number == 1 || (IsFrench && number == 0) ? one : many)}");

    /// <summary>A path that keeps the language someone chose; no cookie remembers it.</summary>
    public static string To(string path) =>
        !Chosen.Value ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={Current}";

    /// <summary>Speaks this language for the rest of the request.</summary>
    public static void Use(string language, bool chosen)
    {
        Chosen.Value = chosen;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language == "fr" ? French : English;
    }
}
