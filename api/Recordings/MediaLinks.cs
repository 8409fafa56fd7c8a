using System.Security.Cryptography;
using JobInterview.Api.Http;
using JobInterview.Api.Identity;
using JobInterview.Grains;
using JobInterview.Grains.Sessions;
using JobInterview.Grains.Tenants;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;

namespace JobInterview.Api.Recordings;

/// <summary>Short links, bound to their viewer: a member's works in the member's own browser only, and as long as that is signed in;
/// a client's only with a token of that client, as long as it may read recordings. Handed on, either opens nothing.</summary>
internal sealed class MediaLinks(ISystemSecrets secrets, IApiClients clients, PublicAddress address, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public async Task<MediaLinkJson> MakeAsync(TenantKey recording, Caller caller, CancellationToken cancel)
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds((clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        var link = new MediaLink(recording, caller.Actor, caller is MemberCaller member ? member.SessionId : Guid.Empty, expires);
        var url = address.Link($"/api/v1/media/{link.Sign(await KeyAsync(cancel))}");
        return new(url, $"{url}/playback", expires);
    }

    /// <summary>What the link opens for this caller, or why it opens nothing.</summary>
    public async Task<Outcome<MediaLink>> OpenAsync(string text, Caller? caller, CancellationToken cancel)
    {
        if (!MediaLink.TryRead(text, await KeyAsync(cancel), out var link) || !await IsForAsync(link, caller, cancel))
        {
            return Refusals.NotFound;
        }

        return clock.GetUtcNow() < link.ExpiresAt ? link : new Refusal(RefusalKind.Gone, "link-expired", "This link was good for a few minutes only.");
    }

    private async Task<bool> IsForAsync(MediaLink link, Caller? caller, CancellationToken cancel) => (link.Viewer.Kind, caller) switch
    {
        (ActorKind.Member, MemberCaller member) => member.SessionId == link.Session && member.Tenant == link.Recording.Tenant && member.Role.Allows(Permission.ReadRecordings),
        (ActorKind.ApiClient, ClientCaller client) => client.Id == link.Viewer.Id && await MayAsync(link, cancel),
        _ => false,
    };

    private async Task<bool> MayAsync(MediaLink link, CancellationToken cancel) =>
        await clients.FindAsync(link.Viewer.Id, cancel) is { } client && client.Tenant == link.Recording.Tenant && client.Scopes.Contains(Scopes.ReadRecordings);

    private Task<byte[]> KeyAsync(CancellationToken cancel) => secrets.GetOrCreateAsync("media-links", () => RandomNumberGenerator.GetBytes(32), cancel);
}
