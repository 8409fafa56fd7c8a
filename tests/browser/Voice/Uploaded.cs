using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>What the server took of the recordings of a window: from which byte to which, in order.</summary>
internal sealed class Uploaded
{
    private readonly ConcurrentQueue<(long From, long To)> _parts = new();
    private readonly Channel<bool> _taken = Channel.CreateUnbounded<bool>();

    public Uploaded(IBrowserContext window) => window.Response += (_, response) =>
    {
        if (response is { Status: 204, Request.Method: "PATCH" })
        {
            _parts.Enqueue((Offset(response.Request.Headers), Offset(response.Headers)));
            _taken.Writer.TryWrite(true);
        }
    };

    /// <summary>Until one more part was taken.</summary>
    public Task OneMoreAsync() => _taken.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Each part began where what was taken ended, or after it where the receipt of a part was lost: nothing was sent again from its beginning.</summary>
    public void AssertWentOnFromTheOffset(long bytes)
    {
        var parts = _parts.ToArray();
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.InRange(pair.Second.From, pair.First.To, bytes));
        Assert.Equal((0, bytes), (parts[0].From, parts[^1].To));
    }

    private static long Offset(Dictionary<string, string> headers) => long.Parse(headers["upload-offset"], CultureInfo.InvariantCulture);
}
