using System.Text.Json;
using JobInterview.Grains.DataSubjects;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Person = JobInterview.Grains.Tenants.Member;

namespace JobInterview.Silo.Data.Members;

/// <summary>Between members and their rows: name and e-mail sealed under the member's own key, the e-mail found by two blind indexes.</summary>
internal sealed class MemberRows(RowSealer sealer, BlindIndex index, IKeyring keyring)
{
    private const string Table = "members";

    public async Task<Member> SealAsync(Person member, CancellationToken cancel)
    {
        var key = await keyring.CreateDataKeyAsync(member.Key, cancel);
        var personal = JsonSerializer.SerializeToUtf8Bytes(new Personal(member.Name, member.Email), JsonSerializerOptions.Web);
        var value = await sealer.SealAsync(Address(member.Tenant, member.Id), key, personal, cancel);
        return new()
        {
            TenantId = member.Tenant,
            Id = member.Id,
            Sealed = value.Body,
            KeyId = value.Key,
            EmailIndex = await index.EmailAsync(member.Tenant, member.Email, cancel),
            EmailLookup = await index.SignInAsync(member.Email, cancel),
            PasswordHash = member.PasswordHash,
            SecurityStamp = member.SecurityStamp,
            Role = member.Role.ToString(),
            CreatedAt = member.JoinedAt,
        };
    }

    /// <summary>The members behind rows of one tenant; those whose key is destroyed are missing.</summary>
    public async Task<List<Person>> OpenAsync(TenantId tenant, IReadOnlyList<Member> rows, CancellationToken cancel)
    {
        var opened = await sealer.OpenManyAsync(tenant, [.. rows.Select(r => (Address(tenant, r.Id), new SealedBytes(r.KeyId, r.Sealed)))], cancel);
        return [.. rows.Zip(opened).Where(pair => pair.Second is not null).Select(pair => ToMember(pair.First, pair.Second!))];
    }

    private static Person ToMember(Member row, byte[] json)
    {
        var personal = JsonSerializer.Deserialize<Personal>(json, JsonSerializerOptions.Web)!;
        return new()
        {
            Tenant = row.TenantId,
            Id = row.Id,
            Name = personal.Name,
            Email = personal.Email,
            JoinedAt = row.CreatedAt,
            Role = Enum.Parse<MemberRole>(row.Role),
            PasswordHash = row.PasswordHash,
            SecurityStamp = row.SecurityStamp,
            StampWhenRead = row.SecurityStamp,
        };
    }

    private static RowAddress Address(TenantId tenant, Guid member) => new(tenant, Table, RandomId.Format(member));

    private sealed record Personal(string Name, string Email);
}
