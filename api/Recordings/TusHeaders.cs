using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Grains;
using JobInterview.Silo.Recordings;
using Microsoft.Extensions.Primitives;

namespace JobInterview.Api.Recordings;

/// <summary>The headers of tus 1.0.0, read strictly: a number is digits alone, and a header comes once.</summary>
internal static class TusHeaders
{
    public const string Version = "1.0.0";
    public const string Resumable = "Tus-Resumable";
    public const string Offset = "Upload-Offset";
    public const string Length = "Upload-Length";
    public const string DeferLength = "Upload-Defer-Length";
    public const string Metadata = "Upload-Metadata";
    public const string Expires = "Upload-Expires";
    public const string Checksum = "Upload-Checksum";
    public const string ContentType = "application/offset+octet-stream";

    private const int MaxMetadata = 4_096;
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!#$%&'*+^`|~/:;=?@()[]{}<>\"");

    public static Outcome<long> ReadOffset(IHeaderDictionary headers) => Number(headers[Offset]) is { } offset ? offset : TusRefusals.BadOffset;

    /// <summary>The length of a new upload; null inside when it is told later.</summary>
    public static Outcome<ToldLength> ReadLength(IHeaderDictionary headers)
    {
        var (length, defer) = (headers[Length], headers[DeferLength]);
        return (length.Count, defer.Count) switch
        {
            (1, 0) when Number(length) is { } bytes => new ToldLength(bytes),
            (0, 1) when defer[0] == "1" => new ToldLength(null),
            _ => TusRefusals.BadLength,
        };
    }

    /// <summary>The length that comes with a later body, if it does.</summary>
    public static Outcome<ToldLength> ReadLateLength(IHeaderDictionary headers) =>
        headers[Length].Count == 0 ? new ToldLength(null) : Number(headers[Length]) is { } bytes ? new ToldLength(bytes) : TusRefusals.BadLength;

    public static Outcome<Dictionary<string, string>> ReadMetadata(IHeaderDictionary headers)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = headers[Metadata].ToString();
        if (text.Length > MaxMetadata)
        {
            return TusRefusals.BadMetadata;
        }

        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cut = pair.IndexOf(' ', StringComparison.Ordinal);
            var (name, value) = cut < 0 ? (pair, "") : (pair[..cut], pair[(cut + 1)..]);
            if (name.AsSpan().ContainsAnyExcept(NameCharacters) || Decode(value) is not { } decoded || !read.TryAdd(name, decoded))
            {
                return TusRefusals.BadMetadata;
            }
        }

        return read;
    }

    public static Outcome<ToldChecksum> ReadChecksum(IHeaderDictionary headers)
    {
        if (headers[Checksum] is not { Count: > 0 } told)
        {
            return new ToldChecksum(null);
        }

        if (told.Count != 1 || told[0]!.Split(' ') is not [var name, var hash] || Algorithm(name) is not { } algorithm)
        {
            return TusRefusals.BadChecksum;
        }

        var bytes = new byte[64];
        return Convert.TryFromBase64String(hash, bytes, out var length) && length == algorithm.Size
            ? new ToldChecksum(new(algorithm.Name, bytes[..length]))
            : TusRefusals.BadChecksum;
    }

    private static (HashAlgorithmName Name, int Size)? Algorithm(string name) => name switch
    {
        "sha1" => (HashAlgorithmName.SHA1, SHA1.HashSizeInBytes),
        "sha256" => (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
        _ => null,
    };

    private static long? Number(StringValues header) =>
        header is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Decode(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}

/// <summary>How long an upload is, or null while nobody knows.</summary>
internal sealed record ToldLength(long? Bytes);

/// <summary>What the body must hash to, or null when nothing was said.</summary>
internal sealed record ToldChecksum(AnnouncedChecksum? Value);
