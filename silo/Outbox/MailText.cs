using System.Globalization;
using System.Net;
using JobInterview.Tenants;

namespace JobInterview.Silo.Outbox;

/// <summary>A mail as it is read: subject, plain text, and the same in simple HTML.</summary>
public sealed record MailText(string Subject, string Text, string Html)
{
    /// <summary>The words of an invitation, in French for French plans and in English for all others.</summary>
    public static MailText Of(InvitationLetter mail)
    {
        var french = mail.Language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var culture = CultureInfo.GetCultureInfo(french ? "fr-FR" : "en-GB");
        var (name, company, plan, until) = (Line(mail.Name), Line(mail.Company), Line(mail.PlanTitle), mail.ExpiresAt.UtcDateTime.ToString("D", culture));
        string[] lines = french
            ?
            [
                $"Bonjour {name},",
                $"{company} vous invite à un entretien : {plan}.",
                "L'entretien est mené par un assistant automatique. Des personnes lisent vos réponses et décident.",
                "Avant de commencer, vous verrez ce qui est conservé et vous choisirez ce que vous acceptez. Ce lien est personnel :",
                $"Le lien est valable jusqu'au {until}. Vous pouvez vous arrêter et revenir par le même lien.",
            ]
            :
            [
                $"Hello {name},",
                $"{company} invites you to an interview: {plan}.",
                "The interview is led by an automatic assistant. People read your answers and decide.",
                "Before it starts you see what is kept, and choose what you agree to. This link is for you alone:",
                $"The link works until {until}. You can stop and come back by the same link.",
            ];
        var subject = french ? $"{company} : votre entretien" : $"{company}: your interview";
        return new(subject, Plain(lines, mail.Link), Markup(lines, mail.Link, culture));
    }

    /// <summary>The words to a colleague, in both languages, since nobody knows yet which one is read.</summary>
    internal static MailText Of(MemberLetter mail)
    {
        var company = Line(mail.Company);
        string[] lines =
        [
            $"A colleague invites you to join {company} on JobInterview. The link works once, until {mail.ExpiresAt.UtcDateTime:yyyy-MM-dd}.",
            $"Un collègue vous invite à rejoindre {company} sur JobInterview. Le lien vaut une fois, jusqu'au {mail.ExpiresAt.UtcDateTime:yyyy-MM-dd}.",
            "If you did not expect this, leave it: nothing happens.",
            "Si vous n'attendiez pas ce message, ignorez-le : rien ne se passe.",
            "JobInterview",
        ];
        return new($"{company}: join your colleagues", Plain(lines, mail.Link), Markup(lines, mail.Link, CultureInfo.GetCultureInfo("en-GB")));
    }

    /// <summary>A notice to an owner, in both languages: what changes when, what is destroyed then, and where to take it away before.</summary>
    internal static MailText Of(PlanLetter mail, Uri export)
    {
        var (company, on) = (Line(mail.Company), mail.EffectAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var gone = mail.GoneAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var days = mail.NextTier is { } next ? Entitlements.Of(next).RecordingRetention?.TotalDays : null;
        string[] lines = mail.NextTier is { } tier
            ?
            [
                $"On {on} the plan of {company} changes from {mail.Tier} to {tier}. Recordings then live {days:0} days; {mail.Going} that are kept today are destroyed by then.",
                "Until then you can keep the larger plan, or take away what is about to go, by the link below.",
                $"Le {on}, la formule de {company} passe de {mail.Tier} à {tier}. Les enregistrements vivent alors {days:0} jours ; {mail.Going} conservés aujourd'hui seront détruits d'ici là.",
                "D'ici là, vous pouvez garder la formule actuelle ou emporter ce qui va disparaître, par le lien ci-dessous.",
                "JobInterview",
            ]
            :
            [
                $"On {on} the {(mail.IsTrial ? "trial" : "contract")} of {company} ends. Every interview, name and account is destroyed by {gone}: {mail.Going} recordings, and all that was said, rated and decided.",
                "Until then you can choose a plan, or take away what is about to go, by the link below.",
                $"Le {on}, {(mail.IsTrial ? "l'essai" : "le contrat")} de {company} prend fin. Entretiens, noms et comptes seront détruits d'ici le {gone} : {mail.Going} enregistrements, et tout ce qui a été dit, noté et décidé.",
                "D'ici là, vous pouvez choisir une formule ou emporter ce qui va disparaître, par le lien ci-dessous.",
                "JobInterview",
            ];
        return new($"{company}: {mail.Days} {(mail.Days == 1 ? "day" : "days")} until recordings are destroyed", Plain(lines, export), Markup(lines, export, CultureInfo.GetCultureInfo("en-GB")));
    }

    /// <summary>A notice to a member whose account nobody uses, in both languages.</summary>
    internal static MailText Of(AccountLetter mail, Uri signIn)
    {
        var (company, on) = (Line(mail.Company), mail.EndsAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        string[] lines =
        [
            $"Nobody has used your account at {company} on JobInterview for almost two years. On {on} it ends, and your name and address are destroyed.",
            "To keep it, sign in once before that day, by the link below.",
            $"Personne n'a utilisé votre compte chez {company} sur JobInterview depuis bientôt deux ans. Le {on}, il prend fin ; votre nom et votre adresse sont détruits.",
            "Pour le garder, connectez-vous une fois d'ici là, par le lien ci-dessous.",
            "JobInterview",
        ];
        return new($"{company}: your account ends on {on}", Plain(lines, signIn), Markup(lines, signIn, CultureInfo.GetCultureInfo("en-GB")));
    }

    private static string Plain(string[] lines, Uri link) => string.Join("\n\n", [.. lines[..4], link.AbsoluteUri, lines[4], ""]);

    private static string Markup(string[] lines, Uri link, CultureInfo culture)
    {
        var paragraphs = string.Concat(lines[..4].Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>"));
        var address = WebUtility.HtmlEncode(link.AbsoluteUri);
        return $"<!doctype html><html lang=\"{culture.TwoLetterISOLanguageName}\"><body>{paragraphs}" +
            $"<p><a href=\"{address}\">{address}</a></p><p>{WebUtility.HtmlEncode(lines[4])}</p></body></html>";
    }

    // Names come from people: a line break in one must not become a line of the mail.
    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
