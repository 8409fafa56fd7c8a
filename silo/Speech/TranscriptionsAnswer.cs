using System.Text.Json;
using JobInterview.Grains.Transcription;

namespace JobInterview.Silo.Speech;

/// <summary>Reads a <c>verbose_json</c> answer: bounded, and believing nothing of its shape.</summary>
internal static class TranscriptionsAnswer
{
    /// <summary>Half an hour of speech with word times is under one MiB.</summary>
    public const int MostBytes = 4 * 1024 * 1024;
    private const int MostWords = 20_000;

    public static async Task<HeardSpeech> ReadAsync(Stream body, CancellationToken cancel)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (read.Length + count > MostBytes)
            {
                throw new SpeechFailedException("engine-garbled", isFinal: false);
            }

            read.Write(buffer, 0, count);
        }

        try
        {
            using var json = JsonDocument.Parse(read.GetBuffer().AsMemory(0, (int)read.Length), new() { MaxDepth = 16 });
            return Parse(json.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            throw new SpeechFailedException("engine-garbled", isFinal: false);
        }
    }

    private static HeardSpeech Parse(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && Text(answer, "text") is { } text
            ? new(text, Text(answer, "language"), Number(answer, "duration"), [.. Items(answer, "words").Select(Word)], [.. Items(answer, "segments").Select(Segment)])
            : throw new JsonException();

    private static HeardWord Word(JsonElement word) =>
        new(Text(word, "word") ?? "", Number(word, "start") ?? double.NaN, Number(word, "end") ?? double.NaN, Number(word, "probability") ?? Number(word, "confidence"));

    private static HeardSegment Segment(JsonElement segment) =>
        new(Number(segment, "start") ?? double.NaN, Number(segment, "end") ?? double.NaN, Number(segment, "avg_logprob"), Text(segment, "text") ?? "");

    // Some engines put the words into their segments.
    private static IEnumerable<JsonElement> Items(JsonElement answer, string name)
    {
        if (answer.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array)
        {
            return items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Take(MostWords);
        }

        return name == "words" ? Items(answer, "segments").SelectMany(segment => Nested(segment)).Take(MostWords) : [];
    }

    private static IEnumerable<JsonElement> Nested(JsonElement segment) =>
        segment.TryGetProperty("words", out var words) && words.ValueKind == JsonValueKind.Array ? words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;
}
