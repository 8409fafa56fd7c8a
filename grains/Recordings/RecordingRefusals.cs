using System.Globalization;

namespace JobInterview.Grains.Recordings;

/// <summary>Every no that a recording can say.</summary>
public static class RecordingRefusals
{
    public static readonly Refusal Expired = new(RefusalKind.Gone, "recording-expired", "The recording is not kept any more.");
    public static readonly Refusal UploadExpired = new(RefusalKind.Gone, "upload-expired", "The upload was not finished in time.");
    public static readonly Refusal UploadEnded = new(RefusalKind.Gone, "upload-terminated", "The upload was given up.");
    public static readonly Refusal NotComplete = Conflict("recording-not-complete", "The upload of this recording is not complete.");
    public static readonly Refusal Complete = Conflict("recording-complete", "The upload is complete and can not be changed.");
    public static readonly Refusal OffsetIsWrong = Conflict("offset-mismatch", "The upload does not continue there.");
    public static readonly Refusal LengthIsFixed = Conflict("length-fixed", "The length of this upload was told before.");
    public static readonly Refusal LengthIsShort = Conflict("length-too-short", "The upload is longer already than the length that was told.");
    public static readonly Refusal Superseded = Conflict("upload-superseded", "Another connection continues this upload.");
    public static readonly Refusal QuotaIsUsed = Conflict("quota-exceeded", "The media that this plan includes is used up.");
    public static readonly Refusal TooLarge = new(RefusalKind.Malformed, "too-large", "The recording is larger than this takes.");
    public static readonly Refusal Empty = new(RefusalKind.Invalid, "recording-empty", "A recording has at least one byte.");
    public static readonly Refusal NotMedia = new(RefusalKind.Invalid, "not-media", "The bytes are not of the declared type.");
    public static readonly Refusal HoldsVideo = new(RefusalKind.Invalid, "holds-video", "The recording was declared as sound and holds a picture; nothing of it was kept.");
    public static readonly Refusal ChecksumDiffers = new(RefusalKind.Malformed, "checksum-mismatch", "The bytes do not have the announced checksum; none was kept.");
    public static readonly Refusal StorageIsFull = new(RefusalKind.Unavailable, "storage-full", "There is no room for this right now. What was acknowledged is safe.");

    /// <summary>Why no recording can be so long, or null.</summary>
    public static Refusal? OfLength(long? length, RecordingOptions limits) => length > limits.MaxBytes ? TooLarge : length == 0 ? Empty : null;

    /// <summary>The same with the day, where it is known.</summary>
    public static Refusal ExpiredOn(DateTimeOffset? day) => day is not { } on ? Expired : Expired with
    {
        Text = string.Create(CultureInfo.InvariantCulture, $"The recording expired on {on.UtcDateTime:yyyy-MM-dd} and is destroyed."),
    };

    private static Refusal Conflict(string code, string text) => new(RefusalKind.Conflict, code, text);
}
