using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>A fingerprint of all that enters a suggestion: the scorer, the rubric and the words. Each part is written with its length.</summary>
internal static class InputHash
{
    public static string Of(BrainId scorer, ScoringTask task)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, scorer.Version);
        Add(hash, task.Language);
        Add(hash, task.Competency);
        Add(hash, task.Answers.Length);
        foreach (var answer in task.Answers)
        {
            Add(hash, answer.Question.Id);
            Add(hash, answer.Question.Kind.ToString());
            Add(hash, answer.Question.Text);
            Add(hash, answer.Turns.Length);
            foreach (var turn in answer.Turns)
            {
                Add(hash, turn.Seq.ToString(CultureInfo.InvariantCulture));
                Add(hash, turn.Text);
                if (turn.Unreadable is { } why)
                {
                    Add(hash, why.ToString());
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, Competency competency)
    {
        Add(hash, competency.Id);
        Add(hash, competency.Name);
        Add(hash, competency.Definition);
        Add(hash, competency.Anchors.Length);
        foreach (var anchor in competency.Anchors)
        {
            Add(hash, anchor.Level);
            Add(hash, anchor.Sentences);
            Add(hash, anchor.Text);
            Add(hash, anchor.Groups.Length);
            foreach (var group in anchor.Groups)
            {
                Add(hash, group.Name);
                Add(hash, group.Phrases.Count);
                foreach (var (language, phrases) in group.Phrases.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    Add(hash, language);
                    Add(hash, phrases.Length);
                    Array.ForEach([.. phrases], phrase => Add(hash, phrase));
                }
            }
        }
    }

    private static void Add(IncrementalHash hash, LocalText text)
    {
        Add(hash, text.ByLanguage.Count);
        foreach (var (language, words) in text.ByLanguage.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Add(hash, language);
            Add(hash, words);
        }
    }

    private static void Add(IncrementalHash hash, string text)
    {
        // UTF-16 as it stands: an encoding to UTF-8 would make all lone surrogates alike.
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan());
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
