using JobInterview.Silo.Hosting;

namespace JobInterview.Api.Hosting;

public static class PlatformHosting
{
    private const string DefaultAddress = "http://localhost:5080";

    /// <summary>One process with everything, or a client of the silos (<c>Cluster__Mode</c>).</summary>
    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder)
    {
        var isCluster = builder.Configuration.GetValue("Cluster:Mode", ClusterMode.Embedded) == ClusterMode.PostgreSql;
        _ = isCluster ? builder.AddJobInterviewClient() : builder.AddJobInterviewSilo();
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
