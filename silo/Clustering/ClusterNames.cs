namespace JobInterview.Silo.Clustering;

internal static class ClusterNames
{
    /// <summary>Part of every reminder's key in the database: it never changes.</summary>
    public const string Service = "jobinterview";
}
