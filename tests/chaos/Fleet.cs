using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using JobInterview.Api.Tests.Product;
using JobInterview.Silo.Tests.Clustering;
using JobInterview.Silo.Tests.Storage;
using Npgsql;

namespace JobInterview.Chaos.Tests;

/// <summary>Three silos and two api processes on one PostgreSQL, in a network of their own, TLS between them; the last silo and the last api are on its right side.</summary>
public sealed class Fleet : IAsyncLifetime
{
    /// <summary>A built checkout of an older release, of which every process is at first; none: there is only this one.</summary>
    internal static readonly string? Older = Environment.GetEnvironmentVariable("CHAOS_FROM");

    private const int Dead = 6;              // SiloStatus.Dead, as the membership table holds it
    private readonly string _folder = Directory.CreateTempSubdirectory("ji-chaos-").FullName;
    private readonly TestAuthority _authority = new();
    private Network? _network;
    private string _database = "";

    public PostgresServer Database { get; private set; } = null!;

    internal Network Network => _network!;

    internal List<Member> Silos { get; } = [];

    internal List<Member> Apis { get; } = [];

    internal IEnumerable<Member> All => Silos.Concat(Apis);

    public JsonElement Demo => JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "api-0", "demo.json"))).RootElement;

    internal Task<DemoOwner> OwnerAsync(HttpClient door)
    {
        var owner = Demo.GetProperty("owner");
        return DemoOwner.SignInAsync(door, owner.GetProperty("email").GetString()!, owner.GetProperty("password").GetString()!);
    }

    public async ValueTask InitializeAsync()
    {
        _network = await Network.MakeAsync();
        Database = await PostgresServer.StartAsync();
        _database = await Database.CreateDatabaseAsync();
        var server = new NpgsqlConnectionStringBuilder(Database.Connection(_database));
        var settings = new Dictionary<string, string>
        {
            ["Cluster__Mode"] = "PostgreSql", ["Demo"] = "true", ["PublicUrl"] = "http://localhost:5080/",
            ["Keys__Root"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), ["Blobs__Folder"] = FolderOf("blobs"),
            ["Limits__TenantPerSecond"] = "100000", ["Limits__TenantBurst"] = "1000000", ["Silo__Tls__Authority"] = _authority.RootFile,
            ["Logging__Console__FormatterName"] = "simple", ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ",
        };
        for (var i = 0; i < 3; i++)
        {
            Silos.Add(Make(Kind.Silo, i, i == 2 ? Side.Right : Side.Left, server, settings));
        }

        for (var i = 0; i < 2; i++)
        {
            Apis.Add(Make(Kind.Api, i, i == 1 ? Side.Right : Side.Left, server, settings));
        }

        foreach (var member in All)
        {
            await member.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KeepLogsAsync();
        foreach (var member in Apis.Concat(Silos))
        {
            await member.DisposeAsync();
        }

        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        if (_network is not null)
        {
            await _network.DisposeAsync();
        }

        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Until the members have agreed that a silo is dead.</summary>
    internal async Task UntilGivenUpAsync(Member silo, TimeSpan within)
    {
        // A line of its own: one from the pool may be of a server that has fallen over since.
        await using var database = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Connection(_database)) { Pooling = false }.ToString());
        await database.OpenAsync();
        await using var living = new NpgsqlCommand($"select count(*) from orleansmembershiptable where address = @address and status <> {Dead}", database);
        living.Parameters.AddWithValue("address", silo.Address);
        using var limit = new CancellationTokenSource(within);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((long)(await living.ExecuteScalarAsync(limit.Token))! > 0)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>How many processes have written to any of these sessions last.</summary>
    internal async Task<long> WritersAsync(IEnumerable<string> sessions)
    {
        await using var database = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database.Connection(_database)) { Pooling = false }.ToString());
        await database.OpenAsync();
        await using var writers = new NpgsqlCommand("select count(distinct writer) from sessions where replace(id::text, '-', '') = any(@ids)", database);
        writers.Parameters.AddWithValue("ids", sessions.ToArray());
        return (long)(await writers.ExecuteScalarAsync())!;
    }

    /// <summary>Every member has a new certificate in the place of its old one.</summary>
    internal void RenewCertificates()
    {
        foreach (var member in All)
        {
            _authority.Issue(member.Name);
        }
    }

    private Member Make(Kind kind, int number, Side side, NpgsqlConnectionStringBuilder database, Dictionary<string, string> shared)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind.Folder}-{number}");
        var isSilo = kind == Kind.Silo;
        var place = new Place(name, Network, side, Network.Address((isSilo ? 11 : 21) + number), isSilo ? null : Path.Combine(_folder, name + ".http"));
        var line = new DatabaseLine(Path.Combine(_folder, name + "-database"), new(IPAddress.Loopback, database.Port));
        var (certificate, key) = _authority.Issue(name);
        var settings = new Dictionary<string, string>(shared)
        {
            ["ConnectionStrings__JobInterview"] = new NpgsqlConnectionStringBuilder(database.ToString()) { Host = line.Folder, Port = 5432 }.ToString(),
            ["Data__Folder"] = FolderOf(name), ["Silo__Tls__Certificate"] = certificate, ["Silo__Tls__Key"] = key,
        };
        if (isSilo)
        {
            (settings["Silo__Address"], settings["Silo__HealthPort"]) = (place.Address, $"{Place.HttpPort}");
        }
        else
        {
            settings["ASPNETCORE_URLS"] = $"http://unix:{place.Socket}";
        }

        return new(kind, place, line, settings) { Release = Older };
    }

    private string FolderOf(string member) => Directory.CreateDirectory(Path.Combine(_folder, member)).FullName;

    private async Task KeepLogsAsync()
    {
        if (Environment.GetEnvironmentVariable("CHAOS_LOG") is not { } folder)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        foreach (var member in All)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{member.Name}.log"), member.Log);
        }
    }
}

/// <summary>One fleet, and one thing at a time that happens to it.</summary>
[CollectionDefinition]
public sealed class OneFleet : ICollectionFixture<Fleet>;
