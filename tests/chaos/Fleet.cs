using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Storage;

namespace JobInterview.Chaos.Tests;

/// <summary>Silos and api processes on one PostgreSQL, all on loopback.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ji-chaos-").FullName;

    private Fleet(PostgresServer database) => Database = database;

    public PostgresServer Database { get; }

    public List<Member> Silos { get; } = [];

    public List<Member> Apis { get; } = [];

    public JsonElement Demo => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "api-0", "demo.json"))).RootElement;

    public static async Task<Fleet> StartAsync(int silos, int apis)
    {
        var fleet = new Fleet(await PostgresServer.StartAsync());
        var ports = new Ports();
        var settings = new Dictionary<string, string>
        {
            ["Cluster__Mode"] = "PostgreSql", ["Demo"] = "true", ["PublicUrl"] = "http://localhost:5080/",
            ["ConnectionStrings__JobInterview"] = fleet.Database.Connection(await fleet.Database.CreateDatabaseAsync()),
            ["Keys__Root"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Limits__TenantPerSecond"] = "100000", ["Limits__TenantBurst"] = "1000000",
        };
        for (var i = 0; i < silos; i++)
        {
            var health = ports.Next();
            fleet.Silos.Add(new($"silo-{i}", ProductProcess.Executable("silo", "JobInterview.Silo.dll"), Local(health), new(settings)
            {
                ["Silo__Port"] = $"{ports.Next()}", ["Silo__GatewayPort"] = $"{ports.Next()}", ["Silo__HealthPort"] = $"{health}",
                ["Data__Folder"] = fleet.FolderOf($"silo-{i}"),
            }));
        }

        for (var i = 0; i < apis; i++)
        {
            var port = ports.Next();
            fleet.Apis.Add(new($"api-{i}", ProductProcess.Executable("api", "JobInterview.Api.dll"), Local(port), new(settings)
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}", ["Data__Folder"] = fleet.FolderOf($"api-{i}"), ["Blobs__Folder"] = fleet.FolderOf("blobs"),
            }));
        }

        foreach (var member in fleet.Silos.Concat(fleet.Apis))
        {
            await member.StartAsync();
        }

        return fleet;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Apis.Concat(Silos))
        {
            await member.DisposeAsync();
        }

        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string FolderOf(string member) => Directory.CreateDirectory(Path.Combine(_folder, member)).FullName;

    // Below those that the system gives to outgoing lines, so that a process that comes again finds its own still free.
    private sealed class Ports
    {
        private int _next = Random.Shared.Next(21_000, 30_000);

        public int Next()
        {
            while (true)
            {
                try
                {
                    using var listener = new TcpListener(IPAddress.Loopback, ++_next);
                    listener.Start();
                    return _next;
                }
                catch (SocketException)
                {
                    // somebody's
                }
            }
        }
    }

    private static Uri Local(int port) => new($"http://localhost:{port}/");
}
