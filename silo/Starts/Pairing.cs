using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Starts;

/// <summary>Which data and which keys belong together: both have one random id from their first start on. The keys get it first and know whether the data
/// has it, so that a process that was killed in between is told from two halves that never belonged together.</summary>
internal static class Pairing
{
    /// <summary>The id that both have after this start; throws where they do not belong together.</summary>
    public static Guid Of(DataStanding data, KeyStanding keys) => (data.Installation?.Id, keys.Installation) switch
    {
        _ when !data.IsEmpty && keys.IsEmpty => throw Refused(data, keys, "there are no keys, and the data is under some"),
        _ when data.IsEmpty && keys.HasKeys => throw Refused(data, keys, "the keys are of other data, and there is none"),
        ({ } one, { } other) when one == other => one,
        ({ }, _) => throw Refused(data, keys, "the keys belong to other data"),
        (null, { }) when keys.IsPaired => throw Refused(data, keys, "the keys belong to other data"),
        (null, { } begun) => begun,
        (null, null) => RandomId.New(),                       // nothing yet, or both from before there were such ids
    };

    private static StartRefusedException Refused(DataStanding data, KeyStanding keys, string why) => new(
        $"Data ({data.Place}, {Name(data.Installation?.Id)}) and keys ({keys.Place}, {Name(keys.Installation)}) do not belong together: {why}. Nothing was written to either. Set both to databases of one installation.");

    private static string Name(Guid? id) => id is { } some ? $"installation {RandomId.Format(some)}" : "no installation";
}
