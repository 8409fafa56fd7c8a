using System.Collections.Immutable;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Retention;
using JobInterview.Tenants;

namespace JobInterview.Grains.Sessions;

/// <summary>The data keys of a session: one for each part, made with the part's first event, so that a part can be destroyed and the others stand.</summary>
internal sealed record SessionKeys(ImmutableDictionary<AssetKind, Guid> Parts)
{
    public static readonly SessionKeys None = new(ImmutableDictionary<AssetKind, Guid>.Empty);

    /// <summary>The key of the record, without which no part can be read.</summary>
    public Guid Record => Parts[AssetKind.DecisionRecord];

    /// <summary>Keys for the parts that begin with these entries, each with its line in the due ledger.</summary>
    public async Task<(SessionKeys Keys, ImmutableArray<DueEntry> Lines)> BeginAsync(IKeyring keyring, TenantKey session, Guid subject, ImmutableArray<JournalEntry> entries)
    {
        var (keys, lines) = (Parts, ImmutableArray<DueEntry>.Empty);
        foreach (var entry in entries)
        {
            var part = SessionEventCodec.PartOf(entry.Kind);
            if (!keys.ContainsKey(part))
            {
                var key = await keyring.CreateDataKeyAsync(new(session.Tenant, subject));
                keys = keys.Add(part, key);
                lines = lines.Add(LineOf(session, subject, part, key));
            }
        }

        return lines.IsEmpty ? (this, lines) : (new(keys), lines);
    }

    public static DueEntry LineOf(TenantKey session, Guid subject, AssetKind part, Guid key) => new()
    {
        Asset = new(session.Tenant, RandomId.New()),
        Kind = part,
        SessionId = session.Id,
        SubjectId = subject,
        KeyId = key,
    };
}
