using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using JobInterview.Tenants;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Blobs;

/// <summary>Blobs in a bucket. What is not complete is nowhere: a killed process loses the part it was writing, and the client sends it again.</summary>
internal sealed class BlobBucket : IBlobStore, IDisposable
{
    private readonly AmazonS3Client _s3;
    private readonly string _bucket;

    public BlobBucket(IOptions<BlobsOptions> options)
    {
        var s3 = options.Value.S3;
        _bucket = s3.Bucket!;
        // Checksums of the newer kind are not understood by every store that speaks the protocol; the seal tells more than they would.
        var config = new AmazonS3Config
        {
            ForcePathStyle = s3.Endpoint is not null,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            AuthenticationRegion = s3.Region,
        };
        if (s3.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(s3.Region);
        }

        _s3 = s3.AccessKey is { } key ? new(new BasicAWSCredentials(key, s3.SecretKey), config) : new(config);
    }

    public bool HasRoom => true;                              // a bucket tells only who tries

    public Task<IBlobWriter> CreateAsync(BlobName name, long atMost, CancellationToken cancel = default) =>
        Task.FromResult<IBlobWriter>(new Writer(_s3, _bucket, name.ToString()));

    public async Task<IBlobReader?> OpenAsync(BlobName name, CancellationToken cancel = default)
    {
        try
        {
            var head = await _s3.GetObjectMetadataAsync(_bucket, name.ToString(), cancel);
            return new Reader(_s3, _bucket, name.ToString(), head.ContentLength);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<BlobName>> ListAsync(BlobOwner owner, CancellationToken cancel = default)
    {
        var found = new List<BlobName>();
        var prefix = $"{owner}/";
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await _s3.ListObjectsV2Async(request, cancel);
            found.AddRange((page.S3Objects ?? []).Select(item => new BlobName(owner, item.Key[prefix.Length..])));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return found;
    }

    public async IAsyncEnumerable<BlobName> AllAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket };
        ListObjectsV2Response page;
        do
        {
            page = await _s3.ListObjectsV2Async(request, cancel);
            foreach (var item in page.S3Objects ?? [])
            {
                if (item.Key.LastIndexOf('/') is > 0 and var end && TenantKey.TryParse(item.Key[..end], out var key))
                {
                    yield return new(new(key), item.Key[(end + 1)..]);
                }
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public Task DeleteAsync(BlobName name, CancellationToken cancel = default) => _s3.DeleteObjectAsync(_bucket, name.ToString(), cancel);

    public async Task DeleteAllAsync(IReadOnlyCollection<BlobOwner> owners, CancellationToken cancel = default)
    {
        foreach (var owner in owners)
        {
            foreach (var blob in await ListAsync(owner, cancel))
            {
                await DeleteAsync(blob, cancel);
            }
        }
    }

    public void Dispose() => _s3.Dispose();

    /// <summary>Small blobs go up as one; larger ones in pieces, so that memory stays what one piece is.</summary>
    private sealed class Writer(AmazonS3Client s3, string bucket, string key) : IBlobWriter
    {
        private const int Piece = 8 << 20;
        private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Piece);
        private readonly List<PartETag> _pieces = [];
        private string? _upload;
        private int _filled;
        private bool _isComplete;

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
        {
            while (!bytes.IsEmpty)
            {
                if (_filled == Piece)
                {
                    await SendPieceAsync(cancel);
                }

                var taken = Math.Min(bytes.Length, Piece - _filled);
                bytes[..taken].CopyTo(_buffer.AsMemory(_filled));
                (_filled, bytes) = (_filled + taken, bytes[taken..]);
            }
        }

        public async Task CompleteAsync(CancellationToken cancel = default)
        {
            if (_upload is null)
            {
                using var body = new MemoryStream(_buffer, 0, _filled);
                await s3.PutObjectAsync(new() { BucketName = bucket, Key = key, InputStream = body, UseChunkEncoding = false }, cancel);
            }
            else
            {
                await SendPieceAsync(cancel);
                await s3.CompleteMultipartUploadAsync(new() { BucketName = bucket, Key = key, UploadId = _upload, PartETags = _pieces }, cancel);
            }

            _isComplete = true;
        }

        public async ValueTask DisposeAsync()
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            if (!_isComplete && _upload is not null)
            {
                await s3.AbortMultipartUploadAsync(bucket, key, _upload);
            }
        }

        private async Task SendPieceAsync(CancellationToken cancel)
        {
            _upload ??= (await s3.InitiateMultipartUploadAsync(bucket, key, cancel)).UploadId;
            var number = _pieces.Count + 1;
            using var body = new MemoryStream(_buffer, 0, _filled);
            var sent = await s3.UploadPartAsync(
                new() { BucketName = bucket, Key = key, UploadId = _upload, PartNumber = number, InputStream = body, PartSize = _filled, UseChunkEncoding = false }, cancel);
            _pieces.Add(new(number, sent.ETag));
            _filled = 0;
        }
    }

    private sealed class Reader(AmazonS3Client s3, string bucket, string key, long length) : IBlobReader
    {
        public long Length => length;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancel = default)
        {
            var last = Math.Min(offset + buffer.Length, length) - 1;
            if (last < offset)
            {
                return 0;
            }

            try
            {
                using var found = await s3.GetObjectAsync(new() { BucketName = bucket, Key = key, ByteRange = new(offset, last) }, cancel);
                return await found.ResponseStream.ReadAtLeastAsync(buffer[..(int)(last - offset + 1)], (int)(last - offset + 1), throwOnEndOfStream: false, cancel);
            }
            catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
            {
                throw new FileNotFoundException("The blob was destroyed while it was read.", missing);
            }
        }

        public ValueTask DisposeAsync() => default;
    }
}
