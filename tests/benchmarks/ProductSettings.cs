using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Benchmarks;

/// <summary>Where the product's processes run: a place for each silo, one for the api; without silos the api process is the silo too.</summary>
internal sealed record ProductLayout(string Name, Place[] Silos, Place Api);

/// <summary>What a process of the product is started with.</summary>
internal static class ProductSettings
{
    /// <summary>In one process on SQLite, or on a database of its own in a PostgreSQL.</summary>
    public static async Task<Dictionary<string, string>> MakeAsync(int port, string data, PostgresServer? postgres, bool hostsSilo = true)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}", ["PublicUrl"] = $"http://localhost:{port}/", ["Data__Folder"] = data,
            ["Demo"] = "true",
        };
        if (postgres is not null)
        {
            settings["Cluster__Mode"] = "PostgreSql";
            settings["ConnectionStrings__JobInterview"] = postgres.Connection(await postgres.CreateDatabaseAsync());
            settings["Keys__Root"] = Convert.ToBase64String(new byte[32].Select((_, i) => (byte)i).ToArray());
            settings["Cluster__HostsSilo"] = $"{hostsSilo}";
            TakePorts(settings);
        }

        return settings;
    }

    /// <summary>Ports for one more silo.</summary>
    public static void TakePorts(Dictionary<string, string> settings) =>
        (settings["Silo__Port"], settings["Silo__GatewayPort"]) = ($"{ServerProcess.FreePort()}", $"{ServerProcess.FreePort()}");
}
