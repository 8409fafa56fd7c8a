using JobInterview.Api.Http;

namespace JobInterview.Api.Tests.Http;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("Zoë Müller-O'Brien", null)]
    [InlineData("李雷 👩‍💻", null)]
    [InlineData(null, "missing")]
    [InlineData("   ", "too-short")]
    [InlineData("a\nb", "control-character")]
    [InlineData("a\0", "control-character")]
    [InlineData("a\u0085", "control-character")]
    [InlineData("\u202Eevil", "direction-character")]
    [InlineData("\u2066evil", "direction-character")]
    [InlineData("\uFDD0", "not-a-character")]
    [InlineData("\uFFFE", "not-a-character")]
    [InlineData("this one is twenty-one", "too-long")]
    public void A_line_is_visible_text(string? text, string? code) => Assert.Equal(code, TextRules.Line("/name", text, 20)?.Code);

    [Fact]
    public void Half_a_character_is_none() => Assert.Equal("half-character", TextRules.Line("/name", "a" + (char)0xD800, 20)?.Code);

    [Theory]
    [InlineData("a\tb\r\nc", null)]
    [InlineData("a\u0007", "control-character")]
    public void Lines_may_break(string text, string? code) => Assert.Equal(code, TextRules.Lines("/text", text, 20)?.Code);

    [Theory]
    [InlineData("ann@example.com", true)]
    [InlineData("ann.o'neil+jobs@sub.example.co", true)]
    [InlineData("ann@müller.example", true)]
    [InlineData("ann@localhost", true)]
    [InlineData("ann", false)]
    [InlineData("@example.com", false)]
    [InlineData("ann@", false)]
    [InlineData("a@b@c.example", false)]
    [InlineData("ann@ex ample.com", false)]
    [InlineData("ann@-example.com", false)]
    [InlineData("ann@example..com", false)]
    [InlineData(".ann@example.com", false)]
    [InlineData("ann\r\nBcc: all@example.com", false)]
    public void An_address_is_one_that_a_mail_server_could_take(string email, bool isGood) =>
        Assert.Equal(isGood, TextRules.Email("/email", email) is null);
}
