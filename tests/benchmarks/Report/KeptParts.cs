using System.Text.Encodings.Web;
using System.Text.Json;

namespace JobInterview.Benchmarks.Report;

/// <summary>The parts of the report in <c>docs/benchmarks</c>, a file each.</summary>
internal static class KeptParts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Folder { get; } = Path.Combine(Checkout.Root, "docs", "benchmarks");

    public static void Keep(string name, Part part)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(FileOf(name), JsonSerializer.Serialize(part, Json) + "\n");
    }

    public static Part? Find(string name) => File.Exists(FileOf(name)) ? JsonSerializer.Deserialize<Part>(File.ReadAllText(FileOf(name)), Json) : null;

    private static string FileOf(string name) => Path.Combine(Folder, $"{name}.json");
}
