using System.Runtime.CompilerServices;
using JobInterview.Silo.Hosting;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;

namespace JobInterview.Silo.Blobs;

/// <summary>Blobs as files below one folder, on this machine or shared by all: <c>tenant/owner/name</c>.</summary>
internal sealed class BlobFolder(IOptions<BlobsOptions> options, DataFolder data) : IBlobStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const long LeastRoom = 4 << 20;                   // for a few slices, and for the rows that tell of them
    private readonly string _root = options.Value.Folder is { Length: > 0 } configured ? Path.GetFullPath(configured) : data.File("blobs");

    public Task<IBlobWriter> CreateAsync(BlobName name, long atMost, CancellationToken cancel = default)
    {
        var folder = FolderOf(name.Owner);
        try
        {
            Make(folder);
            var path = Path.Combine(folder, name.Name);
            var file = OpenNew(path);
            try
            {
                Disk.Reserve(file, atMost);
            }
            catch
            {
                file.Dispose();
                File.Delete(path);
                throw;
            }

            return Task.FromResult<IBlobWriter>(new Writer(file, folder, atMost));
        }
        catch (IOException full) when (Disk.IsFull(full))
        {
            throw new BlobsFullException(full);
        }
    }

    public bool HasRoom
    {
        get
        {
            try
            {
                return new DriveInfo(Existing(_root)).AvailableFreeSpace >= LeastRoom;
            }
            catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
            {
                return true;                                  // who tries hears what is wrong
            }
        }
    }

    public Task<IBlobReader?> OpenAsync(BlobName name, CancellationToken cancel = default)
    {
        try
        {
            return Task.FromResult<IBlobReader?>(new Reader(File.OpenHandle(PathOf(name), options: FileOptions.RandomAccess)));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<IBlobReader?>(null);
        }
    }

    public Task<IReadOnlyList<BlobName>> ListAsync(BlobOwner owner, CancellationToken cancel = default)
    {
        var folder = new DirectoryInfo(FolderOf(owner));
        return Task.FromResult<IReadOnlyList<BlobName>>(
            folder.Exists ? [.. folder.EnumerateFiles().Select(file => new BlobName(owner, file.Name)).OrderBy(name => name.Name, StringComparer.Ordinal)] : []);
    }

    public async IAsyncEnumerable<BlobName> AllAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var companies = new DirectoryInfo(_root);
        foreach (var owner in companies.Exists ? companies.EnumerateDirectories().SelectMany(company => company.EnumerateDirectories()) : [])
        {
            cancel.ThrowIfCancellationRequested();
            if (TenantKey.TryParse($"{owner.Parent!.Name}/{owner.Name}", out var key))
            {
                foreach (var name in await ListAsync(new(key), cancel))
                {
                    yield return name;
                }
            }
        }
    }

    public Task DeleteAsync(BlobName name, CancellationToken cancel = default)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (DirectoryNotFoundException)
        {
            // nothing of this owner is here
        }

        return Task.CompletedTask;
    }

    public Task DeleteAllAsync(IReadOnlyCollection<BlobOwner> owners, CancellationToken cancel = default)
    {
        foreach (var company in owners.Select(FolderOf).Where(Directory.Exists).GroupBy(folder => Path.GetDirectoryName(folder)!))
        {
            foreach (var folder in company)
            {
                Directory.Delete(folder, recursive: true);
            }

            Disk.SyncFolder(company.Key);
        }

        return Task.CompletedTask;
    }

    private string FolderOf(BlobOwner owner) => Path.Combine(_root, owner.Key.Tenant.ToString(), RandomId.Format(owner.Key.Id));

    private string PathOf(BlobName name) => Path.Combine(FolderOf(name.Owner), name.Name);

    private static string Existing(string folder) => Directory.Exists(folder) ? folder : Path.GetDirectoryName(folder) is { } parent ? Existing(parent) : folder;

    private static SafeFileHandle OpenNew(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }

        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = OwnerOnly,
            BufferSize = 0,
        });
        return File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        Make(parent);
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        Disk.SyncFolder(parent);
    }

    private sealed class Writer(SafeFileHandle file, string folder, long atMost) : IBlobWriter
    {
        private const long Stride = 1 << 20;
        private readonly Task _named = Task.Run(() => Disk.SyncFolder(folder));   // its name lasts from now on, while its bytes still come
        private long _written;
        private long _started;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
        {
            try
            {
                RandomAccess.Write(file, bytes.Span, _written);   // into the page cache: shorter than handing it to another thread
            }
            catch (IOException full) when (Disk.IsFull(full))
            {
                throw new BlobsFullException(full);
            }

            _written += bytes.Length;
            if (_written - _started >= Stride)
            {
                Disk.StartWriting(file, _started, _written - _started);
                _started = _written;
            }

            return default;
        }

        public async Task CompleteAsync(CancellationToken cancel = default)
        {
            try
            {
                if (_written < atMost)
                {
                    RandomAccess.SetLength(file, _written);      // gives back what was reserved and not used
                }

                Disk.SyncData(file);
                Disk.Forget(file);
                await _named;
            }
            catch (IOException full) when (Disk.IsFull(full))
            {
                throw new BlobsFullException(full);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _named.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            file.Dispose();
        }
    }

    private sealed class Reader(SafeFileHandle file) : IBlobReader
    {
        public long Length { get; } = RandomAccess.GetLength(file);

        public ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancel = default) => new(Fill(buffer.Span, offset));

        public ValueTask DisposeAsync()
        {
            file.Dispose();
            return default;
        }

        private int Fill(Span<byte> buffer, long offset)
        {
            var filled = 0;
            while (filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], offset + filled) is > 0 and var read)
            {
                filled += read;
            }

            return filled;
        }
    }
}
