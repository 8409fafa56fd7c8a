namespace JobInterview.Silo.Starts;

/// <summary>Who may use a database: one service for ever, because its name is in every seal, and one cluster at a time.</summary>
internal static class ClusterRule
{
    /// <summary>How long a silo counts as alive after its last word, and a process as on its way to its first.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public static void Check(DataStanding data, string service, string cluster)
    {
        if (data.Installation is { } installation && installation.Service != service)
        {
            throw new StartRefusedException(
                $"The database ({data.Place}) belongs to the service '{installation.Service}', and this program is '{service}': it could open nothing there. Nothing was written. Set another database.");
        }

        if (data.LiveClusters.FirstOrDefault(live => live != cluster) is { } other)
        {
            throw Refused(data, cluster, $"silos of cluster '{other}' live on it");
        }

        if (data.Claim is { } claim && claim.Cluster != cluster && claim.Age.Duration() < Silence)
        {
            throw Refused(data, cluster, $"a process of cluster '{claim.Cluster}' started on it less than a minute ago");
        }
    }

    private static StartRefusedException Refused(DataStanding data, string cluster, string why) => new(
        $"The database ({data.Place}) is another cluster's: {why}, and Cluster:Id is '{cluster}'. Nothing was written. Set the same Cluster:Id, or stop the other cluster and wait a minute.");
}

/// <summary>The cluster whose process started last on a database.</summary>
internal sealed record ClusterClaim(string Cluster, TimeSpan Age);
