using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Blobs;

/// <summary>Where sealed bytes are kept.</summary>
public sealed class BlobsOptions : IValidatableObject
{
    public const string Section = "Blobs";

    public BlobsKind Kind { get; set; } = BlobsKind.Folder;

    /// <summary>The folder, shared by all processes of a cluster. Default: <c>blobs</c> in the data folder.</summary>
    public string? Folder { get; set; }

    [ValidateObjectMembers] public S3Options S3 { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Kind == BlobsKind.S3 && string.IsNullOrEmpty(S3.Bucket) ? [new("Blobs:Kind=S3 needs Blobs:S3:Bucket.", [nameof(S3)])] : [];
}

public enum BlobsKind { Folder, S3 }

/// <summary>An S3 bucket, or anything that speaks its protocol.</summary>
public sealed class S3Options
{
    public string? Bucket { get; set; }

    /// <summary>Default: Amazon's own for the region.</summary>
    [Url] public string? Endpoint { get; set; }

    public string Region { get; set; } = "eu-west-3";

    /// <summary>Default: the credentials of the machine.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }
}

[OptionsValidator] internal sealed partial class BlobsOptionsValidator : IValidateOptions<BlobsOptions>;
