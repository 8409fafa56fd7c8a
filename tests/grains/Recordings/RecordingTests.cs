using System.Collections.Immutable;
using CsCheck;
using JobInterview.Grains.Recordings;
using JobInterview.Tenants;

namespace JobInterview.Grains.Tests.Recordings;

/// <summary>The rules of a recording, without clock or storage.</summary>
public sealed class RecordingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly RecordingOptions Limits = new();

    [Fact]
    public void Any_parts_leave_a_gap_free_manifest_that_never_exceeds_its_length() =>
        Gen.Select(Gen.Long[1, 1_000], Gen.Select(Gen.Long[-1, 1], Gen.Long[0, 300]).Array[0, 20]).Sample((length, steps) =>
        {
            var recording = New(length);
            foreach (var (shift, size) in steps)
            {
                var added = recording.Add([Part(recording.Bytes + shift, size)], null, Limits, Noon);
                var mayAdd = recording.State == RecordingState.Uploading && shift == 0 && size > 0 && recording.Bytes + size <= length;
                Assert.Equal(mayAdd, added.Accepted);
                recording = added.Value ?? recording;
            }

            Assert.Equal(recording.Bytes, recording.Parts.Sum(part => part.Length));
            Assert.Equal(recording.Parts.Select(part => part.Offset), recording.Parts.Scan());
            Assert.Equal(recording.Bytes == length, recording.State == RecordingState.Complete);
        });

    [Fact]
    public void A_length_is_told_once()
    {
        var open = New(null);

        var told = open.Add([Part(0, 10)], 20, Limits, Noon).Value!;

        Assert.Equal("length-fixed", told.Add([Part(10, 10)], 21, Limits, Noon).Refusal?.Code);
        Assert.Equal("length-too-short", open.Add([Part(0, 10)], 9, Limits, Noon).Refusal?.Code);
        Assert.Equal("too-large", told.Add([Part(10, 11)], null, Limits, Noon).Refusal?.Code);
        Assert.Equal("too-large", open.Add([Part(0, 10)], Limits.MaxBytes + 1, Limits, Noon).Refusal?.Code);
        Assert.Equal(RecordingState.Complete, told.Add([Part(10, 10)], 20, Limits, Noon).Value!.State);
    }

    [Fact]
    public void No_recording_is_empty()
    {
        Assert.Equal("recording-empty", Begin(0).Refusal?.Code);
        Assert.Equal("recording-empty", New(null).Add([], 0, Limits, Noon).Refusal?.Code);
        Assert.Equal(RecordingState.Uploading, New(1).State);
    }

    [Fact]
    public void An_upload_waits_a_week_for_its_next_byte_and_no_longer()
    {
        var recording = New(20).Add([Part(0, 10)], null, Limits, Noon.AddDays(6)).Value!;

        Assert.Null(recording.Refuse(Limits, Noon.AddDays(13).AddSeconds(-1)));
        Assert.Equal("upload-expired", recording.Refuse(Limits, Noon.AddDays(13))?.Code);
        Assert.Null(recording.Add([Part(10, 10)], null, Limits, Noon.AddDays(7)).Value!.Refuse(Limits, Noon.AddYears(9)));
    }

    [Fact]
    public void Only_a_complete_recording_becomes_damaged_and_stays_so()
    {
        var (open, complete) = (New(20), New(20).Add([Part(0, 20)], null, Limits, Noon).Value!);

        var broken = complete.Break();

        Assert.Equal(RecordingState.Damaged, broken.State);
        Assert.Same(broken, broken.Inspect(1, false));
        Assert.All([open, broken, complete.Destroy(Noon), open.Expire()], other => Assert.Same(other, other.Break()));
    }

    [Fact]
    public void What_is_destroyed_stays_so()
    {
        var destroyed = New(20).Destroy(Noon);

        Assert.Same(destroyed, destroyed.Destroy(Noon.AddDays(1)));
        Assert.Equal("upload-terminated", destroyed.Add([Part(0, 20)], null, Limits, Noon).Refusal?.Code);
        Assert.Same(destroyed, destroyed.Inspect(1, false));
    }

    [Theory]
    [InlineData("audio/webm", RecordingKind.Audio, MediaContainer.WebM), InlineData("video/webm;codecs=vp9,opus", RecordingKind.Video, MediaContainer.WebM)]
    [InlineData("audio/mp4; codecs=\"mp4a.40.2\"", RecordingKind.Audio, MediaContainer.Mp4), InlineData("VIDEO/MP4", RecordingKind.Video, MediaContainer.Mp4)]
    [InlineData("audio/ogg;codecs=opus", RecordingKind.Audio, MediaContainer.Ogg), InlineData("audio/x-wav", RecordingKind.Audio, MediaContainer.Wav)]
    public void Recorders_types_are_known(string text, RecordingKind kind, MediaContainer container)
    {
        Assert.True(MediaType.TryParse(text, out var media));
        Assert.Equal((kind, container), (media.Kind, media.Container));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("image/png"), InlineData("audio/webm\r\nX: y"), InlineData("text/html"), InlineData("audio/webm;;;=")]
    public void Other_types_are_not(string? text) => Assert.False(MediaType.TryParse(text, out _));

    [Fact]
    public void A_container_is_known_by_its_first_bytes_be_they_few()
    {
        byte[] mp4 = [0, 0, 0, 24, .. "ftypisom"u8];

        Assert.All(Enumerable.Range(0, mp4.Length + 1), i => Assert.True(MediaContainer.Mp4.CanBegin(mp4.AsSpan(0, i))));
        Assert.False(MediaContainer.WebM.CanBegin(mp4));
        Assert.False(MediaContainer.Wav.CanBegin("RIFF1234AVI "u8));
        Assert.True(MediaContainer.Wav.CanBegin("RIFF1234WAVE"u8));
    }

    private static Recording New(long? length) => Begin(length).Value!;

    private static Outcome<Recording> Begin(long? length) => Recording.Begin(
        new(Guid.NewGuid(), Guid.NewGuid(), new(RecordingKind.Audio, MediaContainer.WebM, "audio/webm"), "candidate", null, null, length, ""), Guid.NewGuid(), Limits, Noon);

    private static RecordingPart Part(long offset, long length) => new("p", offset, length, length + 40, new byte[32]);
}

internal static class Manifests
{
    /// <summary>Where each part must begin.</summary>
    public static IEnumerable<long> Scan(this ImmutableArray<RecordingPart> parts)
    {
        var at = 0L;
        foreach (var part in parts)
        {
            yield return at;
            at += part.Length;
        }
    }
}
