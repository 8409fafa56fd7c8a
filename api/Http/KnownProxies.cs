using System.Net;
using JobInterview.Silo.Starts;
using Microsoft.AspNetCore.HttpOverrides;

namespace JobInterview.Api.Http;

/// <summary>Whose <c>X-Forwarded-*</c> are believed: nobody's, unless <c>Proxy:Known</c> names addresses or networks, separated by commas.</summary>
internal static class KnownProxies
{
    public static WebApplicationBuilder AddKnownProxies(this WebApplicationBuilder builder)
    {
        // Read now: a host that meets a wrong one while it starts would not end with a clear word.
        var known = (builder.Configuration["Proxy:Known"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var networks = known.Where(proxy => System.Net.IPNetwork.TryParse(proxy, out _)).Select(proxy => System.Net.IPNetwork.Parse(proxy)).ToList();
        var addresses = known.Where(proxy => !System.Net.IPNetwork.TryParse(proxy, out _)).Select(Address).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            addresses.ForEach(options.KnownProxies.Add);
            networks.ForEach(options.KnownIPNetworks.Add);
            options.ForwardedHeaders = known.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });
        return builder;
    }

    private static IPAddress Address(string proxy) => IPAddress.TryParse(proxy, out var address)
        ? address : throw new StartRefusedException("Proxy:Known is a list of addresses and networks, such as 10.0.0.0/8.");
}
