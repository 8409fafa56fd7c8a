namespace JobInterview.Benchmarks;

/// <summary>How long and how hard; the defaults are those of the report.</summary>
internal sealed record BenchmarkOptions(int Seconds, int Connections, int Sessions, int Rounds, string? Database, Topology[] Topologies)
{
    public static BenchmarkOptions Parse(CommandWords words) => new(
        words.Number("--seconds", 6), words.Number("--connections", 32), words.Number("--sessions", 1_000), words.Number("--rounds", 3), words.Text("--database"),
        words.Text("--topology") is { } topology ? [Enum.Parse<Topology>(topology, ignoreCase: true)] : [Topology.Hosted, Topology.Split]);
}
