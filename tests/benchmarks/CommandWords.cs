using System.Globalization;

namespace JobInterview.Benchmarks;

/// <summary>What follows a benchmark's name on the command line: <c>--name value</c>, lists parted by commas.</summary>
internal sealed class CommandWords(string[] words)
{
    private readonly Dictionary<string, string> _set = words.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);

    public string? Text(string name) => _set.GetValueOrDefault(name);

    public int Number(string name, int otherwise) => Numbers(name, otherwise)[0];

    public int[] Numbers(string name, params int[] otherwise) =>
        _set.TryGetValue(name, out var text) ? [.. text.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))] : otherwise;

    /// <summary>The words as they were said, but one.</summary>
    public string Without(string name) => string.Join(' ', _set.Where(pair => pair.Key != name).Select(pair => $"{pair.Key} {pair.Value}"));
}
