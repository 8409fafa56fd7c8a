using System.Diagnostics.Metrics;

namespace JobInterview.Silo.Journal;

/// <summary>How well commits are shared: appends by commit, and commits that failed.</summary>
internal static class JournalMetrics
{
    public const string Meter = "JobInterview.Journal";

    private static readonly Meter Source = new(Meter);
    private static readonly Histogram<int> Shared = Source.CreateHistogram<int>("journal.commit.writes", description: "Writes that shared a commit");
    private static readonly Counter<long> Failed = Source.CreateCounter<long>("journal.commit.failures", description: "Commits that kept nothing");

    public static void Committed(int writes) => Shared.Record(writes);

    public static void CommitFailed() => Failed.Add(1);
}
