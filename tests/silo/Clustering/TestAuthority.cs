using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JobInterview.Silo.Tests.Clustering;

/// <summary>A private authority that issues certificates as files, good ones and every kind of bad one.</summary>
public sealed class TestAuthority : IDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";
    public const string Name = "jobinterview";
    private readonly X509Certificate2 _root;
    private readonly string _folder = Directory.CreateTempSubdirectory("ji-tls-").FullName;

    public TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=The cluster's own authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(RootFile, _root.ExportCertificatePem());
    }

    public string RootFile => Path.Combine(_folder, "ca.crt");

    /// <summary>Writes a certificate and its key; the paths are those of the two files.</summary>
    public (string Certificate, string Key) Issue(string file, string name = Name, int days = 10, params string[] uses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=one of us", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        OidCollection oids = [];
        foreach (var use in uses is [] ? [ServerUse, ClientUse] : uses)
        {
            oids.Add(new(use));
        }

        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, critical: false));
        using var issued = request.Create(_root, DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow.AddDays(days), RandomNumberGenerator.GetBytes(8));
        var (certificate, secret) = (Path.Combine(_folder, file + ".crt"), Path.Combine(_folder, file + ".key"));
        File.WriteAllText(certificate, issued.ExportCertificatePem());
        File.WriteAllText(secret, key.ExportPkcs8PrivateKeyPem());
        return (certificate, secret);
    }

    /// <summary>What makes anyone believe this authority, and no other.</summary>
    public X509ChainPolicy Believed() => new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { _root } };

    public void Dispose()
    {
        _root.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
