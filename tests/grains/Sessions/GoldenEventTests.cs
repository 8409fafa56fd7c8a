using System.Text;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Tests.Sessions;

/// <summary>One file per kind and version, for ever: what was written once is read for as long as the product lives.</summary>
public sealed class GoldenEventTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Sessions", "Golden");

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void A_stored_event_is_read_and_written_back_the_same(string file)
    {
        var stored = File.ReadAllText(Path.Combine(Folder, file)).Trim();
        var (kind, version) = Split(file);

        var happened = SessionEventCodec.Decode(new(7, kind, version, Sessions.Noon, Encoding.UTF8.GetBytes(stored)));
        var written = SessionEventCodec.Encode(7, Sessions.Noon, happened.Event);

        Assert.Equal((kind, stored), (written.Kind, Encoding.UTF8.GetString(written.Body)));
    }

    [Fact]
    public void Every_kind_has_its_golden_file()
    {
        var files = Directory.GetFiles(Folder).Select(file => Split(Path.GetFileName(file))).ToHashSet();

        Assert.Superset(SessionEventCodec.Kinds.ToHashSet(), files);
        Assert.Subset(files, SessionEventCodec.Kinds.ToHashSet());
    }

    [Theory]
    [InlineData("session.teleported", 1), InlineData("turn.committed", 2)]
    public void An_unknown_kind_or_a_newer_version_stops_the_session(string kind, int version) =>
        Assert.Throws<UnknownSessionEventException>(() => SessionEventCodec.Decode(new(1, kind, version, Sessions.Noon, "{}"u8.ToArray())));

    private static (string Kind, int Version) Split(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var at = name.LastIndexOf(".v", StringComparison.Ordinal);
        return (name[..at], int.Parse(name[(at + 2)..].Split('-')[0], System.Globalization.CultureInfo.InvariantCulture));
    }
}
