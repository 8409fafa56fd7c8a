using JobInterview.Grains.Interviewing.Text;
using JobInterview.Grains.Interviews;

namespace JobInterview.Grains.Interviewing;

/// <summary>What the answers to a question come to so far: a long story is read once, however often it is asked about.</summary>
internal readonly record struct Heard
{
    private readonly int _answers;
    private readonly string? _question;

    private Heard(string question, int answers, StarTally said, MetaIntent last, Ending ending) =>
        (_question, _answers, Said, Last, Ending) = (question, answers, said, last, ending);

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
        var heard = IsBeginningOf(context.Question, context.Answers.Length) ? this : new(context.Question.Id, 0, new(lexicon), MetaIntent.None, Ending.Open);
        foreach (var text in context.Answers.AsSpan(heard._answers..))
        {
            heard = heard.With(text, lexicon);
        }

        return heard;
    }

    /// <summary>Whether nothing was said since; before the first question nothing was.</summary>
    public bool IsAllOf(Question? question, int answers) => question?.Id == _question && answers == _answers;

    // A question is asked once in an interview, and its answers only become more.
    private bool IsBeginningOf(Question question, int answers) => question.Id == _question && answers >= _answers;

    private Heard With(string text, Lexicon lexicon)
    {
        var answer = Reading.Of(text, lexicon);
        var intent = MetaIntents.Of(answer, lexicon);
        var said = Said;
        if (intent == MetaIntent.None)
        {
            said.Read(answer);
        }

        return new(_question!, _answers + 1, said, intent, Endpointing.EndingOf(text, answer, lexicon));
    }
}
