using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tombstones;

/// <summary>An entry of the log of destroyed keys: ids and a time, nothing of whom they were. Its hash covers the entry before it, so that taking one out or changing it shows.</summary>
/// <param name="Seq">Its place; the entry 0 only begins the log and names a random id, so that no two logs are alike.</param>
internal sealed record Tombstone(long Seq, DateTimeOffset At, TombstoneKind Kind, ImmutableArray<Guid> Keys, ImmutableArray<byte> Hash)
{
    private const int HashSize = 32;
    private static readonly ImmutableArray<byte> BeforeAll = [.. new byte[HashSize]];

    public TombstoneHead Head => new(Seq, Hash);

    public static Tombstone Begin(DateTimeOffset at) => Make(0, at, TombstoneKind.Begun, [RandomId.New()], BeforeAll);

    public Tombstone Next(DateTimeOffset at, TombstoneKind kind, ImmutableArray<Guid> keys) => Make(Seq + 1, at, kind, keys, Hash);

    /// <summary>Whether this is what was written behind <paramref name="before"/>; null: at the beginning.</summary>
    public bool Follows(Tombstone? before)
    {
        var expected = before is null ? Make(0, At, TombstoneKind.Begun, Keys, BeforeAll) : Make(before.Seq + 1, At, Kind, Keys, before.Hash);
        return expected.Seq == Seq && expected.Kind == Kind && expected.Hash.AsSpan().SequenceEqual(Hash.AsSpan());
    }

    /// <summary>The entry as a line of a file.</summary>
    public override string ToString() => $"{Body(Seq, At, Kind, Keys)} {Convert.ToHexStringLower(Hash.AsSpan())}";

    public static Tombstone? Parse(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 5 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at) || !Enum.TryParse<TombstoneKind>(parts[2], out var kind)
            || parts[4].Length != 2 * HashSize || !parts[4].All(char.IsAsciiHexDigitLower) || at > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        var keys = ImmutableArray.CreateBuilder<Guid>();
        foreach (var word in parts[3].Split(','))
        {
            if (!RandomId.TryParse(word, out var key))
            {
                return null;
            }

            keys.Add(key);
        }

        return new(seq, DateTimeOffset.FromUnixTimeMilliseconds(at), kind, keys.DrainToImmutable(), [.. Convert.FromHexString(parts[4])]);
    }

    public bool Equals(Tombstone? other) => other is not null && Seq == other.Seq && Hash.AsSpan().SequenceEqual(other.Hash.AsSpan());

    public override int GetHashCode() => Seq.GetHashCode();

    private static Tombstone Make(long seq, DateTimeOffset at, TombstoneKind kind, ImmutableArray<Guid> keys, ImmutableArray<byte> before)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        return new(seq, time, kind, keys, [.. SHA256.HashData([.. before, .. Encoding.ASCII.GetBytes(Body(seq, time, kind, keys))])]);
    }

    private static string Body(long seq, DateTimeOffset at, TombstoneKind kind, ImmutableArray<Guid> keys) =>
        string.Create(CultureInfo.InvariantCulture, $"{seq} {at.ToUnixTimeMilliseconds()} {kind} {string.Join(',', keys.Select(RandomId.Format))}");
}

/// <summary>Why a key is in the log. Replaced: a newer version of it wraps what it wrapped.</summary>
internal enum TombstoneKind { Begun, Destroyed, Replaced }

/// <summary>How far a log goes: what it holds up to there can not be another without another hash.</summary>
internal sealed record TombstoneHead(long Seq, ImmutableArray<byte> Hash)
{
    public bool Equals(TombstoneHead? other) => other is not null && Seq == other.Seq && Hash.AsSpan().SequenceEqual(other.Hash.AsSpan());

    public override int GetHashCode() => Seq.GetHashCode();
}
