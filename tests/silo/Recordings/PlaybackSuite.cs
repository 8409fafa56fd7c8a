using System.Runtime.Versioning;
using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Recordings.Remux;
using JobInterview.Silo.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>A silo that can make seekable copies, and how its recordings are played.</summary>
[SupportedOSPlatform("linux")]
public abstract class PlaybackSuite(Engine engine) : IAsyncLifetime
{
    internal OtherProgram Ffmpeg { get; } = OtherProgram.Of("exec ffmpeg \"$@\"");

    internal RecordingSilo Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Silo = await RecordingSilo.StartAsync(new(await engine.SettingsAsync()) { ["Playback:Ffmpeg"] = Ffmpeg.Path, ["Playback:MaxBytes"] = $"{64 << 20}" });

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        Ffmpeg.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task RestartAsync(string ffmpeg)
    {
        Silo.Settings["Playback:Ffmpeg"] = ffmpeg;
        await Silo.DisposeAsync();
        Silo = await RecordingSilo.StartAsync(Silo.Settings);
    }

    protected async Task<UploadView> UploadAsync(byte[] bytes, string type = Filmed.Mp4Type)
    {
        var upload = await Silo.BeginAsync(bytes.Length, type: type);
        Assert.True((await Silo.SendAsync(upload, 0, new MemoryStream(bytes))).Accepted);
        return upload;
    }

    protected async Task<RecordingListing> ListingAsync(UploadView upload) => (await Silo.Recordings.FindAsync(upload.Key))!;

    protected async Task<(byte[] Bytes, string Version)> PlayAsync(UploadView upload)
    {
        var played = await Silo.Get<IPlayback>().OpenAsync(await ListingAsync(upload));
        await using var stream = played.Stream;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return (copy.ToArray(), played.Version);
    }

    protected Task MarkAsync(UploadView upload) =>
        ChangeAsync(upload, db => db.Set<DueRow>().Where(due => due.Asset == upload.Key.Id).ExecuteUpdateAsync(set => set.SetProperty(due => due.State, DueState.Destroying)));

    protected async Task ChangeAsync(UploadView upload, Func<JobInterviewDbContext, Task> changeAsync)
    {
        await using var unit = await Silo.Get<IUnitsOfWork>().WriteAsync(upload.Key.Tenant);
        await changeAsync(unit.Db);
        await unit.CommitAsync();
    }

    protected string[] Copies(UploadView upload) => [.. Tested.Files(Silo, upload).Where(file => PlaybackCopies.IsCopy(Path.GetFileName(file)))];
}
