using JobInterview.Api.Http;
using JobInterview.Tenants;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace JobInterview.Api.Tests.Identity;

/// <summary>The whole product in this process, only to read its routes.</summary>
public sealed class ReservedSlugTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ji-routes-");
    private readonly WebApplicationFactory<PublicAddress> _product;

    public ReservedSlugTests() => _product = new WebApplicationFactory<PublicAddress>().WithWebHostBuilder(host => host
        .UseSetting("Data:Folder", _folder.FullName).UseSetting("Demo", "false"));

    public void Dispose()
    {
        _product.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void No_company_can_take_the_beginning_of_an_address_of_ours()
    {
        var first = _product.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart literal] }, ..] ? literal.Content : null)
            .OfType<string>().Distinct().ToArray();

        Assert.Contains("sign-in", first);
        Assert.DoesNotContain(first, TenantSlug.IsFree);
    }
}
