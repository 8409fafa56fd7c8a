using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Clustering.Tls;

/// <summary>The files with which a process proves that it belongs to the cluster, all PEM, as an issuer in Kubernetes writes them; without them lines between processes are plain.</summary>
public sealed class ClusterTlsOptions : IValidatableObject
{
    public const string Section = "Silo:Tls";

    /// <summary>The process's certificate, with what stands between it and the authority.</summary>
    public string? Certificate { get; set; }

    /// <summary>The private key of <see cref="Certificate"/>.</summary>
    public string? Key { get; set; }

    /// <summary>The one authority whose certificates are believed: the cluster's own, never a public one.</summary>
    public string? Authority { get; set; }

    /// <summary>The DNS name that the certificate of every silo and api holds; an address would change with every pod. Default: <c>jobinterview</c>.</summary>
    [Required] public string Name { get; set; } = "jobinterview";

    /// <summary>Whether lines between processes are encrypted.</summary>
    public bool IsOn => Files.All(file => !string.IsNullOrEmpty(file));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => IsOn || Files.All(string.IsNullOrEmpty) ? []
        : [new("Silo:Tls needs Certificate, Key and Authority, or none of them.", [nameof(Certificate), nameof(Key), nameof(Authority)])];

    private IEnumerable<string?> Files => [Certificate, Key, Authority];
}

[OptionsValidator] internal sealed partial class ClusterTlsOptionsValidator : IValidateOptions<ClusterTlsOptions>;
