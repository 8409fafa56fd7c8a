using System.Globalization;
using System.Text;
using JobInterview.Grains;

namespace JobInterview.Api.Http;

/// <summary>What names, titles and addresses may contain; each rule answers with the fault, or null.</summary>
public static class TextRules
{
    /// <summary>One line of visible text: no control or direction characters, no half characters, not only blanks.</summary>
    public static Fault? Line(string pointer, string? text, int max, int min = 1) =>
        text is null ? (min > 0 ? new(pointer, "missing") : null)
        : text.Length > max ? new(pointer, "too-long")
        : text.AsSpan().Trim().Length < min ? new(pointer, "too-short")
        : CharactersOf(text, lines: false) is { } code ? new(pointer, code)
        : null;

    /// <summary>Text with line breaks and tabs.</summary>
    public static Fault? Lines(string pointer, string? text, int max, int min = 0) =>
        text is null ? (min > 0 ? new(pointer, "missing") : null)
        : text.Length > max ? new(pointer, "too-long")
        : text.AsSpan().Trim().Length < min ? new(pointer, "too-short")
        : CharactersOf(text, lines: true) is { } code ? new(pointer, code)
        : null;

    /// <summary>An e-mail address that a mail server could take: one @, at most 254 characters, a domain with letters.</summary>
    public static Fault? Email(string pointer, string? email)
    {
        if (Line(pointer, email, 254) is { } fault)
        {
            return fault;
        }

        var at = email!.LastIndexOf('@');
        var isAddress = at is > 0 and <= 64 && email.IndexOf('@') == at && IsDomain(email.AsSpan(at + 1)) && IsLocalPart(email.AsSpan(0, at));
        return isAddress ? null : new(pointer, "not-an-email");
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local) =>
        local[0] != '.' && local[^1] != '.' && local.IndexOf("..", StringComparison.Ordinal) < 0
        && !local.ContainsAny(" \t\",:;<>()[]\\".AsSpan());

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-' || HasForeign(label))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasForeign(ReadOnlySpan<char> label)
    {
        foreach (var letter in label)
        {
            if (!char.IsLetterOrDigit(letter) && letter != '-')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is wrong with the characters of a text, or null.</summary>
    public static string? CharactersOf(ReadOnlySpan<char> text, bool lines)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var units) != System.Buffers.OperationStatus.Done)
            {
                return "half-character";
            }

            if (!(lines && rune.Value is '\n' or '\r' or '\t') && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control)
            {
                return "control-character";
            }

            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029)
            {
                return "direction-character";
            }

            if ((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
            {
                return "not-a-character";
            }

            text = text[units..];
        }

        return null;
    }
}
