using CsCheck;

namespace JobInterview.Tenants.Tests;

public sealed class TenantIdTests
{
    private static readonly Gen<TenantId> Ids = Gen.Guid.Where(id => id != Guid.Empty).Select(id => new TenantId(id));

    [Fact]
    public void An_id_is_read_back_as_it_was_written() =>
        Ids.Sample(id => TenantId.TryParse(id.ToString(), null, out var read) && read == id);

    [Fact]
    public void A_key_is_read_back_as_it_was_written() =>
        Gen.Select(Ids, Gen.Guid.Where(id => id != Guid.Empty)).Sample((tenant, id) =>
            TenantKey.TryParse(new TenantKey(tenant, id).ToString(), out var read) && read == new TenantKey(tenant, id));

    [Theory]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("{0123456789abcdef0123456789abcdef}")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData(" 0123456789abcdef0123456789abcdef")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_spelling_is_no_tenant(string? text) => Assert.False(TenantId.TryParse(text, null, out _));

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef/x")]
    [InlineData("0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef")]
    [InlineData("00000000000000000000000000000000/0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef/0123456789abcdef0123456789abcdef/")]
    public void Any_other_key_is_none(string text) => Assert.False(TenantKey.TryParse(text, out _));
}
