using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>Counts what the words of an answer say, in one pass.</summary>
internal struct StarTally(Lexicon lexicon)
{
    private const int SubjectToVerb = 5;
    private const int PastsOfAStory = 4;
    private const double LateFrom = 0.4;
    private int _pasts, _anchors, _generics, _own, _team, _results, _changes, _numbers, _hypotheticals, _present, _words;

    public readonly StarSlots Slots
    {
        get
        {
            var specific = _pasts > 0 && (_anchors > 0 || (_pasts >= PastsOfAStory && _generics * PastsOfAStory <= _pasts));
            var own = _own > 0 || (specific && _present > 0);
            return new(specific, own || _team > 0, own, _results > 0, _changes > 0 && _numbers == 0, _hypotheticals > 0 && _own == 0, _words);
        }
    }

    public void Read(Reading answer)
    {
        var words = answer.Words;
        var late = words.Length * LateFrom;
        for (var i = 0; i < words.Length; i++)
        {
            var kind = words[i].Class;
            Count(kind, isLate: i >= late);
            if ((kind & (WordClass.I | WordClass.We)) != 0)
            {
                CountSubject(answer, i, isOwn: (kind & WordClass.I) != 0);
            }
            else if (lexicon.IsFrench && (kind & WordClass.Auxiliary) != 0 && FindsParticiple(answer, i + 1))
            {
                _pasts++;
            }
        }

        _words += answer.Count;
    }

    private void Count(WordClass kind, bool isLate)
    {
        _pasts += Has(kind, WordClass.PastAction | WordClass.PastState);
        _anchors += Has(kind, WordClass.Anchor);
        _generics += Has(kind, WordClass.Generic);
        _results += Has(kind, WordClass.Result) | (isLate ? Has(kind, WordClass.LateResult) : 0);
        _changes += Has(kind, WordClass.Change);
        _numbers += Has(kind, WordClass.Number);
        _hypotheticals += Has(kind, WordClass.Hypothetical);
    }

    private static int Has(WordClass kind, WordClass any) => (kind & any) != 0 ? 1 : 0;

    private void CountSubject(Reading answer, int subject, bool isOwn)
    {
        var words = answer.Words;
        for (var i = subject + 1; i < words.Length && i <= subject + SubjectToVerb; i++)
        {
            var kind = words[i].Class;
            if ((kind & WordClass.Hypothetical) != 0)
            {
                return;
            }

            if ((kind & WordClass.PastAction) != 0 || (lexicon.IsFrench && (kind & WordClass.Auxiliary) != 0 && FindsParticiple(answer, i + 1)))
            {
                _own += isOwn ? 1 : 0;
                _team += isOwn ? 0 : 1;
                return;
            }

            if ((kind & WordClass.StoryPresent) != 0)
            {
                _present += isOwn ? 1 : 0;
                return;
            }

            // "I did not ask": what was not done is no action.
            if (!lexicon.IsFrench && (kind & WordClass.Negator) != 0 || (kind & WordClass.Between) == 0)
            {
                return;
            }
        }
    }

    private static bool FindsParticiple(Reading answer, int from)
    {
        var words = answer.Words;
        for (var i = from; i < words.Length && i < from + SubjectToVerb; i++)
        {
            if (words[i].Is(WordClass.StateParticiple))
            {
                return false;
            }

            if (FrenchLexicon.CanBeParticiple(words[i], answer[words[i]]))
            {
                return true;
            }

            if (!words[i].Is(WordClass.Between | WordClass.NoParticiple))
            {
                return false;
            }
        }

        return false;
    }
}
