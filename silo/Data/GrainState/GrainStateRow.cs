namespace JobInterview.Silo.Data.GrainState;

/// <summary>The sealed state of a grain on SQLite; it has no tenant column, sealing is its wall.</summary>
public sealed class GrainStateRow
{
    public required string StateName { get; init; }

    public required string GrainId { get; init; }

    public required byte[] Body { get; set; }

    public required long Version { get; set; }
}
