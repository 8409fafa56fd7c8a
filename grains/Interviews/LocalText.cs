using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JobInterview.Grains.Interviews;

/// <summary>The same words in several languages; in JSON an object from language to text.</summary>
[GenerateSerializer, Immutable, Alias("local-text"), JsonConverter(typeof(LocalTextConverter))]
public sealed record LocalText([property: Id(0)] ImmutableSortedDictionary<string, string> ByLanguage)
{
    public static LocalText Empty { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    public static LocalText Of(string language, string text) => new(ImmutableSortedDictionary.CreateRange([new KeyValuePair<string, string>(language, text)]));

    /// <summary>The text in a language, else the first there is, else nothing.</summary>
    public string In(string language) => ByLanguage.TryGetValue(language, out var text) ? text : ByLanguage.Values.FirstOrDefault() ?? "";

    public LocalText With(string language, string text) => new(ByLanguage.SetItem(language, text));
}

internal sealed class LocalTextConverter : JsonConverter<LocalText>
{
    public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(ref reader, options) ?? ImmutableSortedDictionary<string, string>.Empty);

    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ByLanguage, options);
}
