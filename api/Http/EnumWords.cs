using System.Text.Json;
using System.Text.Json.Serialization;

namespace JobInterview.Api.Http;

/// <summary>An enum as one of its words, in camelCase. The framework's own converter also takes "one,other" and makes a value of it that does not exist.</summary>
internal sealed class EnumWords : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    /// <summary>All words of an enum.</summary>
    public static IEnumerable<string> All(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    /// <summary>The word of a value, as a form sends it.</summary>
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Reads one of the words; a number is none, and neither are two.</summary>
    public static bool TryRead<T>(string? word, out T value) where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>().Where(known => Of(known) == word))
        {
            value = known;
            return true;
        }

        value = default;
        return false;
    }

    private sealed class Converter<T> : JsonConverter<T> where T : struct, Enum
    {
        private static readonly Dictionary<string, T> ByWord = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);
        private static readonly Dictionary<T, string> ByValue = ByWord.ToDictionary(word => word.Value, word => word.Key);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && ByWord.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(ByValue[value]);

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ByWord.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(ByValue[value]);
    }
}
