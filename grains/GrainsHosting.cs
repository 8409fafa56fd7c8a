using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace JobInterview.Grains;

public static class GrainsHosting
{
    /// <summary>The domain: its rules and what its grains need beside the ports that storage provides.</summary>
    public static ISiloBuilder AddJobInterviewGrains(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton(TimeProvider.System);
        return silo;
    }
}
