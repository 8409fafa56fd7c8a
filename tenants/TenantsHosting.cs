namespace JobInterview.Tenants;

public static class TenantsHosting
{
    /// <summary>Puts the wall between tenants around every grain of this silo.</summary>
    public static ISiloBuilder AddTenantWall(this ISiloBuilder silo) => silo.AddIncomingGrainCallFilter<TenantWall>();
}
