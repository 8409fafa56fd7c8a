using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using JobInterview.Silo.Data;
using JobInterview.Silo.Keys;
using JobInterview.Tenants;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace JobInterview.Silo.GrainStorage;

/// <summary>Keeps grain state as JSON sealed under the tenant's data key, bound to the grain and the state's name.</summary>
internal sealed class SealedGrainStorage(IStateStore store, KeyVault vault, Sealer sealer, IActivatorProvider activators) : IGrainStorage
{
    private const string Schema = "1";
    private const int KeyIdSize = 16;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WhenAvailableAsync(() => ReadAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WhenAvailableAsync(() => WriteAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WhenAvailableAsync(() => ClearAsync(stateName, grainId, grainState));

    // A database's own exception does not travel between processes; the caller only needs to know that later may help.
    private static async Task WhenAvailableAsync(Func<Task> workAsync)
    {
        try
        {
            await workAsync();
        }
        catch (Exception away) when (StorageFaults.IsUnavailable(away))
        {
            throw new OrleansException("The state of the grain can not be read or written now.", away);
        }
    }

    private async Task ReadAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (await store.ReadAsync(stateName, grainId) is not { } stored)
        {
            Forget(grainState);
            return;
        }

        var tenant = Tenant(grainId);
        var key = await vault.OpenAsync(tenant, new Guid(stored.Body.AsSpan(0, KeyIdSize), true));
        var json = sealer.Open(key, stored.Body.AsSpan(KeyIdSize), Bind(tenant, stateName, grainId, key), "grain state");
        grainState.State = JsonSerializer.Deserialize<T>(json, Json)!;
        grainState.RecordExists = true;
        grainState.ETag = Text(stored.Version);
    }

    private async Task WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var tenant = Tenant(grainId);
        var key = await vault.TenantDataKeyAsync(tenant);
        var json = JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json);
        byte[] body = [.. key.Id.ToByteArray(true), .. Sealer.Seal(key, json, Bind(tenant, stateName, grainId, key))];
        var version = await store.WriteAsync(stateName, grainId, body, Version(grainState.ETag)) ?? throw Stale(grainState.ETag);
        grainState.ETag = Text(version);
        grainState.RecordExists = true;
    }

    private async Task ClearAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!await store.ClearAsync(stateName, grainId, Version(grainState.ETag)))
        {
            throw Stale(grainState.ETag);
        }

        Forget(grainState);
    }

    private void Forget<T>(IGrainState<T> grainState)
    {
        grainState.State = activators.GetActivator<T>().Create();
        grainState.RecordExists = false;
        grainState.ETag = null;
    }

    // A grain outside every tenant has no key to seal with, so it can keep no state here.
    private static TenantId Tenant(GrainId grain) => TenantKey.Parse(grain.Key.ToString()!).Tenant;

    private static byte[] Bind(TenantId tenant, string stateName, GrainId grain, DataKey key) => Envelope.Bind(
        Sealer.Service, "grain-state", tenant.ToString(), grain.Type.ToString()!, stateName, grain.Key.ToString()!, Schema, key.ToString());

    private static InconsistentStateException Stale(string? etag) =>
        new("Another activation has written this state.", storedEtag: "another", currentEtag: etag ?? "none");

    private static long? Version(string? etag) => etag is null ? null : long.Parse(etag, CultureInfo.InvariantCulture);

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
