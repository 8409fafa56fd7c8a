namespace JobInterview.Tenants;

/// <summary>A grain that belongs to one tenant: its key is a <see cref="TenantKey"/>, and the wall checks who calls.</summary>
public interface ITenantScopedGrain : IGrainWithStringKey;
