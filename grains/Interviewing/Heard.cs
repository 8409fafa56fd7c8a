using System.Collections.Immutable;
using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>What the answers to a question come to so far: a long story is read once, however often it is asked about.</summary>
internal readonly record struct Heard
{
    private readonly int _answers;
    private readonly string? _latest;

    private Heard(int answers, string? latest, StarTally said, MetaIntent last, Ending ending) =>
        (_answers, _latest, Said, Last, Ending) = (answers, latest, said, last, ending);

    public StarTally Said { get; }

    /// <summary>What the last answer asked for, where it was no answer at all.</summary>
    public MetaIntent Last { get; }

    /// <summary>How the last answer breaks off.</summary>
    public Ending Ending { get; }

    public static Heard Of(TurnContext context) => default(Heard).Hear(context);

    /// <summary>With the answers that were not heard yet; of another question all of them.</summary>
    public Heard Hear(TurnContext context)
    {
        var lexicon = Lexicon.Of(context.Language);
        var heard = IsBeginningOf(context.Answers) ? this : new(0, null, new(lexicon), MetaIntent.None, Ending.Open);
        foreach (var text in context.Answers.AsSpan(heard._answers..))
        {
            heard = heard.With(text, lexicon);
        }

        return heard;
    }

    // The very same string at the same place: a session gives a text on as it got it, and another question begins with none.
    private bool IsBeginningOf(ImmutableArray<string> answers) =>
        _answers > 0 && answers.Length >= _answers && ReferenceEquals(answers[_answers - 1], _latest);

    private Heard With(string text, Lexicon lexicon)
    {
        var answer = Reading.Of(text, lexicon);
        var intent = MetaIntents.Of(answer, lexicon);
        var said = Said;
        if (intent == MetaIntent.None)
        {
            said.Read(answer);
        }

        return new(_answers + 1, text, said, intent, Endpointing.EndingOf(text, answer, lexicon));
    }
}
