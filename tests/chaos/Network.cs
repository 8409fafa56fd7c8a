using System.Diagnostics;
using System.Globalization;

namespace JobInterview.Chaos.Tests;

/// <summary>One half of the network: within it everyone hears everyone, whatever happens to the line between the two.</summary>
internal enum Side { Left, Right }

/// <summary>A network of the kernel's own, two bridges and one line between them, in which every member has a name space and an address; it goes when its members go.</summary>
internal sealed class Network : IAsyncDisposable
{
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"ji{Environment.ProcessId}");
    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"10.{Random.Shared.Next(64, 128)}.{Random.Shared.Next(256)}");
    private int _wires;

    /// <summary>Makes the bridges; this machine is on the left one.</summary>
    public static async Task<Network> MakeAsync()
    {
        var network = new Network();
        foreach (var side in Enum.GetValues<Side>())
        {
            await RunAsync("ip", "link", "add", network.Bridge(side), "type", "bridge");
            await RunAsync("ip", "link", "set", network.Bridge(side), "up");
        }

        await RunAsync("ip", "addr", "add", $"{network.Address(1)}/24", "dev", network.Bridge(Side.Left));
        await RunAsync("ip", "link", "add", network.Line, "type", "veth", "peer", "name", $"{network._name}m");
        await RunAsync("ip", "link", "set", $"{network._name}m", "master", network.Bridge(Side.Right), "up");
        await RunAsync("ip", "link", "set", network.Line, "master", network.Bridge(Side.Left), "up");
        return network;
    }

    public string Address(int place) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}.{place}");

    /// <summary>Gives a process that has a name space of its own a wire to a side, and an address.</summary>
    public async Task WireAsync(Process process, Side side, string address)
    {
        var pid = process.Id.ToString(CultureInfo.InvariantCulture);
        var wire = string.Create(CultureInfo.InvariantCulture, $"{_name}.{Interlocked.Increment(ref _wires)}");
        await RunAsync("ip", "link", "add", wire, "type", "veth", "peer", "name", "wire", "netns", pid);
        await RunAsync("ip", "link", "set", wire, "master", Bridge(side), "up");
        await RunAsync("nsenter", "-t", pid, "-n", "ip", "addr", "add", $"{address}/24", "dev", "wire");
        await RunAsync("nsenter", "-t", pid, "-n", "ip", "link", "set", "wire", "up");
        await RunAsync("nsenter", "-t", pid, "-n", "ip", "link", "set", "lo", "up");
    }

    /// <summary>From now on nothing passes between the two sides, and nobody is told.</summary>
    public Task CutAsync() => RunAsync("ip", "link", "set", Line, "down");

    public Task MendAsync() => RunAsync("ip", "link", "set", Line, "up");

    public async ValueTask DisposeAsync()
    {
        foreach (var device in new[] { Line, Bridge(Side.Left), Bridge(Side.Right) })
        {
            await RunAsync("ip", "link", "del", device);
        }
    }

    private string Line => $"{_name}l";

    private string Bridge(Side side) => $"{_name}{(side == Side.Left ? 'a' : 'b')}";

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {said} (networks of the kernel need root)");
    }
}
