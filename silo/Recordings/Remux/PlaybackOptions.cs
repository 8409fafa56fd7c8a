using System.ComponentModel.DataAnnotations;

namespace JobInterview.Silo.Recordings.Remux;

/// <summary>What makes recordings seekable that lack a duration, and how much it may take.</summary>
public sealed class PlaybackOptions
{
    public const string Section = "Playback";

    /// <summary>The program that copies a fragmented MP4 into one that can be sought in; empty, or not there: it is played as it is. Default: ffmpeg, from the path.</summary>
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>Recordings above this are played as they are: a copy in the making is memory. Default: 512 MiB.</summary>
    [Range(0L, 4L << 30)] public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>How long the program may take for one recording. Default: a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")] public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);
}
