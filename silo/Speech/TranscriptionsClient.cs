using System.Net;
using System.Net.Http.Headers;
using JobInterview.Grains.Transcription;
using Microsoft.Extensions.AI;

namespace JobInterview.Silo.Speech;

/// <summary>The <c>/audio/transcriptions</c> of an OpenAI-compatible endpoint, with word times.</summary>
/// <remarks>Our own, not the library's: that one names every recording <c>audio.mp3</c>, drops a word's probability, and reads an answer of any size.
/// It does not name a language: an engine that is told one hears it, and an answer in another would look like poor speech.</remarks>
internal sealed class TranscriptionsClient : ISpeechToTextClient
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private readonly SpeechOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;
    private long _restsUntil;

    public TranscriptionsClient(SpeechOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            BaseAddress = new(options.Endpoint!.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,               // the caller's token is the limit, also for the body
        };
        _http.DefaultRequestHeaders.Authorization = options.Key is { Length: > 0 } key ? new("Bearer", key) : null;
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (_clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntil))
        {
            throw new SpeechFailedException("engine-busy", isFinal: false);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "audio/transcriptions") { Content = Form(audioSpeechStream, options) };
        request.Headers.Accept.Add(new("application/json"));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        ThrowIfRefused(response);
        var heard = await TranscriptionsAnswer.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
        return new(heard.Text) { ModelId = _options.Model, RawRepresentation = heard };
    }

    public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(
        Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A recording is transcribed as a whole.");

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : serviceKey is null && serviceType == typeof(SpeechToTextClientMetadata) ? new SpeechToTextClientMetadata("openai-compatible", _options.Endpoint, _options.Model)
        : null;

    public void Dispose() => _http.Dispose();

    private MultipartFormDataContent Form(Stream sound, SpeechToTextOptions? options)
    {
        var type = options?.AdditionalProperties?.TryGetValue(SpeechToText.ContentType, out string? given) is true ? given! : "application/octet-stream";
        var essence = type.Split(';')[0].Trim();
        var file = new StreamContent(sound);
        file.Headers.ContentType = MediaTypeHeaderValue.TryParse(essence, out var parsed) ? parsed : new("application/octet-stream");
        return new()
        {
            { new StringContent(_options.Model!), "model" },
            { new StringContent("verbose_json"), "response_format" },
            { new StringContent("word"), "timestamp_granularities[]" },
            { new StringContent("segment"), "timestamp_granularities[]" },
            { file, "file", "answer." + Extension(essence) },
        };
    }

    // Engines tell the container by the file's name.
    private static string Extension(string type) => type.ToLowerInvariant() switch
    {
        "audio/mp4" or "video/mp4" => "mp4",
        "audio/m4a" or "audio/x-m4a" => "m4a",
        "audio/ogg" or "video/ogg" => "ogg",
        "audio/wav" or "audio/wave" or "audio/x-wav" or "audio/vnd.wave" => "wav",
        "audio/mpeg" => "mp3",
        _ => "webm",
    };

    private void ThrowIfRefused(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is { } after)
        {
            var now = _clock.GetUtcNow();
            var rest = after.Delta ?? (after.Date - now) ?? TimeSpan.Zero;
            Interlocked.Exchange(ref _restsUntil, (now + (rest < LongestRest ? rest : LongestRest)).UtcTicks);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new SpeechFailedException(
                response.StatusCode == HttpStatusCode.TooManyRequests ? "engine-busy" : $"engine-{(int)response.StatusCode}",
                isFinal: response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType
                    or HttpStatusCode.UnprocessableEntity);
        }
    }
}
