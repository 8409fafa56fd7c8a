namespace JobInterview.Grains.Interviews.Library;

internal static class Ownership
{
    private static readonly Signs Owns = new(
        new("Says it was their own", "Reconnaît son erreur"),
        new(
            """
            admit*; told; inform*; report*; apologi*; sorry; my (fault|error|mistake|responsibility|own|decision|biggest|fail*); responsib*; honest*; realis*; realiz*; notic*; own* up; blame; confess*; explain*; called; phoned; i was wrong;
            i (made|forgot|sent|deleted|misread|underestimated|ordered|burned|burnt|hired|lost|broke|missed|wrote|overlooked|mixed|booked|miscalculated|blamed|gave|put|misjudged|misunderstood|promised|assumed); a mistake; an error; wrong; should have; straight away; accept*; spoke; talk*; went to; wrote; forgot; discovered
            """,
            """
            avou*; dit; inform*; signal*; declar*; excus*; desole*; ma (faute|responsabilite|decision|plus|pire); mon (erreur|oubli|code); responsab*; honnet*; franc; franche; rendu compte; reconnu; assum*; expliqu*; appel*; telephon*; prevenu; averti*;
            j ai (oublie|envoye|supprime|mal|commande|brule|recrute|perdu|casse|rate|note|ecrit|confondu|reserve|accuse|donne|sous estime|promis|cru|fait|compris|vu|lu); une erreur; tort; accept*; parl*; alle (voir|le|la); allee (voir|le|la); rectifi*; j avais (sous|mal|oublie); remarqu*; annonc*
            """));

    private static readonly Signs Repairs = new(
        new("Puts it right", "Répare"),
        new(
            """
            correct*; fix*; repair*; restor*; replac*; call*; phon*; ask*; help*; stay*; work*; check*; deliver*; sent; send; refund*; solv*; again; recall*; recover*; arrang*; filed; chang*; made; make; contact*; rebuil*; took; threw; apologi*; bake; redo; redid; reprint*;
            rewrote; paid; order*; found; inform*; plan; went; return*; negotiat*; told; got; worked; drove; added; new; offer*; wrote; immediately; solution; resolved
            """,
            """
            corrig*; repar*; restaur*; remplac*; appel*; telephon*; demand*; aid*; rest* (tard|trois|deux|plus|avec); travaill*; verifi*; control*; livr*; envoy*; rembours*; resol*; regl*; rappel*; recuper*; arrang*; depos*; chang*; fait; refait; refaire; contact*; repris;
            jete; excus*; recommenc*; reecrit; paye; command*; trouv*; inform*; prevenu; averti*; retabli*; negoci*; obtenu; ajout*; rectifi*; nouvel*; nouveau; cree*; ecrit; relu; propos*; immediatement; solution
            """));

    private static readonly Signs Learns = new(
        new("Does something differently since", "Fait autrement depuis"),
        new(
            "since (then|that); from then on; now; never; learn*; lesson; checklist; always; double check*; twice; procedure; warning; process; next time; afterwards; second (person|interviewer|pair); in (the|) future; ever since; to (avoid|prevent); prevent*; calendar; buffer; list; every (offer|time|line|order|week); for each; set up; today; before i; new rule; different*; changed; added; then made",
            "depuis; desormais; maintenant; jamais; appris; lecon; liste; toujours; deux fois; procedure; alerte; processus; prochaine fois; ensuite; second*; deuxieme; a l avenir; pour eviter; evit*; calendrier; marge; chaque (devis|fois|ligne|commande|semaine|jour); a chaque; aujourd hui; avant de; nouvelle regle; differemment; ajout*; relire; double verification; apres cela"));

    private static readonly Signs Shares = new(
        new("Helps others avoid it too", "Aide les autres à l'éviter aussi"),
        new(
            "we (set up|added|wrote|introduced|now|changed|made|agreed|created); (entire|whole|rest of the) (team|office|department|company); for (everyone|everybody|the team|the entire|the whole|all|others); shared; share; presented; wrote a (checklist|guide|procedure|note); trained; told the (team|others); everyone; team meeting; procedure; process; the team; colleagues; a warning",
            "nous avons (ajoute|mis|ecrit|change|cree|introduit|decide); (toute l|reste de l) equipe; pour (tous|tout le|toute l|l equipe|les autres|chacun); partag*; present*; ecrit une (procedure|note|liste); form*; procedure; processus; l equipe; collegues; une alerte; tout le (monde|bureau|service)"));

    public static readonly LibraryCompetency Competency = new(
        "ownership",
        new("Owning results", "Assumer ses résultats"),
        new("Says what went wrong, puts it right and does it differently since.", "Dit ce qui n'a pas marché, répare et fait autrement depuis."),
        new("responsible;responsibility;accountable;quality;reliable;accuracy;autonomous;independent;safety;integrity;careful", "responsable;responsabilité;fiable;qualité;rigueur;autonome;précision;sécurité;intégrité;soigneux;sérieux"),
        [new("mistake", QuestionKind.PastBehaviour, new("Tell me about a time when you made a mistake at work.", "Racontez-moi une situation où vous avez commis une erreur au travail."))],
        new Level(1, 1, new("Hides it or blames others.", "Cache ou accuse les autres."),
            new Signs(new("Hides or blames", "Cache ou accuse"), new(
                "not my fault; their fault; his fault; her fault; blamed (him|her|them|it|the|a|my); hid (it|the|this); said nothing; told nobody; covered it up; kept quiet; nobody noticed",
                "pas ma faute; leur faute; sa faute; accuse (un|une|le|la|les|mon|ma); cache (l|le|la|cette|mon); rien dit; dit a personne; fait semblant; personne n a (rien|remarque)"))),
        new Level(2, 1, new("Says that it was their own.", "Reconnaît que c'était la sienne."), Owns),
        new Level(3, 2, new("Owns it and puts it right.", "L'assume et répare."), Owns, Repairs),
        new Level(4, 3, new("Also does it differently since.", "Fait en plus autrement depuis."), Owns, Repairs, Learns),
        new Level(5, 4, new("Also helps others to avoid it.", "Aide en plus les autres à l'éviter."), Owns, Repairs, Learns, Shares));
}
