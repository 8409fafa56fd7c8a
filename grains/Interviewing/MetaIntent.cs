using System.Collections.Frozen;
using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>What a short message asks of the interviewer, where it is no answer at all.</summary>
internal enum MetaIntent { None, Repeat, Skip, Think, Done }

internal static class MetaIntents
{
    private const int MostWords = 12;

    private static readonly FrozenDictionary<string, MetaIntent> English = Table(
        (MetaIntent.Repeat, "repeat;repeat that;repeat it;repeat the question;say that again;say it again;say again;again;come again;pardon;pardon me;what;what was that;what was the question;what is the question;what did you say;i didn t hear;i didn t hear you;i didn t catch that;i did not hear;i did not hear the question;i don t understand;i don t understand the question;i do not understand;i do not understand the question;rephrase;rephrase that;rephrase the question;explain the question;what do you mean;one more time;read the question again"),
        (MetaIntent.Think, "think;give me a second;give me a moment;give me a minute;give me some time;a second;a moment;a minute;one second;one moment;one minute;let me think;let me think about it;let me think about that;let me think for a moment;let me think for a second;have a moment;have a minute;have a second;have some time;have a moment to think;have a minute to think;have some time to think;need a moment;need a minute;need time;need time to think;need a moment to think;i need a moment;i need a minute;i need a second;i need time to think;i need some time;i need a moment to think;i need a minute to think;think about it;think about that;think for a moment;hold on;wait;wait a moment;wait a second;wait a minute;hang on;take a moment;take a moment to think;time to think;still thinking;i m still thinking;i am still thinking;i m thinking;i am thinking"),
        (MetaIntent.Skip, "skip;skip it;skip this;skip that;skip this one;skip this question;skip the question;skip that question;next question;the next question;go to the next question;move on;move on to the next question;pass;i pass;i ll pass;i skip;i ll skip;i ll skip this one;no comment;rather not answer;i d rather not;i d rather not answer;i d rather not answer that;i would rather not answer;i prefer not to answer;prefer not to answer;i d prefer not to answer;prefer not to say;i prefer not to say;i don t want to answer;i do not want to answer;i don t want to answer this question;i d rather skip this one;i d rather skip;i would rather skip this one"),
        (MetaIntent.Done, "done;i m done;i am done;that s all;that is all;that s it;that is it;nothing to add;nothing else;nothing more;i have nothing to add;i ve finished;i have finished;finished;i m finished;that s everything;that is everything;no more;no that s all;no nothing else;no that s it"));

    private static readonly FrozenDictionary<string, MetaIntent> French = Table(
        (MetaIntent.Repeat, "repeter;repetez;repete;repetez la question;repeter la question;repete la question;repeter ca;redire;redire la question;pardon;comment;quoi;hein;encore une fois;quelle etait la question;quelle est la question;c etait quoi la question;qu avez vous dit;je n ai pas entendu;je n ai pas entendu la question;je n ai pas compris;je n ai pas compris la question;j ai pas compris;j ai pas compris la question;je ne comprends pas;je ne comprends pas la question;je comprends pas la question;reformuler;reformuler la question;reformulez;reformulez la question;relire la question;que voulez vous dire;vous pouvez repeter;tu peux repeter;vous pouvez repeter la question"),
        (MetaIntent.Think, "reflechir;un instant;un moment;une minute;une seconde;deux minutes;deux secondes;attendez;attends;attendez un instant;attendez une minute;laissez moi reflechir;laisse moi reflechir;laissez moi un instant;laissez moi une minute;laissez moi un moment;laissez moi le temps;donnez moi un instant;donnez moi une minute;donnez moi une seconde;donnez moi un moment;reflechir un instant;reflechir un moment;avoir un instant;avoir un moment;avoir une minute;avoir un peu de temps;avoir du temps;prendre un instant;prendre un moment;prendre une minute;j ai besoin de reflechir;j ai besoin d un moment;j ai besoin d un instant;j ai besoin d une minute;j ai besoin de temps;il me faut un moment;il me faut un instant;il me faut du temps;je reflechis;je suis en train de reflechir;un petit moment;un petit instant;un temps de reflexion"),
        (MetaIntent.Skip, "passer;passe;passez;je passe;passer la question;passer cette question;passons;passons a la suivante;passons a la question suivante;question suivante;la question suivante;suivante;la suivante;passer a la suivante;passer a la question suivante;sauter;sauter la question;sauter cette question;je saute;je saute cette question;je passe cette question;je passe mon tour;je prefere ne pas repondre;prefere ne pas repondre;ne pas repondre;je ne souhaite pas repondre;je ne veux pas repondre;je veux pas repondre;je prefere passer;sans reponse"),
        (MetaIntent.Done, "c est tout;voila;voila c est tout;c est bon;j ai fini;j ai termine;fini;termine;rien a ajouter;je n ai rien a ajouter;rien d autre;rien de plus;c est tout pour moi;non c est tout;non rien d autre;ce sera tout"));

    private static readonly string[] Courtesies =
    [
        "please", "sorry", "thanks", "thank you", "excuse me", "ok", "okay", "well", "um", "uh", "hmm", "just", "hi", "yes", "could you", "can you", "would you", "will you",
        "could i", "can i", "may i", "could we", "can we", "let s", "i would like to", "i d like to", "i want to", "i need to", "i have to", "sure",
        "s il vous plait", "s il te plait", "svp", "desole", "desolee", "excusez moi", "merci", "bon", "alors", "euh", "oui", "d accord", "pouvez vous", "pourriez vous",
        "peux tu", "est ce que vous pouvez", "est ce que je peux", "est ce qu on peut", "puis je", "pourrais je", "je peux", "je voudrais", "j aimerais", "je souhaite",
        "je veux", "on peut", "pouvons nous", "la",
    ];

    /// <summary>The intent of a message, only where the whole short message is one.</summary>
    public static MetaIntent Of(Reading message, Lexicon lexicon)
    {
        var words = message.Words;
        if (words.Length is 0 or > MostWords)
        {
            return MetaIntent.None;
        }

        var text = string.Join(' ', Texts(message));
        var table = lexicon.IsFrench ? French : English;
        return table.TryGetValue(text, out var whole) ? whole : table.GetValueOrDefault(WithoutCourtesy(text));
    }

    private static IEnumerable<string> Texts(Reading message)
    {
        for (var i = 0; i < message.Words.Length; i++)
        {
            yield return message[message.Words[i]].ToString();
        }
    }

    private static string WithoutCourtesy(string text)
    {
        for (var before = ""; before != text;)
        {
            before = text;
            foreach (var courtesy in Courtesies)
            {
                text = text.StartsWith(courtesy + " ", StringComparison.Ordinal) ? text[(courtesy.Length + 1)..] : text;
                text = text.EndsWith(" " + courtesy, StringComparison.Ordinal) ? text[..^(courtesy.Length + 1)] : text;
            }
        }

        return text;
    }

    private static FrozenDictionary<string, MetaIntent> Table(params (MetaIntent Intent, string Messages)[] lists) =>
        lists.SelectMany(list => list.Messages.Split(';').Select(message => KeyValuePair.Create(message, list.Intent)))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
