using CsCheck;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

public sealed class KeptTextTests
{
    [Fact]
    public void Whatever_an_answer_may_contain_comes_back_verbatim() =>
        Gen.OneOf(Gen.Int[0x20, 0xD7FF], Gen.Int[0xE000, 0xFFFD], Gen.Int[0x1_0000, 0x10_FFFD]).Select(char.ConvertFromUtf32).Array[1, 60].Select(string.Concat)
            .Where(text => AnswerText.Fault(text) is null)
            .Sample(text => Assert.Equal(text, new KeptText(text).ToString()));
}
