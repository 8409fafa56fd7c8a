using JobInterview.Silo.Hosting;

namespace JobInterview.Api.Hosting;

public static class PlatformHosting
{
    private const string DefaultAddress = "http://localhost:5080";

    /// <summary>One process with everything, a client of the silos (<c>Cluster__Mode</c>), or one silo of many (<c>Cluster__HostsSilo</c>).</summary>
    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder)
    {
        var topology = builder.Configuration.GetSection(TopologyOptions.Section).Get<TopologyOptions>() ?? new();
        var isClient = topology is { Mode: ClusterMode.PostgreSql, HostsSilo: false };
        _ = isClient ? builder.AddJobInterviewClient() : builder.AddJobInterviewSilo();
        return builder;
    }

    /// <summary>Port 5080 unless the host is told another address.</summary>
    public static WebApplicationBuilder AddDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] told = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];
        if (!told.Any(name => builder.Configuration.GetSection(name) is { } section && (section.Value is { Length: > 0 } || section.GetChildren().Any())))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        return builder;
    }
}
