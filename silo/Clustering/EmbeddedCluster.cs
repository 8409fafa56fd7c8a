using System.Net;
using System.Net.Sockets;
using JobInterview.Silo.Data.Sqlite;
using JobInterview.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace JobInterview.Silo.Clustering;

/// <summary>One silo in one process: membership in memory, reminders in a file, no port that a neighbour could find.</summary>
internal static class EmbeddedCluster
{
    public static void Use(ISiloBuilder silo, string clusterId)
    {
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: ClusterNames.Service, clusterId: clusterId);
        silo.UseAdoNetReminderService(reminders => reminders.Configure<DataFolder>((options, folder) =>
        {
            options.Invariant = "System.Data.SQLite";             // the name under which Orleans loads Microsoft.Data.Sqlite
            options.ConnectionString = new SqliteFile(folder.Orleans).ConnectionString;
        }));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
