using System.Globalization;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Under how much load, how long, and how many rows are told.</summary>
internal sealed record ProfileOptions(int Seconds, int Connections, int Sessions, int Rows)
{
    public static ProfileOptions Parse(CommandWords words) => new(words.Number("--seconds", 8), words.Number("--connections", 32), words.Number("--sessions", 1_000), words.Number("--rows", 16));
}

/// <summary>The product's processor time while it takes answers: whose code it is, and which of our methods it is spent for.</summary>
internal sealed record ProfileResult(int Samples, List<(string Owner, double Part)> Code, List<(string Owner, double Part)> Methods);

/// <summary>Looks at one process on PostgreSQL under load, after its code was compiled to its best.</summary>
internal static class ProfileBenchmark
{
    private const string Ours = "JobInterview.";
    private static readonly string[] Assemblies = [Ours, "Orleans.", "Npgsql", "Microsoft.AspNetCore.", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.", "OpenIddict.", "System."];

    public static async Task<int> RunAsync(ProfileOptions options)
    {
        var result = await MeasureAsync(options);
        foreach (var (owner, part) in result.Code.Concat(result.Methods))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part,6:P1} {owner}"));
        }

        return 0;
    }

    public static async Task<ProfileResult> MeasureAsync(ProfileOptions options)
    {
        foreach (var (name, value) in CpuSamples.Named)
        {
            Environment.SetEnvironmentVariable(name, value);     // for what is started from here
        }

        var folder = Directory.CreateTempSubdirectory("ji-bench-").FullName;
        try
        {
            await using var postgres = await PostgresServer.StartAsync();
            await using var product = await ProductSubject.StartAsync(folder, postgres, Topology.Hosted, options.Sessions);
            await AnswersBenchmark.WarmUpAsync(product, options.Connections, options.Sessions);
            await product.TopUpAsync(options.Sessions);
            var load = product.RunAsync(options.Connections, TimeSpan.FromSeconds(options.Seconds + 2));
            var samples = await CpuSamples.TakeAsync(product.Servers[^1].ProcessId, options.Seconds);
            await load;
            return new(samples.Count, samples.By(CodeOf), [.. samples.By(MethodOf).Take(options.Rows)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The innermost frame says whose code ran; of the kernel, which call it was for.
    private static string CodeOf(Frame[] stack) => stack[0] switch
    {
        { From: "[kernel.kallsyms]" } => KernelOf(stack),
        { From: var from } when from.Contains("libcrypto", StringComparison.Ordinal) => "OpenSSL",
        { From: var from } when from.Contains("libclrjit", StringComparison.Ordinal) => "compiler of the runtime",
        { From: var from } when from.Contains("libcoreclr", StringComparison.Ordinal) || from.Contains("libclrgc", StringComparison.Ordinal) => "runtime: garbage collector, types, threads",
        { Assembly: { } assembly } => Assemblies.FirstOrDefault(known => assembly.StartsWith(known, StringComparison.Ordinal))?.TrimEnd('.') ?? assembly,
        _ => "other native code",
    };

    private static string KernelOf(Frame[] stack) => stack.Select(frame => frame.Name).FirstOrDefault(name => name.StartsWith("__x64_sys_", StringComparison.Ordinal)) switch
    {
        { } call when call.Contains("send", StringComparison.Ordinal) || call.Contains("recv", StringComparison.Ordinal) => "kernel: network",
        { } call when call.Contains("futex", StringComparison.Ordinal) => "kernel: threads that wake each other",
        { } call when call.Contains("epoll", StringComparison.Ordinal) => "kernel: waiting for the network",
        { } call when call.Contains("sync", StringComparison.Ordinal) || call.Contains("write", StringComparison.Ordinal) => "kernel: files",
        _ => "kernel: other",
    };

    // What ran below a method of ours, with all that it called elsewhere, is spent for it.
    private static string MethodOf(Frame[] stack) =>
        stack.FirstOrDefault(frame => frame.Assembly?.StartsWith(Ours, StringComparison.Ordinal) == true) is { Name: not null } ours ? ours.Method : "(below no method of ours)";
}
