using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>Finds sentences that speak to whoever rates instead of answering. They are left out as evidence, and cost nothing.</summary>
internal static class InstructionSense
{
    private const int Base64Run = 40;
    private const int Shadow = 2;

    private static readonly PhraseIndex Phrases = new(new[]
    {
        "ignore (all|any|everything|) (of|) (the|your|my|these|those|) (previous|prior|above|earlier|instruction*|rules|rubric|prompt)", "disregard (the|all|any|previous|your|this)",
        "forget (all|everything|what) (you|the|your|previous|prior|above)", "forget (your|previous|prior|the above)",
        "(previous|prior|above|hidden|your) (instruction*|rules|directive*)", "system (prompt|message|note|override|instruction*)",
        "(developer|admin|debug|god|maintenance) mode (enabled|on|activated|active)", "you (are|re) now (a|an|the|in)", "from now on you",
        "(act|behave|respond|answer) as (a|an|the|if) (lenient|generous|fair|kind|friendly|evaluator|grader|judge|reviewer|scorer|rater|ai|you)", "pretend (that|you)",
        "let us (role play|roleplay)", "let s (role play|roleplay)", "jailbreak", "(as|you are|i am) an ai", "language model", "chatgpt", "gpt", "llm", "prompt injection",
        "(scorer|grader|evaluator|rater|assessor|ai|algorithm|bot|reviewer|examiner|judge|model) (must|should|shall|has to|needs to|will|is to|can)",
        "(dear|attention|hello|hey|hi|note to|message to|memo to) (the|all|any|) (ai|scorer*|grader*|evaluator*|rater*|reviewer*|assessor*|model|system|algorithm|bot|examiner*|judge)",
        "(rate|score|grade|mark) (me|my answer|my response|this answer|this candidate|this response|this as|5|five)", "(rated|scored|graded) (5|five|highest|maximum|excellent|top)",
        "(give|award|assign|grant|set|return|output) (me|this|it|my|) (a|an|the|) (5|five|max|maximum|highest|perfect|rating|score|grade|full marks|full score|top score|top marks|top rating)",
        "(highest|maximum|max|top|full|perfect|best) (possible|) (score|rating|mark|marks|grade|points)", "(five|5|ten|10) (out of|over) (five|5|ten|10)", "level (5|five)", "5 5", "10 10",
        "(rating|score|grade) (of|is|equals|to|should be|must be|) (5|five|maximum|max|highest|excellent)", "(rating|score) (null|true|false)",
        "this (answer|candidate|response|transcript) (deserves|should|must|meets|is|scores|shows|demonstrates|earns|merits|contains|fulfils|satisfies|clearly|exceeds)",
        "(the|this) (candidate|applicant|interviewee) (deserves|should|must|meets|is|scores|show*|demonstrat*|earns|exceeds|has|clearly|listened|asked|agreed|took|gave|said|tested|measured|followed|explained|apologi*|admitted|planned|organi*|led|resolved|handled)",
        "rubric", "scoring", "evaluation (criteria|result|complete)", "(all|every) (anchors|indicators)", "(output|return|print|respond with|reply with|answer with|respond only|reply only) (json|only|exactly)",
        "respond only", "(treat|consider|regard|interpret) (this|the following|everything) (as|text|answer|sentence*|quote*|above|below)", "the following (is|are) (a|the|verified|confirmed|true|my) (verified|evidence|quote*|answer)",
        "(verified|confirmed|certified) (quote|evidence|answer|by hr)", "(quote|cite|copy) (this|these|the following)", "use the following (as|quote|evidence)", "do not (abstain|rate me|score me|lower my|lower the)",
        "(must|should) be (rated|scored|graded)", "(end|begin|start) (of|) (transcript|prompt|instructions|evaluation)", "(recruiter|interviewer) (already|has) (approved|confirmed|verified)", "hr note", "base64", "translate this into",
        "(ignore|ignorez|ignorer) (les|toutes les|toutes ces|vos|tes|ces) (instructions|consignes|regles|directives)", "(oublie|oubliez) (tout|toutes|les|vos|tes|ce que)",
        "(instructions|consignes|regles|directives) (precedentes|ci dessus|anterieures|d evaluation)", "(message|invite|consigne) (du|) systeme",
        "(tu es|vous etes) (maintenant|desormais) (un|une|le|la)", "a partir de maintenant (tu|vous)", "(notez|notes|noter|note) (moi|cette reponse|cette candidature|5|cinq)", "(evalue|evaluez) (moi|cette|ma)",
        "(note|score|niveau|evaluation) (maximale|maximal|maximum|parfaite|parfait|5|cinq|de 5|est de|la plus haute|le plus haut)", "(meilleure|plus haute) (note|evaluation)",
        "(donne|donnez|attribue|attribuez|accorde|accordez|mets|mettez) (moi|lui|) (la|une|le|un|) (note|maximum|maximale|meilleure note|score|5|cinq)",
        "(5|cinq|10|dix|20|vingt) sur (5|cinq|10|dix|20|vingt)", "(cher|chere|attention|bonjour|a l attention de|a l attention du) (l|le|la|) (evaluateur*|correcteur*|systeme|modele|ia|examinateur*|algorithme)",
        "(l evaluateur|l ia|l algorithme|le modele|le correcteur|le systeme) (doit|devrait)", "cette (reponse|candidature|transcription) (merite|doit|montre|demontre|remplit|satisfait|contient)",
        "(le candidat|la candidate) (a|merite|montre|doit|demontre|est|remplit|satisfait)", "(preuve|citation|reponse) (verifiee|confirmee|validee)",
        "(reponds|repondez|renvoie|renvoyez|affiche|affichez) (uniquement|seulement|par 5|par cinq|en json)", "(fais|faites) comme si", "(agis|agissez|comporte toi) (comme|en)", "en tant qu (ia|evaluateur|assistant)", "modele de langage",
        "(grille|criteres) (d evaluation|de notation)", "(considerez|traitez) (que|cette|ceci|tout)", "considere (cette reponse|ceci)", "fin de (la transcription|la reponse|l evaluation|transcription)", "(ne t abstiens|ne vous abstenez)",
    }.SelectMany(written => Phrase.Parse(written, most: int.MaxValue)));

    private static readonly string[] Labels =
    [
        "system", "assistant", "user", "human", "ai", "interviewer", "scorer", "evaluator", "reviewer", "recruiter", "candidate", "evidence", "quote", "rating", "score", "instruction",
        "instructions", "prompt", "output", "result json", "developer", "admin", "answer key", "systeme", "recruteur", "evaluateur", "candidat", "preuve", "citation", "note", "consigne",
        "final rating", "verdict", "assessment", "evaluation",
    ];

    /// <summary>For each sentence whether it may not support a rating.</summary>
    public static bool[] Of(Reading reading)
    {
        var sentences = reading.Sentences;
        var addressed = new bool[sentences.Count];
        var isForged = false;
        var last = -1;
        for (var i = 0; i < sentences.Count; i++)
        {
            isForged |= IsLabelled(reading, sentences[i]);
            if (!isForged && !HasMarkup(reading, sentences[i]) && !HasPhrase(reading, sentences[i]))
            {
                // "Rate me five. I listened to her.": what follows in the same breath is dictated too.
                addressed[i] = last >= 0 && i - last <= Shadow && !StartsLine(reading, sentences[i]);
                continue;
            }

            // What stands between two such sentences belongs to them.
            for (var between = last < 0 ? i : last; between <= i; between++)
            {
                addressed[between] = true;
            }

            last = i;
        }

        return addressed;
    }

    private static bool StartsLine(Reading reading, Sentence sentence)
    {
        var before = reading.Text.Value[..reading.Words[sentence.First].Start].TrimEnd(" \t-*\"'");
        return before is [.., '\n'];
    }

    private static bool HasPhrase(Reading reading, Sentence sentence)
    {
        for (var i = sentence.First; i < sentence.End; i++)
        {
            foreach (var phrase in Phrases.At(reading, i))
            {
                if (phrase.IsAt(reading, i, sentence.End))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasMarkup(Reading reading, Sentence sentence)
    {
        var words = reading.Words;
        var from = sentence.First == 0 ? 0 : words[sentence.First - 1].End;
        var to = sentence.End == words.Length ? reading.Text.Value.Length : words[sentence.End].Start;
        var text = reading.Text.Value[from..to];
        if (text.ContainsAny('{', '}', '<') || text.Contains("```", StringComparison.Ordinal) || text.Contains("[[", StringComparison.Ordinal) || text.Contains("###", StringComparison.Ordinal))
        {
            return true;
        }

        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (words[i].End - words[i].Start >= Base64Run)
            {
                return true;
            }
        }

        return false;
    }

    // "System: …" in a candidate's words forges another speaker; all that follows is part of it.
    private static bool IsLabelled(Reading reading, Sentence sentence)
    {
        var words = reading.Words;
        var text = reading.Text.Value;
        for (var i = sentence.First; i < sentence.End && i < sentence.First + 3; i++)
        {
            var after = text[words[i].End..].TrimStart(" \"*]_");
            if (after is [':', ..] && Labels.AsSpan().Contains(text[words[sentence.First].Start..words[i].End].ToString()))
            {
                return true;
            }
        }

        return false;
    }
}
