using JobInterview.Tenants;

namespace JobInterview.Silo.Blobs;

/// <summary>Sealed bytes by name: written once, never changed. It keeps what it is given and knows nothing of keys or of what is inside.</summary>
public interface IBlobStore
{
    /// <summary>Begins a blob of at most <paramref name="atMost"/> bytes. Throws <see cref="BlobsFullException"/> where there is no room.</summary>
    Task<IBlobWriter> CreateAsync(BlobName name, long atMost, CancellationToken cancel = default);

    /// <summary>Whether there is room for more, as far as the store can tell beforehand.</summary>
    bool HasRoom { get; }

    /// <summary>The blob, or null when there is none.</summary>
    Task<IBlobReader?> OpenAsync(BlobName name, CancellationToken cancel = default);

    /// <summary>The blobs of one owner, unfinished ones included where the store keeps them.</summary>
    Task<IReadOnlyList<BlobName>> ListAsync(BlobOwner owner, CancellationToken cancel = default);

    /// <summary>All there are; what comes or goes meanwhile may be among them or not.</summary>
    IAsyncEnumerable<BlobName> AllAsync(CancellationToken cancel = default);

    Task DeleteAsync(BlobName name, CancellationToken cancel = default);

    /// <summary>Deletes all that belongs to these owners, for good when this returns; repeating it changes nothing.</summary>
    Task DeleteAllAsync(IReadOnlyCollection<BlobOwner> owners, CancellationToken cancel = default);
}

/// <summary>A blob in the making. Disposed before <see cref="CompleteAsync"/> it keeps what it has, where the store can, for whoever recovers it.</summary>
public interface IBlobWriter : IAsyncDisposable
{
    /// <summary>Adds bytes; they must not be changed before this returns.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default);

    /// <summary>Returns when the blob would survive a power cut; a failure is final and never tried again.</summary>
    Task CompleteAsync(CancellationToken cancel = default);
}

/// <summary>A blob for reading at any place.</summary>
public interface IBlobReader : IAsyncDisposable
{
    long Length { get; }

    /// <summary>Fills the buffer from an offset; fewer bytes only at the end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancel = default);
}

/// <summary>Whose blobs: a thing of one tenant, the first two parts of every path (law 3).</summary>
public readonly record struct BlobOwner(TenantKey Key)
{
    public override string ToString() => Key.ToString();
}

/// <summary>One blob of an owner: <c>tenant/owner/name</c>.</summary>
public readonly record struct BlobName(BlobOwner Owner, string Name)
{
    public override string ToString() => $"{Owner}/{Name}";
}

/// <summary>The store has no room for this; what was acknowledged is safe.</summary>
public sealed class BlobsFullException(Exception? inner = null) : IOException("There is no room for the blob.", inner);
