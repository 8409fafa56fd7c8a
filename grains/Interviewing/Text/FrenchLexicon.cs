namespace JobInterview.Grains.Interviewing.Text;

internal sealed class FrenchLexicon() : Lexicon(
[
    (WordClass.I | WordClass.Function, "je j"),
    (WordClass.We | WordClass.Function, "nous on equipe"),
    (WordClass.Subject | WordClass.Function, "il elle ils elles ce c ca cela tu vous qui le la les l un une des mon ma mes notre nos son sa ses leur leurs cette ces chacun tout"),
    (WordClass.Auxiliary, "ai as a avons avez ont avais avait avions avaient suis est sommes sont etais etait etaient fut eu"),
    (WordClass.Between | WordClass.Function,
        """
        ne n l le la les lui leur y en me m nous vous se s te t pas donc alors aussi tout toute tous bien tres vraiment deja ensuite puis d abord moi meme
        simplement finalement immediatement tout jamais toujours enfin tous rapidement vite encore personnellement ete eu directement
        """),
    (WordClass.PastState, "etait etais etaient avait avais avaient ete"),
    (WordClass.NoParticiple | WordClass.Function,
        """
        une le la les des un du de mon ma mes ce cette ces toute toutes beaucoup peu plus moins tres assez trop que qui quoi si comme chez dans sur sous entre
        toujours encore deja ensuite puis alors aussi bien tous responsable coordinatrice coordinateur envie hate trente quarante cinquante quatre sept huit
        notre nos votre son sa ses leur leurs autre autres et mais ou donc pas jamais rien en avec sans pour par est sont tout personne seule presque
        """),
    (WordClass.StateParticiple, "ete eu pense cru voulu aime senti su connu ressenti prefere espere"),
    (WordClass.Anchor,
        """
        dernier derniere recemment hier janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
        ete hiver automne printemps noel paques stage alternance apprentissage fac lycee universite ancien ancienne precedent precedente lorsque quand pendant durant lors
        confinement autrefois
        """),
    (WordClass.Generic, "generalement habituellement souvent normalement"),
    (WordClass.Result,
        """
        resultat resultats finalement finalite remercie remerciee resolu resolue regle reglee livre livree termine terminee reussi reussite succes abouti permis
        fonctionne marche ameliore amelioree desormais depuis rembourse signe renouvele evite sauve bilan finit debouche retabli
        """),
    (WordClass.LateResult,
        """
        content contente contents contentes satisfait satisfaite satisfaits soulage soulagee accepte acceptee accord gagne perdu baisse augmente diminue appris lecon
        maintenant aujourd encore reste restee restes temps delais mieux plus revenu revenue adopte utilise utilisent validee valide calme calmee tenu tenue heureux
        heureuse fini finie rendu ouvert confiance merci sourire ensuite rigole parfait facile paye suivant suivante toujours lettre avance parti partie partis
        repartis clos cloture pret prete prets aucun aucune personne jour
        """),
    (WordClass.Change, "baisse augmente diminue reduit double passe passes gagne economise progresse ameliore"),
    (WordClass.Number, "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent mille moitie tiers quart dizaine pourcent double"),
    (WordClass.Hypothetical, "faudrait voudrais pourrais devrais ferais serait imaginons supposons"),
    (WordClass.Negator, "ne n pas jamais sans aucun aucune ni rien nullement"),
    (WordClass.Function,
        """
        et ou mais donc or car de d du des a au aux en dans sur sous par pour avec sans chez entre vers que qu qui quoi dont si comme plus moins tres trop
        moi toi lui eux se y est sont etre avoir fait faire oui non ok c s l j n m t
        """),
    (WordClass.Filler, "euh heu hum hmm ben bah bof"),
    (WordClass.Connector, "mais parce car donc alors puis qui lorsque tandis et quand pourtant cependant ensuite afin"),
    (WordClass.Present, "est sont suis ai a avons ont fait veux aime pense crois sais sens cherche souhaite peux dois prefere espere adore travaille trouve vais"),
    (WordClass.StoryPresent, "vais dis demande appelle prends fais explique parle ecoute verifie ecris decide propose montre donne mets envoie organise trouve cherche"),
    (WordClass.Telltale, "je j ai nous est les des une dans pour que qui avec mon ma mes etait il elle on du au pas le la et ce cette"),
],
[
    (WordClass.Anchor,
        [
            "un jour", "une fois", "il y a", "un matin", "un soir", "une nuit", "a l epoque", "ce jour la", "cette semaine la", "cette annee", "mon premier", "ma premiere",
            "en mai", "au moment", "une cliente", "un client", "un collegue", "une collegue", "deux collegues", "au travail", "la semaine", "mon dernier", "au college",
        ]),
    (WordClass.Generic, ["en general", "d habitude", "chaque fois", "tout le temps", "la plupart du temps"]),
    (WordClass.Hypothetical, ["j irais", "je dirais", "je parlerais", "j essaierais", "je demanderais", "j appellerais", "je prendrais", "je vais essayer"]),
    (WordClass.Result,
        [
            "au final", "a la fin", "au bout", "en fin de compte", "du coup", "grace a", "s est bien passe", "s est bien passee", "s est calme", "s est calmee", "a temps",
            "dans les temps", "dans les delais", "plus jamais", "a marche", "a fonctionne", "a porte ses fruits", "suite a cela", "a la suite", "le lendemain",
            "la semaine suivante", "le mois suivant", "semaines plus tard", "mois plus tard", "jours plus tard", "a partir de", "est revenue", "est revenu", "est reparti",
            "est repartie", "est passe de", "est passee de", "sommes passes", "on a reussi", "a dit merci", "m a remercie", "nous a remercie", "tout le monde",
        ]),
])
{
    // Verbs in -rer, whose past looks like a conditional.
    private const string NotConditional = "gerais gerait preferais preferait esperais esperait considerais considerait assurais assurait mesurais mesurait operait tirait attirait inspirait";

    /// <summary>Whether a word can be the participle after an auxiliary: "décidé", "fini", "vu", "pris", "ouvert".</summary>
    public static bool CanBeParticiple(Word word, ReadOnlySpan<char> text) =>
        !word.Is(WordClass.NoParticiple | WordClass.Number) && text.Length > 1 && text[^1] is ('e' or 'i' or 'u' or 's' or 't');

    protected override WordClass Guess(ReadOnlySpan<char> word)
    {
        if (word.Length > 7 && word.EndsWith("ment"))
        {
            return WordClass.Between;
        }

        var isImperfect = word.Length > 4 && (word.EndsWith("ais") || word.EndsWith("ait") || word.EndsWith("aient"));
        return !isImperfect ? WordClass.None : IsConditional(word) ? WordClass.Hypothetical : WordClass.PastState | WordClass.PastAction;
    }

    private static bool IsConditional(ReadOnlySpan<char> word)
    {
        var stem = word.EndsWith("aient") ? word[..^5] : word[..^3];
        return stem.Length > 2 && stem[^1] == 'r' && stem[^2] is ('e' or 'i' or 'd' or 'r' or 'v' or 'u') && !NotConditional.AsSpan().Contains(word, StringComparison.Ordinal);
    }
}
