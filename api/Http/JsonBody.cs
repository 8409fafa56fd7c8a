using System.Buffers;
using System.IO.Pipelines;
using System.Reflection;
using System.Text.Json;
using JobInterview.Grains;
using Microsoft.AspNetCore.Http.Metadata;

namespace JobInterview.Api.Http;

/// <summary>A JSON body that is read strictly; what is wrong with it is kept until it is asked for, so that a 404 can come first.</summary>
public sealed class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
{
    private readonly T? _value;

    private JsonBody(T? value, Refusal? refusal, bool isEmpty)
    {
        _value = value;
        Refusal = refusal;
        IsEmpty = isEmpty;
    }

    /// <summary>What is wrong with the body, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether there was no body at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>The body; a bad one is answered with its problem document.</summary>
    public T Value => Refusal is null ? _value! : throw new RefusedException(Refusal);

    /// <summary>The body, or the default where none was sent; a bad one is answered with its problem document.</summary>
    public T? ValueOrDefault => IsEmpty ? default : Value;

    static async ValueTask<JsonBody<T>?> IBindableFromHttpContext<JsonBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (bytes, refusal) = await JsonBodies.ReadAsync(context);
        if (refusal is not null)
        {
            return new JsonBody<T>(default, refusal, isEmpty: false);
        }

        try
        {
            if (bytes.IsEmpty)
            {
                var missing = JsonBodies.IsJson(context.Request) ? HttpRefusals.MalformedJson : HttpRefusals.UnsupportedMediaType;
                return new JsonBody<T>(default, missing, isEmpty: true);
            }

            var value = JsonBodies.Parse<T>(bytes, out refusal);
            return new JsonBody<T>(value, refusal, isEmpty: false);
        }
        finally
        {
            context.Request.BodyReader.AdvanceTo(bytes.End);
        }
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new JsonBodyMetadata(typeof(T), new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable));
}

/// <summary>What an endpoint reads. Not <c>IAcceptsMetadata</c>: with it routing would answer 415 before anyone is authenticated.</summary>
internal sealed record JsonBodyMetadata(Type Type, bool IsOptional);

internal static class JsonBodies
{
    /// <summary>What any JSON body may weigh.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The whole body, still in the reader's buffers.</summary>
    public static async ValueTask<(ReadOnlySequence<byte> Bytes, Refusal? Refusal)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
        {
            return (default, HttpRefusals.TooLarge);
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (default, HttpRefusals.TooLarge);
            }

            if (read.IsCompleted)
            {
                if (read.Buffer.IsEmpty || IsJson(context.Request))
                {
                    return (read.Buffer, null);
                }

                reader.AdvanceTo(read.Buffer.End);
                return (default, HttpRefusals.UnsupportedMediaType);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public static bool IsJson(HttpRequest request)
    {
        var type = request.ContentType;
        if (type is "application/json" or "application/json; charset=utf-8")
        {
            return true;
        }

        return System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out var parsed)
            && string.Equals(parsed.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            && parsed.CharSet?.Trim('"') is null or "" or "utf-8" or "UTF-8" or "utf8";
    }

    public static T? Parse<T>(ReadOnlySequence<byte> bytes, out Refusal? refusal)
    {
        refusal = null;
        try
        {
            var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = WireJson.MaxDepth });
            var value = JsonSerializer.Deserialize<T>(ref json, WireJson.Options);
            if (json.Read() || value is null)
            {
                refusal = HttpRefusals.MalformedJson;
            }

            return value;
        }
        catch (JsonException why)
        {
            refusal = JsonFault.Explain<T>(bytes.ToArray(), why);
            return default;
        }
    }
}
