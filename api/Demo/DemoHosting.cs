using JobInterview.Api.Tenants;

namespace JobInterview.Api.Demo;

public static class DemoHosting
{
    /// <summary>The demo company, where it is wanted (<c>Demo</c>), and what readiness asks.</summary>
    public static WebApplicationBuilder AddDemo(this WebApplicationBuilder builder)
    {
        var isEmbedded = !string.Equals(builder.Configuration["Cluster:Mode"], "PostgreSql", StringComparison.OrdinalIgnoreCase);
        builder.Services.AddSingleton(new DemoOptions(builder.Configuration.GetValue<bool?>("Demo") ?? isEmbedded));
        builder.Services.AddSingleton<GrainProbe>();
        builder.Services.AddSingleton<DemoCompany>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoCompany>());
        return builder;
    }
}
