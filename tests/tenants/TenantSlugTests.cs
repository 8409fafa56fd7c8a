using CsCheck;

namespace JobInterview.Tenants.Tests;

public sealed class TenantSlugTests
{
    [Theory]
    [InlineData("Acme", "acme")]
    [InlineData("Café Müller & Co", "cafe-muller-co")]
    [InlineData("  Deux   Mots  ", "deux-mots")]
    [InlineData("API", "company-api")]
    [InlineData("李雷", "company")]
    [InlineData("A", "company-a")]
    public void A_slug_is_made_of_a_name(string name, string slug) => Assert.Equal(slug, TenantSlug.From(name));

    [Fact]
    public void Whatever_the_name_its_slug_may_be_taken() => Gen.String.Sample(name => TenantSlug.IsFree(TenantSlug.From(name)));

    [Theory]
    [InlineData("ab", false)]
    [InlineData("abc", true)]
    [InlineData("a-b-c", true)]
    [InlineData("-abc", false)]
    [InlineData("abc-", false)]
    [InlineData("Abc", false)]
    [InlineData("a_b", false)]
    [InlineData("a/b", false)]
    [InlineData("sign-in", false)]
    public void A_slug_is_lowercase_letters_digits_and_hyphens(string slug, bool isFree) => Assert.Equal(isFree, TenantSlug.IsFree(slug));

    [Fact]
    public void A_slug_has_at_most_forty_characters()
    {
        Assert.True(TenantSlug.IsFree(new string('a', 40)));
        Assert.False(TenantSlug.IsFree(new string('a', 41)));
    }
}
