using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>Says why a JSON body was refused. Reading again with one rule relaxed tells which rule it was: the messages of the parser are not a contract.</summary>
internal static class JsonFault
{
    public static Refusal Explain<T>(byte[] body, JsonException strict)
    {
        if (!IsJson(body))
        {
            return HttpRefusals.MalformedJson;
        }

        if (Differs<T>(body, strict, WireJson.WithRepeated))
        {
            return At(RefusalKind.Malformed, "duplicate-member", "A member of the body occurs twice.", Pointer(strict.Path));
        }

        if (Differs<T>(body, strict, WireJson.WithUnknown))
        {
            return At(RefusalKind.Malformed, "unknown-member", "The body has a member that is not known here.", Pointer(strict.Path));
        }

        var missing = Missing<T>(body, strict.Path);
        return missing.Length > 0 ? Refusals.Invalid(missing) : Refusals.Invalid(new Fault(Pointer(strict.Path), "wrong-type"));
    }

    private static Refusal At(RefusalKind kind, string code, string text, string pointer) => new(kind, code, text) { Faults = [new(pointer, code)] };

    private static bool IsJson(byte[] body)
    {
        try
        {
            using var _ = JsonDocument.Parse(body, new() { MaxDepth = WireJson.MaxDepth });
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(body);
            return HasOnlyCharacters(body);
        }
        catch (Exception broken) when (broken is JsonException or DecoderFallbackException)
        {
            return false;
        }
    }

    // An escape may name half a character, which no string of ours can hold (RFC 7493).
    private static bool HasOnlyCharacters(byte[] body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    json.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Differs<T>(byte[] body, JsonException strict, JsonSerializerOptions relaxed)
    {
        try
        {
            JsonSerializer.Deserialize<T>(body, relaxed);
            return true;
        }
        catch (JsonException again)
        {
            return again.Path != strict.Path || again.BytePositionInLine != strict.BytePositionInLine || again.LineNumber != strict.LineNumber;
        }
    }

    private static Fault[] Missing<T>(byte[] body, string? path)
    {
        using var document = JsonDocument.Parse(body);
        var (element, type, pointer) = (document.RootElement, WireJson.Options.GetTypeInfo(typeof(T)), "");
        foreach (var segment in Segments(path))
        {
            var next = Step(element, type, segment);
            if (next is null)
            {
                return [];
            }

            (element, type) = next.Value;
            pointer += "/" + segment;
        }

        return element.ValueKind != JsonValueKind.Object ? [] :
        [
            .. type.Properties.Where(property => property.IsRequired && !element.TryGetProperty(property.Name, out _))
                .Select(property => new Fault($"{pointer}/{property.Name}", "missing")),
        ];
    }

    private static (JsonElement Element, JsonTypeInfo Type)? Step(JsonElement element, JsonTypeInfo type, string segment)
    {
        if (element.ValueKind == JsonValueKind.Array && int.TryParse(segment, out var index) && index < element.GetArrayLength())
        {
            return type.ElementType is { } of ? (element[index], WireJson.Options.GetTypeInfo(of)) : null;
        }

        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(segment, out var member)
            && type.Properties.FirstOrDefault(property => property.Name == segment) is { } known
            ? (member, WireJson.Options.GetTypeInfo(known.PropertyType))
            : null;
    }

    /// <summary>From the parser's path, <c>$.a[0].b</c>, to a JSON Pointer, <c>/a/0/b</c>.</summary>
    internal static string Pointer(string? path) => string.Concat(Segments(path).Select(segment => "/" + segment.Replace("~", "~0").Replace("/", "~1")));

    internal static IEnumerable<string> Segments(string? path)
    {
        for (var at = path is ['$', ..] ? 1 : 0; path is not null && at < path.Length;)
        {
            var isQuoted = path.AsSpan(at).StartsWith("['");
            var start = at + (isQuoted ? 2 : 1);
            var end = isQuoted ? path.IndexOf("']", start, StringComparison.Ordinal)
                : path[at] == '[' ? path.IndexOf(']', start)
                : path.AsSpan(start).IndexOfAny('.', '[') is var next and >= 0 ? start + next : path.Length;
            end = end < 0 ? path.Length : end;
            yield return path[start..end];
            at = path[at] == '[' ? end + (isQuoted ? 2 : 1) : end;
        }
    }
}
