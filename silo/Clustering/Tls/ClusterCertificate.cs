using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace JobInterview.Silo.Clustering.Tls;

/// <summary>A certificate as it was read from its files: what this process shows to the others, and what it asks of them.</summary>
internal sealed class ClusterCertificate
{
    private static readonly string[] Uses = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];      // RFC 5280 §4.2.1.12: serverAuth, clientAuth
    private readonly X509Certificate2Collection _authority = [];
    private readonly SslStreamCertificateContext _shown;
    private readonly string _name;

    private ClusterCertificate(ClusterTlsOptions files)
    {
        _name = files.Name;
        _authority.ImportFromPemFile(files.Authority!);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(files.Certificate!);
        _shown = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(files.Certificate!, files.Key), chain, offline: true);
    }

    /// <summary>Reads the files and looks at them as another process would.</summary>
    /// <exception cref="CryptographicException">The others would not believe this certificate, or the files hold none.</exception>
    /// <exception cref="IOException">A file is not there, or may not be read.</exception>
    public static ClusterCertificate Read(ClusterTlsOptions files)
    {
        var certificate = new ClusterCertificate(files);
        return certificate.WhyNot() is { } reason ? throw new CryptographicException(reason) : certificate;
    }

    public SslServerAuthenticationOptions AsServer() => new()
    {
        ServerCertificateContext = _shown, ClientCertificateRequired = true, CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, shown, _, errors) => errors == SslPolicyErrors.None && shown is X509Certificate2 client && client.MatchesHostname(_name),
    };

    public SslClientAuthenticationOptions AsClient() => new() { TargetHost = _name, ClientCertificateContext = _shown, CertificateChainPolicy = Policy() };

    private string? WhyNot()
    {
        if (!_shown.TargetCertificate.MatchesHostname(_name))
        {
            return $"the certificate does not hold the name '{_name}'";
        }

        using var chain = new X509Chain { ChainPolicy = Policy() };
        chain.ChainPolicy.ExtraStore.AddRange(_shown.IntermediateCertificates.ToArray());
        foreach (var use in Uses)
        {
            chain.ChainPolicy.ApplicationPolicy.Add(new(use));
        }

        return chain.Build(_shown.TargetCertificate) ? null : string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.TrimEnd('.')));
    }

    // A new one each time: a handshake writes into it what it asks for.
    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authority);
        return policy;
    }
}
