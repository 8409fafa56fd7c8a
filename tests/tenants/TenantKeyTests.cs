using CsCheck;

namespace JobInterview.Tenants.Tests;

public sealed class TenantKeyTests
{
    [Fact]
    public void A_key_is_read_back_as_it_was_written() => Gen.Guid.Where(id => id != Guid.Empty).Select(Gen.Guid.Where(id => id != Guid.Empty)).Sample((tenant, id) =>
    {
        var key = new TenantKey(new(tenant), id);

        Assert.Equal(key, TenantKey.Parse(key.ToString()));
    });

    [Theory]
    [InlineData(""), InlineData("/"), InlineData("0123456789abcdef0123456789abcdef"), InlineData("0123456789ABCDEF0123456789abcdef/0123456789abcdef0123456789abcdef"),
     InlineData("0123456789abcdef0123456789abcdef-0123456789abcdef0123456789abcdef"), InlineData("00000000000000000000000000000000/0123456789abcdef0123456789abcdef")]
    public void Anything_else_is_no_key(string text) => Assert.False(TenantKey.TryParse(text, out _));
}
