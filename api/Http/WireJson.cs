using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>JSON as it goes over the wire: camelCase, enums as words, nothing unknown, nothing twice, nothing missing.</summary>
public static class WireJson
{
    internal const int MaxDepth = 32;

    /// <summary>The options of every body that is read or written.</summary>
    public static JsonSerializerOptions Options { get; } = Frozen(Strict(new(JsonSerializerDefaults.Web)));

    // Only to find out why the strict ones refused.
    internal static JsonSerializerOptions WithUnknown { get; } = Frozen(new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip });

    internal static JsonSerializerOptions WithRepeated { get; } = Frozen(new(Options) { AllowDuplicateProperties = true });

    internal static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;
        // The answers are application/json and never pasted into a page: plain text stays readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        if (!options.Converters.OfType<EnumWords>().Any())
        {
            options.Converters.Add(new EnumWords());
            options.Converters.Add(new UtcTimeJson());
            options.Converters.Add(new RandomIdJson());
        }

        return options;
    }

    private static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        options.MakeReadOnly();
        return options;
    }
}
