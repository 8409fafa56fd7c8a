using System.IO.Pipelines;
using JobInterview.Grains;
using JobInterview.Grains.Recordings;

namespace JobInterview.Silo.Recordings;

/// <summary>Takes bytes of uploads: sealed while they stream in, acknowledged when they are durable.</summary>
public interface IRecordingUploads
{
    /// <summary>Why no upload can begin right now, or null.</summary>
    Refusal? RefuseNew();

    /// <summary>Where the upload really stands, after ending whoever still sends and keeping what they left.</summary>
    Task<Outcome<UploadView>> ResumeAsync(IRecordingGrain recording, UploadView upload, CancellationToken cancel = default);

    /// <summary>Why bytes at this offset can not win, whatever becomes of who sends now: they lie below what was acknowledged or beyond all that was received.
    /// Refused before anyone is ended for them.</summary>
    Refusal? RefuseAtOnce(UploadView upload, long offset);

    /// <summary>Adds a request's body. What arrived before a cut is kept, unless a checksum over the whole was announced.</summary>
    Task<Outcome<UploadView>> ReceiveAsync(IRecordingGrain recording, UploadView upload, IncomingBytes incoming, CancellationToken cancel = default);
}

/// <summary>The body of one request.</summary>
/// <param name="Offset">Where it says that it continues.</param>
/// <param name="BodyLength">How long the body is, where that is known.</param>
/// <param name="Length">How long the whole upload is, where it is told with this body.</param>
/// <param name="Checksum">What the body must hash to.</param>
public sealed record IncomingBytes(PipeReader Body, long Offset, long? BodyLength = null, long? Length = null, AnnouncedChecksum? Checksum = null)
{
    /// <summary>How long the body may be where it does not say how long it is: what is left of the company's media.</summary>
    public long Most { get; init; } = long.MaxValue;
}

/// <summary>A hash that the client announced for the body.</summary>
public sealed record AnnouncedChecksum(System.Security.Cryptography.HashAlgorithmName Algorithm, byte[] Hash);
