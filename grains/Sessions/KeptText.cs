using System.Text;

namespace JobInterview.Grains.Sessions;

/// <summary>An answer for as long as its question is open: thousands of interviews wait at once, and UTF-8 is half of a string.</summary>
internal readonly struct KeptText(string text)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public override string ToString() => Encoding.UTF8.GetString(_utf8);
}
