using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nerdbank.Streams;

namespace JobInterview.Silo.Clustering.Tls;

/// <summary>Puts TLS on the lines between the processes of a cluster; both ends show a certificate, and who has none of ours is heard no further.</summary>
internal sealed partial class MutualTls(ClusterCertificates certificates)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The end that was called.</summary>
    public void Answer(IConnectionBuilder lines)
    {
        var log = LogOf(lines);
        lines.Use(next => async line =>
        {
            await using var tls = new SslStream(line.Transport.AsStream());
            try
            {
                using var patience = PatienceWith(line);
                await tls.AuthenticateAsServerAsync(certificates.Current.AsServer(), patience.Token);
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException or OperationCanceledException)
            {
                Refused(log, line.RemoteEndPoint?.ToString(), refused.Message);
                return;
            }

            await SpeakAsync(line, tls, next);
        });
    }

    /// <summary>The end that calls.</summary>
    public void Call(IConnectionBuilder lines) => lines.Use(next => async line =>
    {
        await using var tls = new SslStream(line.Transport.AsStream());
        using (var patience = PatienceWith(line))
        {
            await tls.AuthenticateAsClientAsync(certificates.Current.AsClient(), patience.Token);
        }

        await SpeakAsync(line, tls, next);
    });

    private static async Task SpeakAsync(ConnectionContext line, SslStream tls, ConnectionDelegate next)
    {
        var plain = line.Transport;
        line.Transport = new Ends(PipeReader.Create(tls, new(leaveOpen: true)), PipeWriter.Create(tls, new(leaveOpen: true)));
        try
        {
            await next(line);
        }
        finally
        {
            line.Transport = plain;
        }
    }

    private static CancellationTokenSource PatienceWith(ConnectionContext line)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(line.ConnectionClosed);
        patience.CancelAfter(Patience);
        return patience;
    }

    private static ILogger LogOf(IConnectionBuilder lines) => lines.ApplicationServices.GetRequiredService<ILogger<MutualTls>>();

    [LoggerMessage(1, LogLevel.Warning, "{Caller} was not let into the cluster: {Reason}")]
    private static partial void Refused(ILogger log, string? caller, string reason);

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
