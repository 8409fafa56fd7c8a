namespace JobInterview.Grains;

/// <summary>The refusals that every area shares.</summary>
public static class Refusals
{
    /// <summary>The thing does not exist, or belongs to someone else: the two answer alike.</summary>
    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not-found", "There is no such thing.");

    /// <summary>The version named in If-Match is not the current one.</summary>
    public static readonly Refusal VersionIsStale = new(RefusalKind.PreconditionFailed, "version-is-stale", "It was changed in the meantime.");

    /// <summary>The input is well-formed, but some of its members can not be accepted.</summary>
    public static Refusal Invalid(params Fault[] faults) =>
        new(RefusalKind.Invalid, "invalid", "Some of what was sent can not be accepted.") { Faults = faults };
}
