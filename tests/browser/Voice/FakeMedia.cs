using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace JobInterview.Browser.Tests.Voice;

/// <summary>What the fake microphone hears and the fake camera sees: generated speech, then silence, and a small moving picture.</summary>
internal static class FakeMedia
{
    public const string Words = "Last spring my colleague Ana and I disagreed about the delivery order. I asked her why, and as a result complaints fell by thirty percent.";

    private const int Width = 64;
    private const int Height = 48;

    /// <summary>Speech by espeak-ng with five seconds of silence after it; the browser plays it in a loop.</summary>
    public static string Speech(string folder)
    {
        var file = Path.Combine(folder, "speech.wav");
        using var espeak = Process.Start(new ProcessStartInfo("espeak-ng", ["-v", "en-gb", "-w", file, Words]))
            ?? throw new InvalidOperationException("The tests need espeak-ng; test.sh installs it.");
        espeak.WaitForExit();
        var speech = File.ReadAllBytes(file);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(speech.AsSpan(24));
        byte[] whole = [.. speech, .. new byte[5 * rate * 2]];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), whole.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(40), whole.Length - 44);
        File.WriteAllBytes(file, whole);
        return file;
    }

    /// <summary>Ten raw frames of a bar that walks.</summary>
    public static string Picture(string folder)
    {
        var file = Path.Combine(folder, "picture.y4m");
        using var video = File.Create(file);
        video.Write(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"));
        for (var frame = 0; frame < 10; frame++)
        {
            video.Write("FRAME\n"u8);
            for (var at = 0; at < Width * Height; at++)
            {
                video.WriteByte((byte)(at % Width / 6 == frame ? 220 : 60));
            }

            video.Write(Enumerable.Repeat((byte)128, Width * Height / 2).ToArray());
        }

        return file;
    }
}
