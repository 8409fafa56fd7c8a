namespace JobInterview.Silo.Recordings.Containers;

/// <summary>WAV: the bytes of sound, by the bytes of a second.</summary>
internal static class Wav
{
    private const ulong Format = 0x666D7420;
    private const ulong Data = 0x64617461;

    public static async Task<ContainerReading> ReadAsync(MediaCursor cursor)
    {
        cursor.Skip(12);
        var rate = 0U;
        while (!cursor.IsAtEnd)
        {
            var id = await cursor.BigEndianAsync(4);
            var size = await cursor.LittleEndian32Async();
            if (id == Data)
            {
                // A recorder that could not go back to write the size leaves none, or all ones.
                var bytes = size is 0 or uint.MaxValue ? cursor.Left : size;
                return rate == 0 ? ContainerReading.Damaged : ContainerReading.Of(Math.Min(bytes, cursor.Left) / (double)rate, isDamaged: bytes > cursor.Left);
            }

            if (id == Format && size >= 16)
            {
                cursor.Skip(8);
                rate = await cursor.LittleEndian32Async();
                cursor.Skip(size - 12);
            }
            else
            {
                cursor.Skip(size + (size & 1));
            }
        }

        return ContainerReading.Damaged;
    }
}
