using System.Security.Cryptography;
using JobInterview.Silo.Starts;

namespace JobInterview.Silo.Clustering.Tls;

/// <summary>The certificate that holds now: an issuer renews the files while the process runs, and the next line uses what it wrote.</summary>
internal sealed class ClusterCertificates
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ClusterTlsOptions _files;
    private readonly TimeProvider _clock;
    private Seen _seen;

    /// <exception cref="StartRefusedException">The files do not make a certificate that the cluster believes.</exception>
    public ClusterCertificates(ClusterTlsOptions files, TimeProvider clock)
    {
        (_files, _clock) = (files, clock);
        try
        {
            _seen = new(ClusterCertificate.Read(files), clock.GetTimestamp());
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            throw new StartRefusedException($"The certificate in Silo:Tls can not be used: {unusable.Message}.");
        }
    }

    public ClusterCertificate Current
    {
        get
        {
            var seen = Volatile.Read(ref _seen);
            return _clock.GetElapsedTime(seen.At) < Fresh ? seen.Certificate : Renew(seen);
        }
    }

    // Files that are being written just now are read a minute later.
    private ClusterCertificate Renew(Seen seen)
    {
        ClusterCertificate certificate;
        try
        {
            certificate = ClusterCertificate.Read(_files);
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            certificate = seen.Certificate;
        }

        Volatile.Write(ref _seen, new(certificate, _clock.GetTimestamp()));
        return certificate;
    }

    private static bool IsUnusable(Exception failure) => failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;

    private sealed record Seen(ClusterCertificate Certificate, long At);
}
