using System.Text.RegularExpressions;
using JobInterview.Silo.Backups;
using Microsoft.Extensions.Options;

namespace JobInterview.Silo.Starts;

/// <summary>How a program ends for a reason that is known: a few lines for the operator and an exit code. Every other failure keeps its trace.</summary>
/// <param name="Why">What is wrong and what to do.</param>
/// <param name="ExitCode">See <c>docs/operations.md</c>.</param>
public sealed partial record StartRefusal(string Why, int ExitCode = StartRefusal.Configuration)
{
    /// <summary>A backup or a restore that was not done.</summary>
    public const int NotDone = 1;

    /// <summary>Words that the program does not know (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;

    /// <summary>Settings, data or databases on which it must not start (<c>EX_CONFIG</c>).</summary>
    public const int Configuration = 78;

    private const string CommandLine = "Microsoft.Extensions.Configuration.CommandLine";

    /// <summary>The refusal that a failure is; null: nobody foresaw it.</summary>
    public static StartRefusal? Of(Exception failure) => failure switch
    {
        StartRefusedException => new(failure.Message),
        BackupRefusedException => new(failure.Message, NotDone),
        OptionsValidationException invalid => new(string.Join(Environment.NewLine, invalid.Failures)),
        AggregateException { InnerExceptions: var all } when all.All(one => Of(one) is not null) => new(string.Join(Environment.NewLine, all.Select(one => Of(one)!.Why))),
        FormatException { Source: CommandLine } => new("These words of the command line are no settings: a setting is --Name=value.", Usage),
        // Without the value, which may be a secret in the wrong place.
        InvalidOperationException when Misread().Match(failure.Message) is { Success: true } setting =>
            new($"The setting {setting.Groups[1].Value} has a value that can not be read ({setting.Groups[2].Value.Split('.', '+')[^1]} is expected)."),
        _ => null,
    };

    /// <summary>Says it where an operator looks, and answers the exit code.</summary>
    public int Tell()
    {
        Console.Error.WriteLine(ExitCode == Configuration ? $"JobInterview does not start. {Why}" : Why);
        return ExitCode;
    }

    [GeneratedRegex(@"\AFailed to convert configuration value .* at '([\w:]+)' to type '([\w.+]+)'\.\z", RegexOptions.Singleline)]
    private static partial Regex Misread();
}
