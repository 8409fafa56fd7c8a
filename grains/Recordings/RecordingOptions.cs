using System.ComponentModel.DataAnnotations;

namespace JobInterview.Grains.Recordings;

/// <summary>How large a recording may be, and how long its upload may rest.</summary>
public sealed class RecordingOptions
{
    public const string Section = "Recordings";

    /// <summary>Bytes of one recording. Default: 2 GiB, some two hours of video.</summary>
    [Range(1L << 20, 1L << 40)] public long MaxBytes { get; set; } = 2L << 30;

    /// <summary>How long an upload waits for its next byte. Default: 7 days, so that a browser may come back after a week-end.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")] public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(7);
}
