using System.Net;
using System.Net.Http.Headers;
using JobInterview.Api.Tests.Product;
using Microsoft.Data.Sqlite;

namespace JobInterview.Api.Tests.Recordings;

/// <summary>A company whose media are nearly used up: whatever its candidates tell of their uploads, what does not fit is refused, and what was taken stays.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    private const long StarterMedia = 20L << 30;              // DESIGN §3
    private const int Left = 3 << 20;
    private const int Each = 2 << 20;
    private ProductProcess _product = null!;
    private HttpClient _http = null!;
    private Tus _tus = null!;
    private Candidate _candidate = null!;

    public async ValueTask InitializeAsync()
    {
        _product = await ProductProcess.StartAsync();
        _http = _product.Http();
        _candidate = await Candidate.InviteAsync(_http, await ApiClient.SignInAsync(_http, _product.Demo()));
        await _candidate.ConsentAsync();
        await _candidate.StartAsync();
        _tus = new(_http, _candidate);
        var kept = await _tus.CreateAsync(1_000);
        await _tus.PatchAsync(kept, 0, Tus.Noise(1_000));
        await FillAsync();
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_however_it_is_told()
    {
        await UntilRefusedAsync();
        var open = await _tus.CreateAsync(null);
        var whole = Tus.Noise(2 * Left);

        var plain = await _tus.PatchAsync(open, 0, whole);
        var unsaid = await _tus.SendAsync(HttpMethod.Patch, open, new Unsaid(whole), ("Upload-Offset", "0"));
        var fits = await _tus.PatchAsync(open, 0, whole[..Each]);

        Assert.Equal(((HttpStatusCode.Conflict, "quota-exceeded"), (HttpStatusCode.Conflict, "quota-exceeded")), ((plain.Status, plain.Code), (unsaid.Status, unsaid.Code)));
        Assert.Equal(HttpStatusCode.NoContent, fits.Status);
        Assert.Equal(Each, await _tus.OffsetAsync(open));
    }

    [Fact]
    public async Task Many_uploads_that_fit_one_by_one_do_not_fit_together()
    {
        await UntilRefusedAsync();
        var uploads = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _tus.CreateAsync(Each)));

        var sent = await Task.WhenAll(uploads.Select(upload => _tus.PatchAsync(upload, 0, Tus.Noise(Each))));

        Assert.Single(sent, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.Equal(4, sent.Count(answer => answer.Code == "quota-exceeded"));
    }

    [Fact]
    public async Task Where_more_is_kept_than_the_plan_holds_nothing_is_still_let_through_and_a_byte_is_not()
    {
        var open = await _tus.CreateAsync(null);
        await FillAsync(StarterMedia + 1_000);
        await UntilRefusedAsync(1);

        var nothing = await _tus.PatchAsync(open, 0, []);
        var unsaid = await _tus.SendAsync(HttpMethod.Patch, open, new Unsaid([]), ("Upload-Offset", "0"));
        var offset = await _tus.OffsetAsync(open);
        Answer[] more = [await _tus.PatchAsync(open, 0, Tus.Noise(1)), await _tus.SendAsync(HttpMethod.Patch, open, new Unsaid(Tus.Noise(1)), ("Upload-Offset", "0"))];

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent, 0), (nothing.Status, unsaid.Status, offset));
        Assert.All(more, answer => Assert.Equal((HttpStatusCode.Conflict, "quota-exceeded"), (answer.Status, answer.Code)));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _product.DisposeAsync();
    }

    // Nobody uploads 20 GiB in a test: the one recording says that it is nearly as long as that.
    private async Task FillAsync(long bytes = StarterMedia - Left)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(_product.Data, "jobinterview.db")};Pooling=false");
        await database.OpenAsync();
        await using var longer = new SqliteCommand("update recordings set bytes = @bytes where bytes > 0", database);
        longer.Parameters.AddWithValue("@bytes", bytes);
        Assert.Equal(1, await longer.ExecuteNonQueryAsync());
    }

    // The sum is read again after a few seconds.
    private async Task UntilRefusedAsync(long bytes = 2 * Left)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await _tus.SendAsync(HttpMethod.Post, Tus.Root, null, ("Upload-Length", $"{bytes}"), ("Upload-Metadata", Tus.Metadata()))).Code != "quota-exceeded")
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    // A body that does not say how long it is.
    private sealed class Unsaid : HttpContent
    {
        private readonly byte[] _bytes;

        public Unsaid(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
