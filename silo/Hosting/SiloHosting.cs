using System.Net;
using System.Net.Sockets;
using JobInterview.Grains;
using JobInterview.Silo.Journal;
using JobInterview.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace JobInterview.Silo.Hosting;

public static class SiloHosting
{
    /// <summary>A process that hosts grains.</summary>
    public static IHostApplicationBuilder AddJobInterviewSilo(this IHostApplicationBuilder builder)
    {
        builder.AddJobInterviewStorage();
        builder.Services.AddHostedService<ProcessPulse>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: "jobinterview", clusterId: "jobinterview");
            silo.AddTenantWall();
            silo.AddJobInterviewGrains();
        });
        return builder;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
