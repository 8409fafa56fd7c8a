using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>Who agreed to be heard has not agreed to be seen: a film that calls itself sound is refused, and nothing of it is kept.</summary>
public abstract class UndeclaredVideoTests(Engine engine) : IAsyncLifetime
{
    private RecordingSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await RecordingSilo.StartAsync(await engine.SettingsAsync());

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("audio/webm", Filmed.WebMType), InlineData("audio/mp4", Filmed.Mp4Type)]
    public async Task It_is_known_by_its_head_in_whatever_pieces_that_comes(string declared, string type)
    {
        var film = await Filmed.ToneAsync(type);
        var (whole, pieces) = (await _silo.BeginAsync(film.Length, type: declared), await _silo.BeginAsync(film.Length, type: declared));

        var refused = await _silo.SendAsync(whole, 0, new MemoryStream(film));
        var first = await _silo.SendAsync(pieces, 0, new MemoryStream(film[..7]));
        var second = await _silo.SendAsync(pieces, 7, new MemoryStream(film[7..60]));
        var third = await _silo.SendAsync(pieces, 60, new MemoryStream(film[60..]));

        Assert.All([refused, third], sent => Assert.Equal(RecordingRefusals.HoldsVideo, sent.Refusal));
        Assert.True(first.Accepted && second.Accepted);
        Assert.Equal(0, (await _silo.Grain(whole.Key).LookAsync(whole.SessionId)).Value!.Offset);
        Assert.Equal(RecordingRefusals.UploadEnded, (await _silo.Grain(pieces.Key).LookAsync(pieces.SessionId)).Refusal);
        Assert.Equal((0, 0), ((await BlobsAsync(whole)).Count, (await BlobsAsync(pieces)).Count));
    }

    [Fact]
    public async Task One_whose_tracks_are_told_last_is_destroyed_when_it_is_whole()
    {
        byte[] film =
        [
            .. Filmed.Box("ftyp", "isom"u8), .. Filmed.Box("mdat", new byte[200_000]),
            .. Filmed.Box("moov", Filmed.Box("trak", Filmed.Box("mdia", Filmed.Box("hdlr", [.. new byte[8], .. "vide"u8, .. new byte[12]])))),
        ];
        var upload = await _silo.BeginAsync(film.Length, type: "audio/mp4");

        var begun = await _silo.SendAsync(upload, 0, new MemoryStream(film[..150_000]));
        var refused = await _silo.SendAsync(upload, 150_000, new MemoryStream(film[150_000..]));

        Assert.Equal((null, RecordingRefusals.HoldsVideo), (begun.Refusal, refused.Refusal));
        Assert.Equal(RecordingState.Destroyed, (await _silo.Recordings.FindAsync(upload.Key))!.State);
        await Assert.ThrowsAsync<RecordingGoneException>(() => _silo.Recordings.OpenAsync(upload.Key));
        Assert.Empty(await BlobsAsync(upload));
    }

    [Fact]
    public async Task Sound_and_declared_films_are_taken()
    {
        var film = await Filmed.ToneAsync(Filmed.WebMType);
        var sound = await Filmed.SoundOfAsync(film, MediaContainer.WebM);
        var (seen, heard) = (await _silo.BeginAsync(film.Length, type: Filmed.WebMType), await _silo.BeginAsync(sound.Length));

        Assert.Equal(RecordingState.Complete, (await _silo.SendAsync(seen, 0, new MemoryStream(film))).Value!.State);
        Assert.Equal(RecordingState.Complete, (await _silo.SendAsync(heard, 0, new MemoryStream(sound))).Value!.State);
    }

    private Task<IReadOnlyList<BlobName>> BlobsAsync(UploadView upload) => _silo.Get<IBlobStore>().ListAsync(new(upload.Key));
}

public sealed class SqliteUndeclaredVideoTests(SqliteEngine engine) : UndeclaredVideoTests(engine);

public sealed class PostgresUndeclaredVideoTests(PostgresEngine engine) : UndeclaredVideoTests(engine);
