using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using JobInterview.Silo.Clustering.Tls;
using JobInterview.Silo.Starts;
using Microsoft.Extensions.Time.Testing;

namespace JobInterview.Silo.Tests.Clustering;

/// <summary>Who shows no certificate of the cluster is heard by nobody in it, and hears nothing of it.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private readonly TestAuthority _ours = new();
    private readonly TestAuthority _others = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Two_of_one_cluster_understand_each_other_and_nobody_on_the_way_does()
    {
        await using var silo = TlsListener.Start(Of(Files(_ours, "silo")));
        Assert.Equal("HELLO", await silo.CallAsync(Of(Files(_ours, "api"))));
        Assert.NotEmpty(silo.Wire);
        Assert.DoesNotContain("hello", Encoding.Latin1.GetString(silo.Wire), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("another name")]
    [InlineData("expired")]
    [InlineData("for servers only")]
    [InlineData("none")]
    [InlineData("plain words")]
    public async Task Who_is_not_of_the_cluster_is_not_heard(string shown)
    {
        await using var silo = TlsListener.Start(Of(Files(_ours, "silo")));
        Assert.Null(await silo.CallAsync(line => IntrudeAsync(line, shown)));
        Assert.False(silo.HasHeard);
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("another name")]
    public async Task A_silo_that_is_not_of_the_cluster_is_told_nothing(string shown)
    {
        var files = FilesOf(shown);
        files.Name = shown == "another name" ? "elsewhere" : TestAuthority.Name;
        await using var listener = TlsListener.Start(Of(files));
        await Assert.ThrowsAsync<AuthenticationException>(() => listener.CallAsync(Of(Files(_ours, "api"))));
        Assert.False(listener.HasHeard);
    }

    [Fact]
    public async Task A_renewed_certificate_is_used_and_half_a_file_is_not()
    {
        var files = Files(_ours, "renewed");
        var certificates = new ClusterCertificates(files, _clock);
        await using var silo = TlsListener.Start(new(certificates));
        var first = certificates.Current;
        await File.WriteAllTextAsync(files.Certificate!, "-----BEGIN CERTIFICATE-----\nMIIB");
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Same(first, certificates.Current);

        _ours.Issue("renewed", days: 20);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotSame(first, certificates.Current);
        Assert.Equal("HELLO", await silo.CallAsync(Of(Files(_ours, "api"))));
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("another name")]
    [InlineData("expired")]
    [InlineData("for servers only")]
    [InlineData("no file")]
    [InlineData("another's key")]
    public void A_process_does_not_start_with_what_the_others_would_refuse(string shown)
    {
        var files = FilesOf(shown);
        files.Authority = shown == "no file" ? "/nowhere/ca.crt" : _ours.RootFile;
        files.Key = shown == "another's key" ? _ours.Issue("another").Key : files.Key;
        files.Name = TestAuthority.Name;
        Assert.Contains("Silo:Tls", Assert.Throws<StartRefusedException>(() => new ClusterCertificates(files, _clock)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false, false, true)]
    [InlineData(true, true, true, true)]
    [InlineData(true, false, true, false)]
    [InlineData(false, true, true, false)]
    [InlineData(true, true, false, false)]
    public void All_three_files_are_told_or_none(bool certificate, bool key, bool authority, bool isRight)
    {
        var options = new ClusterTlsOptions { Certificate = certificate ? "a" : null, Key = key ? "b" : null, Authority = authority ? "c" : null };
        Assert.Equal(isRight, new ClusterTlsOptionsValidator().Validate(null, options).Succeeded);
    }

    public void Dispose()
    {
        _ours.Dispose();
        _others.Dispose();
    }

    private static MutualTls Of(ClusterTlsOptions files) => new(new(files, TimeProvider.System));

    private static ClusterTlsOptions Files(TestAuthority authority, string file, string name = TestAuthority.Name, int days = 10, params string[] uses)
    {
        var (certificate, key) = authority.Issue(file, name, days, uses);
        return new() { Certificate = certificate, Key = key, Authority = authority.RootFile };
    }

    private ClusterTlsOptions FilesOf(string shown) => shown switch
    {
        "another authority" => Files(_others, shown),
        "another name" => Files(_ours, shown, "elsewhere"),
        "expired" => Files(_ours, shown, days: -1),
        "for servers only" => Files(_ours, shown, uses: TestAuthority.ServerUse),
        _ => Files(_ours, "right"),
    };

    // The authority's own certificate is no secret: an intruder knows it, and shows what it has.
    private async Task<string?> IntrudeAsync(Stream line, string shown)
    {
        if (shown == "plain words")
        {
            return await TlsListener.AskAsync(line);
        }

        var files = FilesOf(shown);
        using var certificate = X509Certificate2.CreateFromPemFile(files.Certificate!, files.Key);
        await using var tls = new SslStream(line);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = TestAuthority.Name, CertificateChainPolicy = _ours.Believed(),
            ClientCertificateContext = shown == "none" ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        });
        return await TlsListener.AskAsync(tls);
    }
}
