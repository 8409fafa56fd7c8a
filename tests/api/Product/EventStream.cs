using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace JobInterview.Api.Tests.Product;

/// <summary>One server-sent event.</summary>
public sealed record StreamEvent(long Id, string Kind, JsonNode Data);

/// <summary>A follower over HTTP, as a browser's EventSource reads it.</summary>
public sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    public HttpStatusCode Status => _response.StatusCode;

    public static async Task<EventStream> OpenAsync(
        HttpClient http, string token, string path = "/api/v1/room/events", string? connection = null, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, connection is null ? path : $"{path}?claim=true&connection={connection}");
        request.Headers.Authorization = new("Bearer", token);
        if (lastEventId is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(response, new(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Reads up to and with the first event that matches.</summary>
    public async Task<List<StreamEvent>> UntilAsync(Func<StreamEvent, bool> matches)
    {
        using var patience = new CancellationTokenSource(Patience);
        var events = new List<StreamEvent>();
        var (id, kind) = (0L, "");
        while (await _reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                kind = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(new(id, kind, JsonNode.Parse(line[6..])!));
                if (matches(events[^1]))
                {
                    return events;
                }
            }
        }

        throw new InvalidOperationException($"The stream ended after {string.Join(", ", events.Select(e => e.Kind))}.");
    }

    /// <summary>Reads what is left of an answer that ends as a whole one; throws where it was cut.</summary>
    public Task UntilEndAsync() => _reader.ReadToEndAsync();

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
