using System.Net;
using JobInterview.Silo.Clustering.Tls;
using JobInterview.Silo.Data.Postgres;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using Orleans.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Serialization;

namespace JobInterview.Silo.Clustering;

/// <summary>Many silos on one PostgreSQL: a lost one is noticed within seconds, and its neighbours' live grains stay where they are.</summary>
internal static class PostgresCluster
{
    private const string Invariant = "Npgsql";
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    public static void Use(ISiloBuilder silo, string clusterId, SiloPortsOptions ports, MutualTls? tls)
    {
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (clusterId, ClusterNames.Service));
        silo.ConfigureEndpoints(
            AddressOf(ports), ports.Port, ports.GatewayPort);
        silo.UseAdoNetClustering(clustering => clustering.Configure<PostgresDatabases>(
            (o, databases) => (o.Invariant, o.DataSource) = (Invariant, databases.Orleans)));
        silo.UseAdoNetReminderService(reminders => reminders.Configure<PostgresDatabases>(
            (o, databases) => (o.Invariant, o.DataSource) = (Invariant, databases.Orleans)));
#pragma warning disable ORLEANSEXP003 // The default directory drops live grains of surviving silos when one leaves.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromSeconds(1);
            o.NumMissedProbesLimit = 2;
            // What was heard of a silo within this time, twice over, is a vote for its life: the default would be eight seconds.
            o.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            o.TableRefreshTimeout = TimeSpan.FromSeconds(2);
            o.IAmAliveTablePublishTimeout = FiveSeconds;
        });
        // A second activation is refused by the numbers in the journal and in the states, so nobody waits out a dead silo's leases.
        silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.Zero);
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = FiveSeconds);
        silo.Services.Configure<ExceptionSerializationOptions>(LetTravel);
        if (tls is not null)
        {
            silo.Configure<SiloConnectionOptions>(lines =>
            {
                lines.ConfigureSiloInboundConnection(tls.Answer);
                lines.ConfigureSiloOutboundConnection(tls.Call);
                lines.ConfigureGatewayInboundConnection(tls.Answer);
            });
        }
    }

    public static void Use(IClientBuilder client, string clusterId, MutualTls? tls)
    {
        client.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (clusterId, ClusterNames.Service));
        client.UseAdoNetClustering(clustering => clustering.Configure<PostgresDatabases>(
            (o, databases) => (o.Invariant, o.DataSource) = (Invariant, databases.Orleans)));
        client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = FiveSeconds);
        client.UseConnectionRetryFilter(async (_, cancel) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);   // a client may start before the first silo
            return true;
        });
        client.Services.Configure<ExceptionSerializationOptions>(LetTravel);
        if (tls is not null)
        {
            client.Configure<ClientConnectionOptions>(lines => lines.ConfigureConnection(tls.Call));
        }
    }

    private static IPAddress AddressOf(SiloPortsOptions ports) => ports.Address is null ? IPAddress.Loopback
        : IPAddress.TryParse(ports.Address, out var address) ? address : throw new StartRefusedException("Silo:Address is not an IP address.");

    // A grain's failure reaches the caller in another process as what it is: unknown types would become a fault of the serializer.
    private static void LetTravel(ExceptionSerializationOptions options)
    {
        options.SupportedNamespacePrefixes.Add(nameof(JobInterview));
        options.SupportedNamespacePrefixes.Add(nameof(Npgsql));
    }
}
