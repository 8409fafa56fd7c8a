using JobInterview.Benchmarks;
using JobInterview.Benchmarks.Report;

const string Usage = """
    report [--only answers,profile,silos,live,neighbours,followers,ingest,retention,start,page] and the options of the parts
    answers [--seconds N] [--connections N] [--sessions N] [--rounds N] [--database postgresql|sqlite] [--topology hosted|split]
    profile [--seconds N] [--connections N] [--sessions N] [--rows N]
    silos [--seconds N] [--connections N,N] [--silos N,N] [--sessions N] [--rounds N] [--place together|apart]
    live [--sessions N] [--every N] [--seconds N]
    neighbours [--rounds N] [--connections N]
    followers [--followers N,N] [--answers N]
    ingest [--mib N] [--rounds N] [--chunks-kib N,N]
    retention [--expired N] [--kept N,N] [--rounds N]
    start [--rounds N]
    """;

var words = new CommandWords(args[Math.Min(1, args.Length)..]);
return args switch
{
    ["plain", var database, var connection, var address] => await PlainEndpoint.RunAsync(database, connection, address),
    ["bare", var connection, var address] => await BareEndpoint.RunAsync(connection, address),
    ["report", ..] => await BenchmarkReport.RunAsync(words),
    ["answers", ..] => await AnswersBenchmark.RunAsync(BenchmarkOptions.Parse(words)),
    ["profile", ..] => await ProfileBenchmark.RunAsync(ProfileOptions.Parse(words)),
    ["silos", ..] => await SilosBenchmark.RunAsync(SilosOptions.Parse(words), words.Text("--place")),
    ["live", ..] => await LiveBenchmark.RunAsync(LiveOptions.Parse(words)),
    ["neighbours", ..] => await NeighbourBenchmark.RunAsync(NeighbourOptions.Parse(words)),
    ["followers", ..] => await FollowerBenchmark.RunAsync(FollowerOptions.Parse(words)),
    ["ingest", ..] => await IngestBenchmark.RunAsync(IngestOptions.Parse(words)),
    ["retention", ..] => await RetentionBenchmark.RunAsync(RetentionOptions.Parse(words)),
    ["start", ..] => await ColdStartBenchmark.RunAsync(words),
    _ => Explain(),
};

static int Explain()
{
    Console.WriteLine(Usage);
    return 2;
}
