using CsCheck;
using JobInterview.Grains.Transcription;

namespace JobInterview.Grains.Tests.Transcription;

public sealed class SpokenLanguageTests
{
    [Theory]
    [InlineData("english", "en"), InlineData("EN-gb", "en"), InlineData("eng", "en"), InlineData("French", "fr"), InlineData("français", "fr"), InlineData("fr_CA", "fr"), InlineData("fre", "fr")]
    [InlineData("german", "de"), InlineData("de", "de"), InlineData("de-DE", "de"), InlineData("deu", "de"), InlineData(" German ", "de"), InlineData("cantonese", "yue"), InlineData("jw", "jv")]
    [InlineData("xx-YY", "xx"), InlineData("klingon", "klingon"), InlineData("und", ""), InlineData("Unknown", ""), InlineData("", ""), InlineData("  ", ""), InlineData(null, "")]
    public void Whatever_an_engine_calls_a_language_its_code_is_kept(string? heard, string code) => Assert.Equal(code, SpokenLanguage.Code(heard));

    [Theory]
    [InlineData("german", "en", true), InlineData("klingon", "en", true), InlineData("english", "en", false), InlineData("en-GB", "en", false), InlineData("", "en", false), InlineData("fr", "en", true)]
    public void Only_a_language_that_is_named_can_be_another(string heard, string expected, bool isOther) => Assert.Equal(isOther, SpokenLanguage.IsOther(heard, expected));

    [Fact]
    public void A_code_is_its_own_code_and_never_long() => Gen.String.Sample(text =>
    {
        var code = SpokenLanguage.Code(text);

        Assert.Equal(code, SpokenLanguage.Code(code));
        Assert.True(code.Length <= 20);
    });
}
