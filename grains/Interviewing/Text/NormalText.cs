using System.Globalization;

namespace JobInterview.Grains.Interviewing.Text;

/// <summary>A copy of a text made for comparing, with the way back: each of its characters knows where in the original it came from.</summary>
internal sealed class NormalText
{
    private readonly char[] _characters;
    private readonly int[] _origins;
    private readonly int _length;

    private NormalText(string original, char[] characters, int[] origins, int length)
    {
        Original = original;
        _characters = characters;
        _origins = origins;
        _length = length;
    }

    public string Original { get; }

    public ReadOnlySpan<char> Value => _characters.AsSpan(0, _length);

    /// <summary>For matching words: NFKD without marks, lower case, plain apostrophes, quotes and dashes, nothing invisible.</summary>
    public static NormalText Folded(string text) => Build(text, fold: true);

    /// <summary>For comparing quotes: NFKC, plain apostrophes, quotes and dashes, one space for any run of white space.</summary>
    public static NormalText Canonical(string text) => Build(text, fold: false);

    /// <summary>Where the character at <paramref name="index"/> begins in the original.</summary>
    public int StartOf(int index) => index < _length ? _origins[index] : Original.Length;

    /// <summary>Where the original character behind <paramref name="index"/> ends, with the marks that belong to it.</summary>
    public int EndOf(int index)
    {
        var start = _origins[index];
        do
        {
            index++;
        }
        while (index < _length && _origins[index] == start);

        return StartOf(index);
    }

    private static NormalText Build(string text, bool fold)
    {
        var builder = new Builder(text, fold);
        var singles = CharacterFolding.QuickSingles(fold);
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c < CharacterFolding.Count && (i + 1 == text.Length || text[i + 1] < CharacterFolding.FirstMark))
            {
                if (singles[c] is > ' ' and var single)
                {
                    builder.Add(single, i++);
                }
                else
                {
                    builder.Add(CharacterFolding.Quick(c, fold), i++);
                }
            }
            else
            {
                var length = StringInfo.GetNextTextElementLength(text.AsSpan(i));
                builder.Add(CharacterFolding.Slow(text.AsSpan(i, length), fold), i);
                i += length;
            }
        }

        return builder.Done();
    }

    private struct Builder(string text, bool fold)
    {
        private char[] _characters = new char[text.Length + 16];
        private int[] _origins = new int[text.Length + 16];
        private int _length;

        public void Add(string replacement, int origin)
        {
            foreach (var c in replacement)
            {
                if (fold || c != ' ' || _length == 0 || _characters[_length - 1] != ' ')
                {
                    Add(c, origin);
                }
            }
        }

        public void Add(char c, int origin)
        {
            if (_length == _characters.Length)
            {
                Array.Resize(ref _characters, _length * 2);
                Array.Resize(ref _origins, _length * 2);
            }

            _characters[_length] = c;
            _origins[_length++] = origin;
        }

        public readonly NormalText Done() => new(text, _characters, _origins, _length);
    }
}
