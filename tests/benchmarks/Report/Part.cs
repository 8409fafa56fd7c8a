namespace JobInterview.Benchmarks.Report;

/// <summary>What one part of the report found: sentences, tables and plots.</summary>
internal sealed record Findings(string[] Text, Table[] Tables, Plot[] Plots);

/// <summary>Rows under a head; the first column names, the others count.</summary>
internal sealed record Table(string[] Head, string[][] Rows);

/// <summary>Lines over a common axis, kept as <c>Name.svg</c>.</summary>
internal sealed record Plot(string Name, string Title, string Across, string Up, Line[] Lines)
{
    /// <summary>Whether each step across is a doubling.</summary>
    public bool Doubles { get; init; }
}

/// <summary>Points in order.</summary>
internal sealed record Line(string Name, Point[] Points);

/// <summary>A place in a plot.</summary>
internal readonly record struct Point(double Across, double Up);

/// <summary>A part as one run left it, with what one must know to judge its numbers; parts are run apart and kept beside the plots.</summary>
internal sealed record Part(DateTimeOffset At, string Commit, string Command, string Machine, int Seconds, double Ours, double Others, Findings Findings);
