using System.Collections.Frozen;

namespace JobInterview.Grains.Transcription;

/// <summary>Which language an engine says it heard: engines write "german", "de", "de-DE" or "deu" for the same.</summary>
internal static class SpokenLanguage
{
    private const int LongestName = 20;

    // The names that speech engines use, and the longer codes of the languages that are heard most.
    private const string Known =
        "english en chinese zh mandarin zh german de spanish es castilian es russian ru korean ko french fr français fr japanese ja portuguese pt turkish tr "
        + "polish pl catalan ca valencian ca dutch nl flemish nl arabic ar swedish sv italian it indonesian id hindi hi finnish fi vietnamese vi hebrew he "
        + "ukrainian uk greek el malay ms czech cs romanian ro moldavian ro moldovan ro danish da hungarian hu tamil ta norwegian no thai th urdu ur croatian hr "
        + "bulgarian bg lithuanian lt latin la maori mi malayalam ml welsh cy slovak sk telugu te persian fa latvian lv bengali bn serbian sr azerbaijani az "
        + "slovenian sl kannada kn estonian et macedonian mk breton br basque eu icelandic is armenian hy nepali ne mongolian mn bosnian bs kazakh kk "
        + "albanian sq swahili sw galician gl marathi mr punjabi pa panjabi pa sinhala si sinhalese si khmer km shona sn yoruba yo somali so afrikaans af "
        + "occitan oc georgian ka belarusian be tajik tg sindhi sd gujarati gu amharic am yiddish yi lao lo uzbek uz faroese fo haitian ht pashto ps pushto ps "
        + "turkmen tk nynorsk nn maltese mt sanskrit sa luxembourgish lb letzeburgesch lb myanmar my burmese my tibetan bo tagalog tl malagasy mg assamese as "
        + "tatar tt hawaiian haw lingala ln hausa ha bashkir ba javanese jv jw jv sundanese su cantonese yue "
        + "eng en fra fr fre fr deu de ger de spa es ita it por pt nld nl dut nl rus ru pol pl tur tr ara ar zho zh chi zh jpn ja kor ko hin hi ukr uk swe sv "
        + "dan da nor no fin fi ces cs cze cs ron ro rum ro hun hu ell el gre el cmn zh";

    private static readonly FrozenDictionary<string, string> Codes = Known.Split(' ').Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    private static readonly FrozenSet<string> Unknown = FrozenSet.Create(StringComparer.Ordinal, "und", "unknown", "auto", "none", "mul", "zxx");

    /// <summary>The code of a language, as in ISO 639-1; the engine's own word for one that we do not know; nothing where it does not say.</summary>
    public static string Code(string? language)
    {
        var name = TranscriptText.Name(language ?? "", LongestName).ToLowerInvariant();
        var first = name.Split('-', '_')[0];
        return Unknown.Contains(first) ? "" : Codes.GetValueOrDefault(name) ?? Codes.GetValueOrDefault(first) ?? (first.Length == 2 ? first : name);
    }

    /// <summary>Whether something was heard in another language than the interview's; what is not known is not another.</summary>
    public static bool IsOther(string heard, string expected) => Code(heard) is { Length: > 0 } code && code != Code(expected);
}
