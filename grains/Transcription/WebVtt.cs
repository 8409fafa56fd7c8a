using System.Globalization;
using System.Text;
using JobInterview.Grains.Sessions;

namespace JobInterview.Grains.Transcription;

/// <summary>Captions in WebVTT: two lines of 42 characters at most, seven seconds at most, broken where a sentence or a breath ends.</summary>
public static class WebVtt
{
    public const int MostLines = 2;
    public const int LineLength = 42;
    public const int MostMs = 7_000;
    private const int BreathMs = 1_500;
    private const int ShortestSentence = 12;

    /// <summary>The captions of a text by the times of its words, or of stretches of it, which are shared out over their words; without times there are none.</summary>
    public static string Of(string text, IReadOnlyList<SpokenWord> words, params IEnumerable<CaptionNote> notes)
    {
        var cues = Cues(Pieces(text, words)).ToList();
        return Written(cues.Select((cue, i) => new Caption(cue.Start, EndOf(cue, i + 1 < cues.Count ? cues[i + 1] : null), cue.Lines)), notes);
    }

    /// <summary>One caption for all of it, where nothing but its length is known.</summary>
    public static string OfOne(string text, int durationMs, params IEnumerable<CaptionNote> notes)
    {
        var pieces = Parts(text).Select(part => new Piece(part, 0, durationMs)).ToList();
        var all = new Cue(pieces[0]);
        pieces[1..].ForEach(all.Add);
        return Written([new(0, durationMs, all.Lines)], notes);
    }

    // The format wants captions by their start; a note stands behind the words that begin with it.
    private static string Written(IEnumerable<Caption> said, IEnumerable<CaptionNote> notes)
    {
        var captions = new StringBuilder("WEBVTT\n");
        foreach (var (number, caption) in said.Concat(notes.Select(Noted)).OrderBy(caption => caption.Start).Index())
        {
            captions.Append(CultureInfo.InvariantCulture, $"\n{number + 1}\n{Time(caption.Start)} --> {Time(caption.End)}\n");
            caption.Lines.ForEach(line => captions.Append(Escape(line)).Append('\n'));
        }

        return captions.ToString();
    }

    private static int EndOf(Cue cue, Cue? next)
    {
        var end = Math.Clamp(cue.End, cue.Start + 1, cue.Start + MostMs);
        return next?.Start > cue.Start ? Math.Min(end, next.Start) : end;
    }

    // What does not fit on two lines is cut, and says so: the whole stands in the transcript.
    private static Caption Noted(CaptionNote note)
    {
        var pieces = Parts(note.Text).Select(part => new Piece(part, note.StartMs, note.EndMs)).ToList();
        var cue = new Cue(pieces[0]);
        if (!pieces[1..].TrueForAll(cue.TryAdd))
        {
            var last = cue.Lines[^1];
            cue.Lines[^1] = (last.Length > LineLength - 3 ? last[..WholeAt(last, LineLength - 3)] : last) + " …]";
        }

        return new(note.StartMs, note.EndMs, cue.Lines);
    }

    private static int WholeAt(string text, int at) => char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;

    // What the engine gave no time to (and all punctuation) is shown with the word before it.
    private static IEnumerable<Piece> Pieces(string text, IReadOnlyList<SpokenWord> words)
    {
        for (var (i, next) = (0, 0); i < words.Count; i = next)
        {
            var (from, until) = (words[i].StartMs, words[i].EndMs);
            for (next = i + 1; next < words.Count && IsJoined(text, words, next); next++)
            {
                until = Math.Max(until, words[next].EndMs);
            }

            var (first, end) = (i == 0 ? 0 : Opening(text, words, i), next < words.Count ? Opening(text, words, next) : text.Length);
            var parts = Parts(text[first..end]).ToList();
            for (var part = 0; part < parts.Count; part++)
            {
                var step = (until - from) / parts.Count;
                yield return new(parts[part], from + (step * part), part + 1 == parts.Count ? until : from + (step * (part + 1)));
            }
        }
    }

    private static IEnumerable<string> Parts(string text) => text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).SelectMany(Cut);

    // Engines time "l'" and "homme" apart; they are one word to read.
    private static bool IsJoined(string text, IReadOnlyList<SpokenWord> words, int word) =>
        !text[(words[word - 1].Start + words[word - 1].Length)..words[word].Start].Any(char.IsWhiteSpace);

    // An opening quote or bracket belongs to the word that follows it.
    private static int Opening(string text, IReadOnlyList<SpokenWord> words, int word)
    {
        var (at, before) = (words[word].Start, words[word - 1].Start + words[word - 1].Length);
        while (at > before && !char.IsWhiteSpace(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private static IEnumerable<string> Cut(string word)
    {
        for (var at = 0; at < word.Length;)
        {
            var length = Math.Min(LineLength, word.Length - at);
            length -= at + length < word.Length && char.IsHighSurrogate(word[at + length - 1]) ? 1 : 0;
            yield return word.Substring(at, length);
            at += length;
        }
    }

    private static IEnumerable<Cue> Cues(IEnumerable<Piece> pieces)
    {
        Cue? cue = null;
        foreach (var piece in pieces)
        {
            if (cue is not null && cue.Takes(piece))
            {
                cue.Add(piece);
                continue;
            }

            if (cue is not null)
            {
                yield return cue;
            }

            cue = new(piece);
        }

        if (cue is not null)
        {
            yield return cue;
        }
    }

    private static string Escape(string line) =>
        line.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Time(int ms) =>
        string.Create(CultureInfo.InvariantCulture, $"{ms / 3_600_000:00}:{ms / 60_000 % 60:00}:{ms / 1_000 % 60:00}.{ms % 1_000:000}");

    private readonly record struct Caption(int Start, int End, List<string> Lines);

    private readonly record struct Piece(string Text, int Start, int End);

    private sealed class Cue(Piece first)
    {
        private string _last = first.Text;

        public int Start { get; } = first.Start;

        public int End { get; private set; } = first.End;

        public List<string> Lines { get; } = [first.Text];

        public bool Takes(Piece next) =>
            next.End - Start <= MostMs && next.Start - End < BreathMs && (Fits(next) || Lines.Count < MostLines)
            && !(_last[^1] is '.' or '!' or '?' or '…' && Lines.Sum(line => line.Length) >= ShortestSentence);

        /// <summary>Adds it where two lines have room for it.</summary>
        public bool TryAdd(Piece next)
        {
            var hasRoom = Fits(next) || Lines.Count < MostLines;
            if (hasRoom)
            {
                Add(next);
            }

            return hasRoom;
        }

        public void Add(Piece next)
        {
            if (Fits(next))
            {
                Lines[^1] += " " + next.Text;
            }
            else
            {
                Lines.Add(next.Text);
            }

            (_last, End) = (next.Text, Math.Max(End, next.End));
        }

        private bool Fits(Piece next) => Lines[^1].Length + 1 + next.Text.Length <= LineLength;
    }
}
