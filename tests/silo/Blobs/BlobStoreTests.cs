using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Hosting;
using JobInterview.Silo.Tests.Storage;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Tests.Blobs;

/// <summary>What every store of blobs must do.</summary>
public abstract class BlobStoreTests
{
    protected abstract Task<IBlobStore> StoreAsync();

    [Theory]
    [InlineData(0), InlineData(1), InlineData(300_000), InlineData(20_000_000)]
    public async Task What_was_written_is_read_back_at_any_place(int length)
    {
        var (store, name, bytes) = (await StoreAsync(), NewName(), RandomNumberGenerator.GetBytes(length));

        await WriteAsync(store, name, bytes);

        await using var reader = await store.OpenAsync(name);
        Assert.Equal(length, reader!.Length);
        Assert.Equal(bytes, await ReadAsync(reader, 0, length));
        Assert.Equal(bytes[(length / 2)..], await ReadAsync(reader, length / 2, length + 100));
        Assert.Empty(await ReadAsync(reader, length, 10));
    }

    [Fact]
    public async Task Blobs_are_listed_and_deleted_by_their_owner_alone()
    {
        var store = await StoreAsync();
        var (owner, other) = (NewName().Owner, NewName().Owner);
        foreach (var name in new BlobName[] { new(owner, "a"), new(owner, "b"), new(owner, "c"), new(other, "a") })
        {
            await WriteAsync(store, name, [1, 2, 3]);
        }

        await store.DeleteAsync(new(owner, "b"));
        await store.DeleteAsync(new(owner, "unknown"));
        var left = await store.ListAsync(owner);
        await store.DeleteAllAsync([owner]);
        await store.DeleteAllAsync([owner]);

        Assert.Equal(["a", "c"], left.Select(name => name.Name).Order(StringComparer.Ordinal));
        Assert.Empty(await store.ListAsync(owner));
        Assert.Null(await store.OpenAsync(new(owner, "a")));
        Assert.Single(await store.ListAsync(other));
    }

    protected static BlobName NewName() => new(new(new(TenantId.New(), RandomId.New())), "part");

    protected static async Task WriteAsync(IBlobStore store, BlobName name, byte[] bytes)
    {
        await using var writer = await store.CreateAsync(name, bytes.Length);
        foreach (var run in bytes.Chunk(200_000))
        {
            await writer.WriteAsync(run);
        }

        await writer.CompleteAsync();
    }

    private static async Task<byte[]> ReadAsync(IBlobReader reader, long offset, int length)
    {
        var buffer = new byte[length];
        return buffer[..await reader.ReadAsync(buffer, offset)];
    }
}

public sealed class BlobFolderTests : BlobStoreTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ji-blobs-");

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_blob_is_never_written_twice_and_only_its_owner_can_read_the_file()
    {
        var (store, name) = (await StoreAsync(), NewName());
        await WriteAsync(store, name, [1]);

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(store, name, [2]));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(_folder.FullName, name.ToString())) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task What_an_interrupted_writer_left_stays_for_recovery()
    {
        var (store, name) = (await StoreAsync(), NewName());
        await using (var writer = await store.CreateAsync(name, 1_000_000))
        {
            await writer.WriteAsync(new byte[5_000]);
        }

        await using var left = await store.OpenAsync(name);

        Assert.Equal(5_000, left!.Length);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    protected override Task<IBlobStore> StoreAsync() =>
        Task.FromResult<IBlobStore>(new BlobFolder(Options.Create(new BlobsOptions { Folder = _folder.FullName }), new DataFolder(Options.Create(new DataOptions()))));
}

/// <summary>Against s3rver, which speaks S3 and is not ours.</summary>
public sealed class BlobBucketTests(S3Server server) : BlobStoreTests, IClassFixture<S3Server>
{
    [Fact]
    public async Task What_is_destroyed_while_it_is_read_is_a_file_that_is_not_there()
    {
        var (store, name) = (await StoreAsync(), NewName());
        await WriteAsync(store, name, [1, 2, 3]);
        await using var reader = await store.OpenAsync(name);

        await store.DeleteAsync(name);

        await Assert.ThrowsAsync<FileNotFoundException>(() => reader!.ReadAsync(new byte[3], 0).AsTask());
    }

    protected override Task<IBlobStore> StoreAsync() => Task.FromResult<IBlobStore>(new BlobBucket(Options.Create(server.Options)));
}

public sealed class S3Server : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ji-s3-");
    private Process? _server;

    public BlobsOptions Options { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Options = new()
        {
            Kind = BlobsKind.S3,
            S3 = new() { Endpoint = $"http://127.0.0.1:{port}", Bucket = "recordings", Region = "us-east-1", AccessKey = "S3RVER", SecretKey = "S3RVER" },
        };
        _server = await Counterparts.StartAsync(
            "node_modules/s3rver/bin/s3rver.js", "--directory", _folder.FullName, "--address", "127.0.0.1", "--port", $"{port}", "--configure-bucket", "recordings");
        while (await _server.StandardOutput.ReadLineAsync() is { } line && !line.Contains("listening", StringComparison.Ordinal))
        {
            // it says so when it is ready
        }

        _ = _server.StandardOutput.ReadToEndAsync();           // what nobody reads would stop it when the pipe is full
        _server.BeginErrorReadLine();
    }

    public async ValueTask DisposeAsync()
    {
        _server!.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
        _folder.Delete(recursive: true);
    }
}
