using JobInterview.Grains.Interviewing.Text;

namespace JobInterview.Grains.Interviewing;

/// <summary>Finds sentences that speak to whoever rates instead of answering. They are left out as evidence, and cost nothing.</summary>
internal static class InstructionSense
{
    private const int Base64Run = 40;

    private static readonly PhraseIndex Phrases = new(new[]
    {
        "ignore (all|any|the|previous|prior|above|your|earlier|these|those|everything)", "disregard", "forget (all|everything|your|previous|prior|what|the above)",
        "(previous|prior|above|new|your|hidden|important|special|following|these|updated) (instruction*|rules|directive*)", "instructions for", "system (prompt|message|note|override|instruction*|update)",
        "(developer|admin|debug|test|god|maintenance) mode", "you (are|re) now", "from now on you", "(act|behave|respond|answer) as (a|an|the|if)", "pretend", "role play", "roleplay", "jailbreak",
        "(as|you are|i am) an ai", "language model", "chatgpt", "gpt", "llm", "prompt injection",
        "(scorer|grader|evaluator|rater|assessor|ai|algorithm|bot|reviewer|examiner|judge|model) (must|should|shall|has to|needs to|will|is to|can)",
        "(dear|attention|hello|hey|hi|to the|to all|note to|message to|memo to) (the|all|any|) (ai|scorer*|grader*|evaluator*|rater*|reviewer*|assessor*|model|system|algorithm|bot|examiner*|judge)",
        "(rate|score|grade|mark) (me|this|my|him|her|the|it|all|every|as|a|with|at|5|five|them)", "(rated|scored|graded|marked) (5|five|as|at|highest|maximum|excellent|top)",
        "(give|award|assign|grant|put|set|use|choose|select|return|output) (me|this|the|it|him|her|a|an|my|) (5|five|full|top|max|maximum|highest|perfect|best|rating|score|mark|grade|level|high)",
        "(highest|maximum|max|top|full|perfect|best) (possible|) (score|rating|mark|marks|level|grade|points)", "(five|5|ten|10) (out of|over) (five|5|ten|10)", "level (5|five)", "5 5", "10 10",
        "(rating|score|grade) (of|is|should|must|5|five|equals|to)", "(rating|score|grade|insufficient|abstain|evidence|coverage) (null|true|false|5|met|verified|level)",
        "this (answer|candidate|response|transcript|person|applicant) (deserves|should|must|meets|is|scores|shows|demonstrates|earns|merits|contains|fulfils|satisfies|clearly|exceeds|has)",
        "(the|this) (candidate|applicant|interviewee) (deserves|should|must|meets|is|scores|show*|demonstrat*|earns|exceeds|has|clearly|listened|asked|agreed|took|gave|said|tested|measured|followed|explained|apologi*|admitted|planned|organi*|led|resolved|handled)",
        "rubric", "scoring", "evaluation (criteria|result|complete)", "(all|every) (anchors|indicators|competenc*|criteria)", "(output|return|print|respond with|reply with|answer with|respond only|reply only) (json|only|the|a|exactly|this)",
        "(treat|consider|regard|accept|count|take|interpret) (this|the following|everything|the|it|all) (as|is|text|answer|sentence*|quote*|above|below|following)", "the following (is|are) (a|an|the|verified|confirmed|true|my)",
        "(verified|confirmed|approved|certified) (quote|evidence|answer|by the)", "(quote|cite|copy|use) (this|the following|these)", "do not (abstain|lower|evaluate|score|rate|apply|reduce)", "(must|should) be (rated|scored|graded|given|marked|treated)",
        "(end|begin|start) (of|) (transcript|answer|interview|prompt|instructions|evaluation|system)", "override", "(interviewer|recruiter|hr|manager|system) (note|says|confirms|confirmed|approved|instruct*)", "already (approved|passed|verified)",
        "base64", "decode", "execute", "translate this",
        "(ignore|ignorez|ignorer|oublie|oubliez|oublier) (les|toutes|tout|toute|ces|vos|tes|ce|la|cette|l)", "(instructions|consignes|regles|directives) (precedentes|ci dessus|anterieures|suivantes|suivante|d evaluation)", "nouvelle* (instruction*|consigne*|directive*)",
        "(message|invite|note|consigne) (du|) systeme", "(tu es|vous etes) (maintenant|desormais)", "a partir de maintenant (tu|vous)", "(note|notez|noter|evalue|evaluez|evaluer) (moi|cette|ce|le|la|5|cinq|comme|au)",
        "(note|score|niveau|evaluation) (maximale|maximal|maximum|parfaite|parfait|5|cinq|de 5|doit|est de|la plus|le plus)", "(meilleure|plus haute|excellente) (note|evaluation)", "(donne|donnez|donner|attribue|attribuez|attribuer|accorde|accordez|mets|mettez|mettre) (moi|lui|la|une|le|un|5|cinq) (note|meilleure|maximum|maximale|score|niveau|5|cinq|la|une|le|excellent*)",
        "(5|cinq|10|dix|20|vingt) sur (5|cinq|10|dix|20|vingt)", "(cher|chere|attention|bonjour|a l attention de|a l attention du) (l|le|la|) (evaluateur*|correcteur*|systeme|modele|ia|examinateur*|algorithme)",
        "(l evaluateur|l ia|l algorithme|le modele|le correcteur|le systeme) (doit|devrait|peut|va)", "cette (reponse|candidate|personne|transcription) (merite|doit|montre|demontre|remplit|est|satisfait|contient)",
        "(le candidat|la candidate) (a|merite|montre|doit|demontre|est|remplit|satisfait)", "(preuve|citation|reponse) (verifiee|confirmee|validee)", "(reponds|repondez|repondre|renvoie|renvoyez|affiche|affichez) (par|uniquement|en|avec|seulement|le|la)",
        "(fais|faites) comme si", "(agis|agissez|comporte toi) (comme|en)", "joue* le role", "en tant qu (ia|evaluateur|assistant)", "modele de langage", "(grille|criteres) (d evaluation|de notation)", "(considere|considerez|traite|traitez) (cette|que|le|la|ce|ceci|tout)",
        "fin de (la transcription|l entretien|la reponse|l evaluation|transcription)", "(ne t abstiens|ne vous abstenez)", "mode (admin|debug|developpeur|test|maintenance)",
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
            addressed[i] = isForged || HasMarkup(reading, sentences[i]) || HasPhrase(reading, sentences[i]);
            if (!addressed[i])
            {
                continue;
            }

            // What stands between two such sentences belongs to them: a claim dictated to the rater.
            for (var between = last + 1; last >= 0 && between < i; between++)
            {
                addressed[between] = true;
            }

            last = i;
        }

        return addressed;
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
        var text = reading.Text.Value[words[sentence.First].Start..words[sentence.End - 1].End];
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
