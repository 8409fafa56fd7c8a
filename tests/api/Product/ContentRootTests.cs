namespace JobInterview.Api.Tests.Product;

/// <summary>The program started in a folder above its data, as <c>dotnet run</c> in the checkout does.</summary>
public sealed class ContentRootTests(ProductFixture product)
{
    [Fact]
    public async Task The_style_is_found_wherever_the_program_is_started() =>
        Assert.Contains("--accent", await StyleSheet.ReadAsync(product.Http), StringComparison.Ordinal);

    [Fact]
    public void Nothing_watches_the_data()
    {
        var open = Directory.EnumerateFiles($"/proc/{product.Product.ProcessId}/fdinfo");

        Assert.DoesNotContain(open.SelectMany(File.ReadLines), line => line.StartsWith("inotify", StringComparison.Ordinal));
    }
}
