using JobInterview.Grains.Recordings;

namespace JobInterview.Silo.Recordings.Containers;

/// <summary>What a container says about itself: how long it plays, and whether it can be read to its end.</summary>
internal readonly record struct ContainerReading(long? DurationMs, bool IsDamaged)
{
    public static readonly ContainerReading Damaged = new(null, true);

    /// <summary>Whether one of its tracks is of pictures.</summary>
    public bool HasPictures { get; init; }

    /// <summary>Reads structure alone, never samples, in memory that does not grow with the recording.</summary>
    public static async Task<ContainerReading> ReadAsync(MediaContainer container, Stream stream, CancellationToken cancel)
    {
        var cursor = new MediaCursor(stream, cancel);
        try
        {
            return container switch
            {
                MediaContainer.WebM => await WebM.ReadAsync(cursor),
                MediaContainer.Mp4 => await Mp4.ReadAsync(cursor),
                MediaContainer.Ogg => await Ogg.ReadAsync(cursor),
                _ => await Wav.ReadAsync(cursor),
            };
        }
        catch (EndOfStreamException)
        {
            return Damaged;
        }
    }

    /// <summary>A duration as it is told; one that no interview has is damage.</summary>
    public static ContainerReading Of(double? seconds, bool isDamaged) =>
        seconds is >= 0 and < 60 * 60 * 24 * 7 ? new((long)Math.Round(seconds.Value * 1000), isDamaged) : Damaged;
}
