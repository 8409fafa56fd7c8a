using JobInterview.Grains;

namespace JobInterview.Api.Recordings;

/// <summary>The refusals that belong to the upload protocol.</summary>
internal static class TusRefusals
{
    public static readonly Refusal VersionIsUnknown = new(RefusalKind.PreconditionFailed, "tus-version", "Only tus 1.0.0 is spoken here.");
    public static readonly Refusal BadLength = Malformed("bad-upload-length", "Send either Upload-Length, a whole number, or Upload-Defer-Length: 1.");
    public static readonly Refusal BadOffset = Malformed("bad-upload-offset", "Upload-Offset is a whole number.");
    public static readonly Refusal BadMetadata = Malformed("bad-upload-metadata", "Upload-Metadata is a list of names, each with a value in base64.");
    public static readonly Refusal BadChecksum = Malformed("bad-upload-checksum", "Upload-Checksum names sha1 or sha256 and the hash in base64.");
    public static readonly Refusal TypeIsUnknown = Refusals.Invalid(new Fault("/filetype", "not-a-recording"));

    private static Refusal Malformed(string code, string text) => new(RefusalKind.Malformed, code, text);
}
