using System.Globalization;
using System.Net;
using System.Threading.Channels;
using JobInterview.Api.Tests.Product;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>The process dies with <c>kill -9</c> at random moments of an upload; what it acknowledged is there afterwards, and more of what had arrived.</summary>
/// <remarks><c>UPLOAD_KILLS=50 dotnet run --project tests/api -c Release -- --filter-class *UploadKillTests</c> is the long program.</remarks>
public sealed class UploadKillTests
{
    private const int Size = 48 << 20;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("UPLOAD_KILLS") ?? "5", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_the_upload_goes_on_where_it_stood()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var product = await ProductProcess.StartAsync();
        using var http = product.Http();
        var api = await ApiClient.SignInAsync(http, product.Demo());
        var recorder = await Recorder.StartAsync(http, api);
        for (var kill = 0; kill < Kills; kill++)
        {
            var sending = recorder.SendUntilCutAsync(random);
            await Task.WhenAny(sending, recorder.AfterAsync(random.Next(0, 400)));
            await product.KillAsync();
            await sending;
            await product.StartAsync();

            await recorder.CheckAsync($"seed {seed}, kill {kill}");
            if (recorder.IsNearlyDone)
            {
                await recorder.FinishAsync(api);
                recorder = await Recorder.StartAsync(http, api);
            }
        }

        await recorder.FinishAsync(await ApiClient.SignInAsync(http, product.Demo()));
    }

    private sealed class Recorder(HttpClient http, Candidate candidate, string upload)
    {
        private readonly byte[] _bytes = Tus.Noise(Size);
        private readonly Channel<bool> _sent = Channel.CreateUnbounded<bool>();
        private readonly Tus _tus = new(http, candidate);
        private long _acknowledged;
        private long _offered;

        public bool IsNearlyDone => _acknowledged > Size - (8 << 20);

        public static async Task<Recorder> StartAsync(HttpClient http, ApiClient api)
        {
            var candidate = await Candidate.InviteAsync(http, api, email: $"{Guid.NewGuid():n}@example.test");
            await candidate.ConsentAsync();
            await candidate.StartAsync();
            return new(http, candidate, await new Tus(http, candidate).CreateAsync(Size, Tus.Metadata("video/webm")));
        }

        /// <summary>Completes once so many pieces went over the line: a moment that depends on no clock.</summary>
        public async Task AfterAsync(int pieces)
        {
            for (var i = 0; i < pieces; i++)
            {
                await _sent.Reader.ReadAsync();
            }
        }

        public async Task SendUntilCutAsync(Random random)
        {
            try
            {
                for (var offset = await _tus.OffsetAsync(upload); offset < Size;)
                {
                    var length = Math.Min(random.Next(1, 4 << 20), Size - (int)offset);
                    _offered = offset + length;
                    using var body = new Pieces(_bytes.AsMemory((int)offset, length), _sent.Writer);
                    var answer = await _tus.SendAsync(HttpMethod.Patch, upload, body, ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)));
                    Assert.Equal(HttpStatusCode.NoContent, answer.Status);
                    _acknowledged = offset = Tus.OffsetOf(answer);
                }
            }
            catch (HttpRequestException)
            {
                // cut off
            }
        }

        public async Task CheckAsync(string when)
        {
            var offset = await _tus.OffsetAsync(upload);
            Assert.True(offset >= _acknowledged, $"{when}: {_acknowledged - offset} acknowledged bytes are lost");
            Assert.True(offset <= _offered, $"{when}: bytes are there that nobody sent");
            _acknowledged = offset;
        }

        public async Task FinishAsync(ApiClient api)
        {
            var offset = await _tus.OffsetAsync(upload);
            Assert.Equal(HttpStatusCode.NoContent, (await _tus.PatchAsync(upload, offset, _bytes[(int)offset..])).Status);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/recordings/{Tus.IdOf(upload)}/media");
            request.Headers.Authorization = new("Bearer", api.Token);
            using var media = await http.SendAsync(request);
            Assert.True((await media.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(_bytes));
        }
    }

    /// <summary>A body that says when a piece of it has gone over the line.</summary>
    private sealed class Pieces : HttpContent
    {
        private readonly ReadOnlyMemory<byte> _bytes;
        private readonly ChannelWriter<bool> _sent;

        public Pieces(ReadOnlyMemory<byte> bytes, ChannelWriter<bool> sent)
        {
            (_bytes, _sent) = (bytes, sent);
            Headers.ContentType = new("application/offset+octet-stream");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var at = 0; at < _bytes.Length; at += 50_000)
            {
                await stream.WriteAsync(_bytes.Slice(at, Math.Min(50_000, _bytes.Length - at)));
                await stream.FlushAsync();
                _sent.TryWrite(true);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
