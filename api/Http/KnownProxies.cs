using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace JobInterview.Api.Http;

/// <summary>Whose <c>X-Forwarded-*</c> are believed: nobody's, unless <c>Proxy:Known</c> names addresses or networks, separated by commas.</summary>
internal static class KnownProxies
{
    public static WebApplicationBuilder AddKnownProxies(this WebApplicationBuilder builder)
    {
        var known = builder.Configuration["Proxy:Known"] ?? "";
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            options.ForwardedHeaders = known.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in known.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Add(options, proxy);
            }
        });
        return builder;
    }

    private static void Add(ForwardedHeadersOptions options, string proxy)
    {
        if (System.Net.IPNetwork.TryParse(proxy, out var network))
        {
            options.KnownIPNetworks.Add(network);
        }
        else
        {
            options.KnownProxies.Add(IPAddress.TryParse(proxy, out var address)
                ? address : throw new InvalidOperationException("Proxy:Known is a list of addresses and networks, such as 10.0.0.0/8."));
        }
    }
}
