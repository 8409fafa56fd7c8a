namespace JobInterview.Grains;

/// <summary>One page of a list; <see cref="Next"/> is the position to go on from, or null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public Page<TOther> Select<TOther>(Func<T, TOther> map) => new([.. Items.Select(map)], Next);
}
