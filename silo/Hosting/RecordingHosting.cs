using JobInterview.Grains.Recordings;
using JobInterview.Grains.Retention;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Data.Recordings;
using JobInterview.Silo.Data.Retention;
using JobInterview.Silo.Recordings;
using JobInterview.Silo.Recordings.Remux;
using JobInterview.Silo.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Hosting;

internal static class RecordingHosting
{
    /// <summary>Recordings: their rows, where their sealed bytes are kept, and how they get there.</summary>
    public static void AddRecordings(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<BlobsOptions>().BindConfiguration(BlobsOptions.Section).ValidateOnStart();
        services.AddOptions<RecordingOptions>().BindConfiguration(RecordingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BlobsOptions>, BlobsOptionsValidator>();
        services.AddOptions<PlaybackOptions>().BindConfiguration(PlaybackOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RecordingOptions>, RecordingOptionsValidator>();
        services.AddSingleton<IValidateOptions<PlaybackOptions>, PlaybackOptionsValidator>();
        if (builder.Configuration.GetValue($"{BlobsOptions.Section}:Kind", BlobsKind.Folder) == BlobsKind.S3)
        {
            services.AddSingleton<IBlobStore, BlobBucket>();
        }
        else
        {
            services.AddSingleton<IBlobStore, BlobFolder>();
        }

        services.AddSingleton<IRecordingRows, RecordingRows>();
        services.AddSingleton<BrokenSeals>();
        services.AddSingleton<RecordingShelf>();
        services.AddSingleton<IRecordings>(s => s.GetRequiredService<RecordingShelf>());
        services.AddSingleton<IRecordingViews, RecordingViews>();
        services.AddSingleton<IPlayback, Playback>();
        services.AddSingleton<MediaProgram>();
        services.AddSingleton<Remuxer>();
        services.AddSingleton<PlaybackCopies>();
        services.AddSingleton<UploadTail>();
        services.AddSingleton<UploadTurns>();
        services.AddSingleton<RecordingInspection>();
        services.AddSingleton<IRecordingUploads, RecordingUploads>();
        services.AddSingleton<IDueLedger, DueLedger>();
        services.AddSingleton<IDueShelf, DueShelf>();
        services.AddSingleton<IHoldBook, HoldBook>();
        services.AddSingleton<IHoldShelf>(s => s.GetRequiredService<IHoldBook>());
        services.AddSingleton<IShredder, Shredder>();
    }
}

[OptionsValidator] internal sealed partial class RecordingOptionsValidator : IValidateOptions<RecordingOptions>;

[OptionsValidator] internal sealed partial class PlaybackOptionsValidator : IValidateOptions<PlaybackOptions>;
