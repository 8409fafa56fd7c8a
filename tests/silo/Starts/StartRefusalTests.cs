using JobInterview.Silo.Backups;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Starts;
using JobInterview.Silo.Tombstones;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Tests.Starts;

public sealed class StartRefusalTests
{
    public static TheoryData<Exception, int, string> Known => new()
    {
        { new StartRefusedException("no"), 78, "no" },
        { TombstonesBrokenException.Missing("here"), 78, "is missing (here)" },
        { new BackupRefusedException("no"), 1, "no" },
        { new OptionsValidationException("Keys", typeof(KeysOptions), ["first", "second"]), 78, "first" },
        { new AggregateException(new StartRefusedException("first"), new StartRefusedException("second")), 78, "second" },
        { Misread("Silo:Port", "a secret"), 78, "Silo:Port has a value that can not be read (Int32" },
        { Misread("Cluster:Mode", "a secret at 'x' to type 'y'."), 78, "Cluster:Mode has a value that can not be read (ClusterMode" },
    };

    [Theory, MemberData(nameof(Known))]
    public void What_is_known_is_told_by_its_words_alone(Exception failure, int code, string why)
    {
        var refusal = StartRefusal.Of(failure);

        Assert.Equal(code, refusal!.ExitCode);
        Assert.Contains(why, refusal.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_foresaw_keeps_its_trace()
    {
        Assert.Null(StartRefusal.Of(new InvalidOperationException("a bug")));
        Assert.Null(StartRefusal.Of(new AggregateException(new StartRefusedException("no"), new InvalidOperationException("a bug"))));
    }

    private static Exception Misread(string name, string value) => Record.Exception(() =>
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
        _ = (object?)configuration.GetSection("Silo").Get<SiloPortsOptions>() ?? configuration.GetSection("Cluster").Get<TopologyOptions>();
    })!;
}
