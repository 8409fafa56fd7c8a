using System.Text.Json;
using JobInterview.Grains;
using JobInterview.Silo.Data;
using JobInterview.Silo.Data.Sessions;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Microsoft.EntityFrameworkCore;

namespace JobInterview.Silo.Outbox;

/// <summary>The mails of a company that were not sent (yet), opened for its members.</summary>
public interface IOutboxReader
{
    /// <summary>One page, newest first, at most 100.</summary>
    Task<Page<OutboxMail>> ListAsync(TenantId tenant, OutboxState? state, string? after, int limit, CancellationToken cancel = default);
}

/// <summary>A mail in the outbox; its content is null when its key is destroyed.</summary>
public sealed record OutboxMail(Guid Id, Guid Session, OutboxState State, DateTimeOffset CreatedAt, int Attempts, InvitationLetter? Mail);

internal sealed class OutboxReader(IUnitsOfWork units, RowSealer sealer) : IOutboxReader
{
    public async Task<Page<OutboxMail>> ListAsync(TenantId tenant, OutboxState? state, string? after, int limit, CancellationToken cancel = default)
    {
        await using var unit = await units.ReadAsync(tenant, cancel);
        var mails = unit.Db.Set<OutboxRow>().Where(o => o.Kind == InvitationLetter.Kind);
        if (state is { } wanted)
        {
            mails = mails.Where(o => o.State == wanted);
        }

        if (Cursor.Parse(after) is { } cursor)
        {
            mails = mails.Where(o => o.CreatedAt < cursor.At || (o.CreatedAt == cursor.At && o.Id < cursor.Id));
        }

        var rows = await mails.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Id).Take(Paging.Take(limit)).ToListAsync(cancel);
        var page = Paging.Of(rows, limit, o => new(o.CreatedAt, o.Id));
        var open = await sealer.OpenManyAsync(
            tenant, [.. page.Items.Select(o => (new RowAddress(tenant, "outbox", RandomId.Format(o.Id)), new SealedBytes(o.KeyId, o.Payload)))], cancel);
        return new(
            [.. page.Items.Zip(open, (o, json) => new OutboxMail(
                o.Id, o.Session, o.State, o.CreatedAt, o.Attempts,
                json is null ? null : JsonSerializer.Deserialize<InvitationLetter>(json, JsonSerializerOptions.Web)))],
            page.Next);
    }
}
