using JobInterview.Api.Http;
using JobInterview.Grains.Sessions;

namespace JobInterview.Api.Tests.Http;

public sealed class EnumWordsTests
{
    [Fact]
    public void Each_value_has_one_word_that_gives_it_back() => Assert.All(
        Enum.GetValues<Recommendation>(), value => Assert.True(EnumWords.TryRead<Recommendation>(EnumWords.Of(value), out var read) && read == value));

    [Theory]
    [InlineData("1"), InlineData("7"), InlineData("-1"), InlineData("StrongYes"), InlineData("strongyes"), InlineData("yes,no"), InlineData(" yes"), InlineData(""), InlineData(null)]
    public void Nothing_else_is_a_word(string? word) => Assert.False(EnumWords.TryRead<Recommendation>(word, out _));
}
