using JobInterview.Benchmarks;

// dotnet run --project tests/benchmarks -c Release -- answers [--seconds 6] [--connections 32] [--sessions 1000] [--rounds 3]
// dotnet run --project tests/benchmarks -c Release -- live [--sessions 10000] [--every 30] [--seconds 60]
// dotnet run --project tests/benchmarks -c Release -- neighbours [rounds] [connections]
// dotnet run --project tests/benchmarks -c Release -- ingest [--mib 256] [--rounds 3]
// dotnet run --project tests/benchmarks -c Release -- retention [--expired 2000] [--kept 10000,1000000]
return args switch
{
    ["plain", var database, var connection, var address] => await PlainEndpoint.RunAsync(database, connection, address),
    ["bare", var connection, var address] => await BareEndpoint.RunAsync(connection, address),
    ["answers", .. var options] => await AnswersBenchmark.RunAsync(BenchmarkOptions.Parse(options)),
    ["live", .. var options] => await LiveBenchmark.RunAsync(LiveOptions.Parse(options)),
    ["neighbours", .. var words] => await NeighbourBenchmark.RunAsync(words is [var rounds, ..] ? int.Parse(rounds, null) : 3, words is [_, var lines] ? int.Parse(lines, null) : 64),
    ["ingest", .. var options] => await IngestBenchmark.RunAsync(IngestOptions.Parse(options)),
    ["retention", .. var options] => await RetentionBenchmark.RunAsync(RetentionOptions.Parse(options)),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("answers [--seconds N] [--connections N] [--sessions N] [--rounds N] [--only postgresql|sqlite] [--topology hosted|split]");
    Console.WriteLine("live [--sessions N] [--every N] [--seconds N]");
    Console.WriteLine("neighbours [rounds] [connections]");
    Console.WriteLine("ingest [--mib N] [--rounds N]");
    Console.WriteLine("retention [--expired N] [--kept N,N]");
    return 2;
}
