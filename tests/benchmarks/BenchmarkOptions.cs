using System.Globalization;

namespace JobInterview.Benchmarks;

/// <summary>How long and how hard; the defaults are those of the report.</summary>
internal sealed record BenchmarkOptions(int Seconds, int Connections, int Sessions, int Rounds, string? Only, Topology[] Topologies)
{
    public static BenchmarkOptions Parse(string[] words)
    {
        var set = words.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new(Number("--seconds", 6), Number("--connections", 32), Number("--sessions", 1_000), Number("--rounds", 3), set.GetValueOrDefault("--only"),
            set.TryGetValue("--topology", out var topology) ? [Enum.Parse<Topology>(topology, ignoreCase: true)] : [Topology.Hosted, Topology.Split]);

        int Number(string name, int otherwise) => set.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
