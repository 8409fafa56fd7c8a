using System.Text.Json;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Silo.Outbox;

/// <summary>Letters to members as rows of the outbox, sealed; whoever writes one adds its row in the commit of what it tells.</summary>
internal sealed class LetterBox(RowSealer sealer, TimeProvider clock)
{
    /// <param name="about">What the letter is about: a company, an invitation, an account.</param>
    public async Task<OutboxRow> SealAsync<TLetter>(TenantKey about, string kind, TLetter letter, DateTimeOffset at, CancellationToken cancel)
    {
        var id = RandomId.New();
        var value = await sealer.SealAsync(new(about.Tenant, "outbox", RandomId.Format(id)), JsonSerializer.SerializeToUtf8Bytes(letter, JsonSerializerOptions.Web), cancel);
        return new()
        {
            TenantId = about.Tenant,
            Id = id,
            Session = about.Id,
            Kind = kind,
            Payload = value.Body,
            KeyId = value.Key,
            CreatedAt = at,
            DueAt = clock.GetUtcNow(),                        // by the clock that the outbox goes by
        };
    }
}
