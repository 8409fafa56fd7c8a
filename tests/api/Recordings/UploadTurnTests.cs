using System.Globalization;
using System.Net;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>Who may go on when several send at once.</summary>
public sealed class UploadTurnTests(ProductFixture fixture)
{
    private const int Half = 12 << 20;                        // more than sockets hold: what was written was read by the server
    private const int Whole = 16 << 20;
    private const int Part = 8 << 20;                         // what is committed while more is on its way

    [Fact]
    public async Task Four_wrong_senders_at_once_are_refused_and_the_right_one_goes_on()
    {
        var tus = new Tus(fixture.Http, await fixture.InProgressAsync());
        var bytes = Tus.Noise(Whole);
        var upload = await tus.CreateAsync(Whole);
        await tus.PatchAsync(upload, 0, bytes[..1_000]);
        var (right, sent) = Begin(tus, upload, bytes, 1_000);
        await right.HalfAsync();
        await CommittedAsync(upload, 1_000 + Part);

        var wrong = await Task.WhenAll(new[] { 0L, 999, Whole - 1, Whole * 100L }.Select(offset => tus.PatchAsync(upload, offset, bytes[..10])));
        right.GoOn();
        var done = await sent;

        Assert.All(wrong, answer => Assert.Equal((HttpStatusCode.Conflict, "offset-mismatch"), (answer.Status, answer.Code)));
        Assert.Equal((HttpStatusCode.NoContent, (long)Whole), (done.Status, Tus.OffsetOf(done)));
    }

    [Fact]
    public async Task One_who_can_win_takes_over_from_who_still_sends()
    {
        var tus = new Tus(fixture.Http, await fixture.InProgressAsync());
        var bytes = Tus.Noise(Whole);
        var upload = await tus.CreateAsync(Whole);
        var (old, sent) = Begin(tus, upload, bytes, 0);
        await old.HalfAsync();
        await CommittedAsync(upload, Part);

        var newer = await tus.PatchAsync(upload, Part, bytes[Part..]);
        old.GoOn();
        var failure = await Record.ExceptionAsync(async () => Assert.Equal(HttpStatusCode.Conflict, (await sent).Status));
        var offset = (int)await tus.OffsetAsync(upload);
        var last = await tus.PatchAsync(upload, offset, bytes[offset..]);

        Assert.True(newer.Status is HttpStatusCode.Conflict or HttpStatusCode.NoContent, newer.Text);   // what the older one had sent beyond is kept, so mostly the first
        Assert.True(failure is null or HttpRequestException, $"{failure}");
        Assert.InRange(offset, Part, newer.Status == HttpStatusCode.NoContent ? Whole : Half);
        Assert.Equal((HttpStatusCode.NoContent, (long)Whole), (last.Status, Tus.OffsetOf(last)));
    }

    private Task<Answer> CommittedAsync(string upload, long bytes) =>
        fixture.UntilAsync($"/api/v1/recordings/{Tus.IdOf(upload)}", recording => recording.Body!["bytes"]!.GetValue<long>() == bytes);

    private static (Held Body, Task<Answer> Sent) Begin(Tus tus, string upload, byte[] bytes, int from)
    {
        var body = new Held(bytes, from);
        return (body, tus.SendAsync(HttpMethod.Patch, upload, body, ("Upload-Offset", from.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>A body that stops on its way until it is told to go on.</summary>
    private sealed class Held : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly int _from;
        private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _on = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Held(byte[] bytes, int from)
        {
            (_bytes, _from) = (bytes, from);
            Headers.ContentType = new("application/offset+octet-stream");
        }

        public Task HalfAsync() => _half.Task;

        public void GoOn() => _on.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(_from, Half - _from));
            await stream.FlushAsync();
            _half.TrySetResult();
            await _on.Task;
            await stream.WriteAsync(_bytes.AsMemory(Half));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length - _from;
            return true;
        }
    }
}
