using JobInterview.Silo.Hosting;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Silo.Tests.Hosting;

public sealed class PoolWatchTests
{
    [Fact]
    public async Task A_process_whose_pool_is_taken_ends_itself_and_says_why()
    {
        var (code, said) = await KilledProgram.RunAsync("starve", "1");

        Assert.Equal(KilledProgram.Killed, code);
        Assert.Contains("No thread of the pool was free for 1 s: this process ends", said, StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_within_fifteen_seconds() => Assert.True(PoolWatch.Limit + PoolWatch.AfterStandstill + (PoolWatch.Limit / 10) <= TimeSpan.FromSeconds(15));
}
