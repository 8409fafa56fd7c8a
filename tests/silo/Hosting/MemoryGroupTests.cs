using JobInterview.Silo.Hosting;

namespace JobInterview.Silo.Tests.Hosting;

public sealed class MemoryGroupTests : IDisposable
{
    private const long Most = 1L << 40;
    private readonly string _root = Directory.CreateTempSubdirectory("ji-group-").FullName;

    [Fact]
    public void Of_the_second_kind_the_group_is_the_one_of_the_process()
    {
        Make("pod/box", ("memory.max", "1000000\n"), ("memory.current", "900000\n"), ("memory.stat", "anon 1\ninactive_file 300000\nactive_file 2\n"));

        var group = MemoryGroup.Of(["0::/pod/box"], _root, Most);

        Assert.Equal((1_000_000, 600_000), (group?.Limit, group?.Used));
    }

    [Fact]
    public void Of_the_first_kind_it_is_found_among_others_and_its_children_count()
    {
        Make("memory/box", ("memory.limit_in_bytes", "1000000\n"), ("memory.usage_in_bytes", "900000\n"), ("memory.stat", "inactive_file 1\ntotal_inactive_file 300000\n"));

        var group = MemoryGroup.Of(["11:cpu,cpuacct:/other", "4:memory:/box", "0::/"], _root, Most);

        Assert.Equal((1_000_000, 600_000), (group?.Limit, group?.Used));
    }

    [Fact]
    public void In_a_container_that_does_not_see_its_path_it_is_the_root()
    {
        Make("", ("memory.max", "1000000"), ("memory.current", "5"), ("memory.stat", ""));

        Assert.Equal(5, MemoryGroup.Of(["0::/kubepods/pod7"], _root, Most)?.Used);
    }

    [Theory]
    [InlineData("max")]
    [InlineData("9223372036854771712")]
    public void A_limit_above_what_there_is_is_none(string limit)
    {
        Make("", ("memory.max", limit), ("memory.current", "5"), ("memory.stat", ""));

        Assert.Null(MemoryGroup.Of(["0::/"], _root, Most));
        Assert.Null(MemoryGroup.Of(["4:memory:/"], _root, Most));
        Assert.Null(MemoryGroup.Of(["nonsense"], _root, Most));
    }

    [Fact]
    public void What_the_kernel_does_not_tell_is_not_known()
    {
        Make("", ("memory.max", "1000000"), ("memory.current", "5"), ("memory.stat", ""));
        var group = MemoryGroup.Of(["0::/"], _root, Most)!;

        File.Delete(Path.Combine(_root, "memory.current"));

        Assert.Null(group.Used);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Make(string group, params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, group)).FullName;
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
