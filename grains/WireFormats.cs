using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using JobInterview.Tenants;

namespace JobInterview.Grains;

/// <summary>Times in JSON: RFC 3339 in UTC with <c>Z</c>, at most microseconds (DESIGN §5).</summary>
public sealed class UtcTimeJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[32];
        value.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}

/// <summary>Ids in JSON: 32 lowercase hex digits; older bodies with hyphens are read too.</summary>
public sealed class RandomIdJson : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Guid.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("An id is 32 lowercase hex digits.");

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(RandomId.Format(value));
}
