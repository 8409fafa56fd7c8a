using System.Net;
using System.Net.Sockets;

namespace JobInterview.Silo.Tests.Outbox;

/// <summary>A mail server that takes one mail and tells what was in it.</summary>
internal sealed class SmtpInbox : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SmtpInbox() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task<string> ReceiveAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 inbox");
        var mail = new List<string>();
        for (var isData = false; await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line;)
        {
            if (isData && line != ".")
            {
                mail.Add(line);
                continue;
            }

            isData = line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase);
            await writer.WriteLineAsync(isData ? "354 go on" : "250 fine");
            if (line == ".")
            {
                break;
            }
        }

        return string.Join("\r\n", mail);
    }

    public void Dispose() => _listener.Dispose();
}
