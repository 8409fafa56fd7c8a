using System.Security.Cryptography;
using JobInterview.Grains.Recordings;
using JobInterview.Silo.Blobs;
using JobInterview.Silo.Keys;
using JobInterview.Silo.Recordings;
using JobInterview.Tenants;

namespace JobInterview.Silo.Tests.Recordings;

/// <summary>What the tests of recordings do to files, and how they wait.</summary>
internal static class Tested
{
    public static byte[] Noise(int length, bool isStart = true)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        if (isStart)
        {
            ((byte[])[0x1A, 0x45, 0xDF, 0xA3]).AsSpan(0, Math.Min(4, length)).CopyTo(bytes);
        }

        return bytes;
    }

    public static async Task UntilAsync(Func<Task<bool>> holdsAsync)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < 1_000 && !await holdsAsync(); i++)
        {
            await pace.WaitForNextTickAsync();
        }

        Assert.True(await holdsAsync());
    }

    public static string[] Files(RecordingSilo silo, UploadView upload)
    {
        var folder = Path.Combine(silo.Folder, "blobs", upload.Key.ToString());
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];
    }

    public static Task<long> BlobBytesAsync(RecordingSilo silo, UploadView upload) => Task.FromResult(Files(silo, upload).Sum(file => new FileInfo(file).Length));

    /// <summary>Leaves a part behind as a process does that dies while it writes: unclosed, and cut at any byte.</summary>
    public static async Task LeaveAsync(RecordingSilo silo, UploadView upload, byte[] bytes, int torn, bool isProvisional = false)
    {
        var blobs = silo.Get<IBlobStore>();
        var key = await silo.Get<KeyVault>().OpenAsync(upload.Key.Tenant, upload.KeyId);
        var name = new BlobName(new(upload.Key), UploadTail.NewName(upload.Offset));
        var format = PartFormat.New(new(upload.Key, upload.SessionId, name.Name), key, upload.Offset, isProvisional);
        await using (var part = await PartWriter.CreateAsync(blobs, name, format, bytes.Length, CancellationToken.None))
        {
            await part.WriteAsync(bytes, CancellationToken.None);
            await part.FlushAsync(CancellationToken.None);
        }

        using var file = File.Open(Path.Combine(silo.Folder, "blobs", name.ToString()), FileMode.Open);
        file.SetLength(Math.Min(torn, file.Length));
    }

    public static void AssertNowhere(string folder, byte[] mark)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.True(copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(mark) < 0, $"{Path.GetFileName(file)} holds plain bytes");
        }
    }

    public static void Change(string how, string[] files, string[] others)
    {
        switch (how)
        {
            case "flip":
                Edit(files[0], bytes => bytes[PartFormat.HeaderSize + PartFormat.SealedSegmentSize + 70] ^= 1);
                break;
            case "truncate":
                Cut(files[0], -1);
                break;
            case "lengthen":
                Cut(files[0], 1);
                break;
            case "swap-segments":
                Edit(files[0], bytes => Swap(bytes, PartFormat.PlaceOf(1), PartFormat.PlaceOf(2), PartFormat.SealedSegmentSize));
                break;
            case "other-session":
                File.Copy(others[0], files[0], overwrite: true);
                break;
            case "swap-parts":
                File.Move(files[0], files[0] + ".x");
                File.Move(files[1], files[0]);
                File.Move(files[0] + ".x", files[1]);
                break;
            case "missing":
                File.Delete(files[0]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how));
        }
    }

    private static void Edit(string file, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(file);
        change(bytes);
        File.WriteAllBytes(file, bytes);
    }

    private static void Cut(string file, int by)
    {
        using var stream = File.Open(file, FileMode.Open);
        stream.SetLength(stream.Length + by);
    }

    private static void Swap(byte[] bytes, long a, long b, int length)
    {
        var kept = bytes.AsSpan((int)a, length).ToArray();
        bytes.AsSpan((int)b, length).CopyTo(bytes.AsSpan((int)a));
        kept.CopyTo(bytes, (int)b);
    }
}
