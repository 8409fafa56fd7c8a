namespace JobInterview.Grains.Interviews.Library;

internal static class Planning
{
    private static readonly Signs Orders = new(
        new("Puts the work in order", "Met le travail en ordre"),
        new(
            """
            list; lists; listed; plan; plans; planned; planning; priorit*; order; first; sort*; schedul*; timetable; calendar; organi*; divid*; broke; split; rank*; urgent; important; mattered; risk; decid*; focus*; blocked; steps; dates; marked; analys*; analyz*; step by step;
            before; after lunch; in the morning*; then; moved; hour by hour; each hour; deadline*; overview; board; hardest; biggest; started (with|by); by time; table; spreadsheet; time; days; hours; early; grid; by when; who needs; until; mornings; evenings; alone; chart; at once; most (urgent|important|pressing)
            """,
            """
            list*; plan; plans; planifi*; planning; priorit*; ordre; d abord; premier; premiere; tri*; agenda; calendrier; organis*; divis*; decoup*; class*; urgent*; important*; comptait; risque; decid*; concentr*; bloqu*; etapes; dates; date; marqu*; analys*;
            avant; l apres midi; le matin; chaque matin; ensuite; puis; deplac*; heure par heure; par heure; echeance*; delai*; vue d ensemble; tableau; plus dure; plus gros; commenc*; temps; tot; reparti*; grille; pour quand; jusqu a; matins; soirs; seul; seule; apres; le plus (urgent|important|presse)
            """));

    private static readonly Signs Agrees = new(
        new("Agrees it with others, or moves work", "S'accorde avec d'autres ou déplace du travail"),
        new(
            """
            ask*; told; tell; call*; phon*; inform*; delegat*; gave; give; help*; colleague*; moved; swap*; negotiat*; agree*; talk*; spoke; discuss*; the rest; postpon*; extension; block*; finish*; worked; did; took; sent; sat; hired; visited; friend; another; assistant; together; explain*;
            honest*; openly; let; found out; boss; manager; client*; team; stayed; came in; split; shared; volunteer*; email*; wrote
            """,
            """
            demand*; dit; appel*; telephon*; inform*; deleg*; donn*; confi*; aid*; collegue*; deplac*; echang*; negoci*; accord; parl*; discut*; le reste; report*; delai; bloqu*; fini; termin*; travaill*; fait; pris; envoy*; assis*; visit*; ami; amie; autre; assistant*; ensemble; expliqu*;
            franchement; prevenu; compris; chef; responsable; client*; equipe; rest*; venu; venue; partag*; repar*; ecrit; trait*; fixe
            """));

    private static readonly Signs Acts = new(
        new("A step of their own", "Un pas personnel"),
        new(
            """
            ask*; told; call*; rang; phon*; inform*; wrote; drew; made; took; put; gave; got; work*; finish*; did; sent; split; divid*; help*; stay*; came; went; moved; swap*; delegat*; left; hand* (in|over|the|it|them); cut; turned; blocked; started; decided; talk*; spoke; explain*;
            prepar*; organi*; kept; used; reduced; postpon*; negotiat*; agree*; promis*; check*; deliver*; slept; studied; cancel*; hired; pinned; listed; planned; sorted; priorit*
            """,
            """
            demand*; dit; appel*; telephon*; inform*; ecrit; dessin*; fait; pris; mis; donn*; obtenu; travaill*; fini*; termin*; envoy*; divis*; decoup*; aid*; rest*; venu; venue; alle; allee; deplac*; echang*; deleg*; confi*; laisse; coupe; bloqu*; commenc*; decid*; parl*; discut*; expliqu*;
            prepar*; organis*; garde; utilis*; redui*; report*; negoci*; accord; promis; verifi*; livr*; revis*; annul*; engag*; affich*; list*; planifi*; tri; trie*; prioris*; prevenu; compt*; cherch*; trouv*; cree*; imprim*; pose*; rempli
            """));

    private static readonly Signs Tracks = new(
        new("Keeps track on the way", "Suit l'avancement"),
        new(
            "every (morning|day|evening|week|hour|night); each (morning|day|evening|week|hour); review*; check*; daily; board; progress; buffer; early; on track; updat*; follow*; plan for each; calendar; list; dates on; spreadsheet; ahead; overview; timetable; schedule; marked; in advance; by hour",
            "chaque (matin|jour|soir|semaine|heure); fait le point; verifi*; quotidien*; tableau; avancement; marge; tot; suivi; suiv*; mise a jour; heure par heure; agenda; liste*; date sur; en avance; vue d ensemble; planning; marqu*; a l avance; par heure; controle*"));

    private static readonly Signs Delivers = new(
        new("Says what was delivered", "Dit ce qui a été livré"),
        new(
            "on time; in time; finish*; deliver*; hand* in; submit*; passed; both; complet*; went live; as planned; opened; closed; only one day; stable; by (morning|friday|monday|evening|the); everything; met (the|both|all); nobody; happy; sunday; next morning; in the end; ready; all (three|red|of|patients|files)",
            "a temps; a l heure; dans les (temps|delais); fini*; termin*; livr*; rendu*; remis*; reussi*; les deux; en ligne; date prevue; ouvert; boucl*; un jour de retard; stables; au matin; tout; personne; ravi*; dimanche; lendemain; finalement; pret*; tous les; sans manquer; respect*"));

    public static readonly LibraryCompetency Competency = new(
        "planning",
        new("Organising work", "Organiser le travail"),
        new("Puts competing work in order, agrees it with others and delivers.", "Met en ordre des travaux concurrents, s'accorde avec les autres et livre."),
        new("plan;planning;organise;organize;deadline;schedule;priorit;coordinate;multitask;delivery;logistics;events", "planifier;planning;organiser;organisation;délai;échéance;priorit;coordonner;logistique;livraison;rigueur;événement"),
        [new("deadlines", QuestionKind.PastBehaviour, new("Describe a time when several deadlines fell together.", "Décrivez une situation où plusieurs échéances tombaient en même temps."))],
        new Level(1, 1, new("Works harder without an order, or lets it fall.", "Travaille plus, sans ordre, ou laisse tomber."),
            new Signs(new("No order", "Pas d'ordre"), new(
                "just worked (more|longer|harder|faster); no plan; without a plan; panick*; hoped (for|that|it); gave up; forgot about; did not finish; all night",
                "juste travaille; sans plan; pas de plan; panique*; espere que; abandonne; laisse tomber; pas (fini|termine); nuit blanche"))),
        new Level(2, 1, new("Acts, but no order of the work shows.", "Agit, sans que l'ordre du travail apparaisse."), Acts),
        new Level(3, 2, new("Puts it in order and agrees it with others.", "Le met en ordre et s'accorde avec d'autres."), Orders, Agrees),
        new Level(4, 3, new("Also says what was delivered.", "Dit en plus ce qui a été livré."), Orders, Agrees, Delivers),
        new Level(5, 4, new("Also keeps track, and says what was delivered.", "Suit en plus l'avancement et dit ce qui a été livré."), Orders, Agrees, Tracks, Delivers));
}
