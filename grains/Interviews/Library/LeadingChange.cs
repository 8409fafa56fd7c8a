namespace JobInterview.Grains.Interviews.Library;

internal static class LeadingChange
{
    private static readonly Signs Starts = new(
        new("Starts something", "Lance quelque chose"),
        new(
            """
            introduc*; chang*; led; lead; start*; launch*; creat*; set up; built; implement*; replac*; moved; mov*; switch*; organi*; reorgani*; design*; redesign*; convinc*; decid*; wrote; made; drew; brought; train*; improv*; propos*;
            develop*; plan; planned; tested; pilot; suggest*; present*; put; got; went; began; coach*; show*; install*; roll* out; took; rearrang*; prepar*; digiti*; automat*; ask*; wanted; saw that; noticed; gave
            """,
            """
            introdui*; chang*; mene; lance*; commenc*; cree*; mis en place; mis; mise; construi*; instaur*; remplac*; passe*; passage; organis*; reorganis*; dessin*; concu; convain*; decid*; ecrit; redig*; fait; form*; amelior*; propos*;
            develop*; plan; planning; teste*; essai; essay*; sugger*; present*; deploy*; prepar*; demarr*; adopt*; transform*; modifi*; automatis*; demand*; voulu; vu que; remarqu*; trouv*; simplifi*
            """));

    private static readonly Signs Brings = new(
        new("Brings people along", "Embarque les autres"),
        new(
            """
            train*; show*; explain*; coach*; help*; talk*; spoke; listen*; ask*; feedback; meeting*; present*; volunteer*; pilot; sat; discuss*; convinc*; guide; pair*; support*; invit*; groups; involv*; each of them; let each; taught; teach*;
            encourag*; persuad*; together; workshop*; team; colleagues; everyone; everybody; people; staff; met; buddy; with the; answer*; told; shared; communicat*; questions; older students; apprentices
            """,
            """
            form*; montr*; expliqu*; accompagn*; aid*; parl*; discut*; ecout*; demand*; remarques; retours; reunion*; present*; volontaires; benevol*; essai; assis*; convain*; guide; binom*; parrain*; soutenu; invit*; groupes; impliqu*;
            chacun; appris; encourag*; persuad*; ensemble; atelier*; equipe*; collegues; tout le monde; gens; personnel; rencontr*; avec (la|le|les|chacun|eux|mon|ma|mes|quatre|l); repondu; communiqu*; questions; apprentis; personnes
            """));

    private static readonly Signs Resistance = new(
        new("Meets resistance or doubt", "Répond aux résistances"),
        new(
            "afraid; fear*; resist*; grumbl*; sceptic*; skeptic*; unhappy; ignored; laughed; complain*; object*; worried; hesita*; doubt*; against; reluctan*; refus*; concern*; not easy; difficult; hard; nobody; did not (like|want|believe); pushback; criticis*; listen*; feedback",
            "peur; crain*; resist*; ral*; scepti*; mecontent*; ignor*; rigol*; plaign*; oppos*; inquiet*; hesit*; dout*; contre; reticen*; refus*; pas (facile|simple|envie); difficile; personne; critiqu*; ecout*; remarques; retours"));

    private static readonly Signs Adapts = new(
        new("Adapts or measures", "Adapte ou mesure"),
        new(
            "went from; from (two|three|four|five|six|seven|eight|nine|ten); percent; per cent; a third; half; twice; double*; drop*; fell; increas*; reduc*; improv*; decreas*; instead of; adapt*; adjust*; feedback; measur*; checked; disappear*; no (lost|more|longer); any more; after (a|four|three|two|six) (month*|week*); by (may|summer|the); since then; forty; regular; saved",
            "passe* de; pour cent; pourcent; tiers; moitie; deux fois; double; baiss*; augment*; diminu*; redui*; amelior*; au lieu; adapt*; ajust*; remarques; retours; mesur*; verifi*; disparu*; plus (aucun*|de|personne); apres (un|deux|trois|quatre|six) mois; au bout; en (six|trois|deux|quatre) mois; depuis; quarante; reguliers; gagne"));

    public static readonly LibraryCompetency Competency = new(
        "leading-change",
        new("Leading change", "Conduire le changement"),
        new("Starts a change, brings people along and looks at what it does.", "Lance un changement, embarque les autres et regarde ce qu'il produit."),
        new("lead;leadership;change;improve;initiative;project;manage;coordinate;transform;process;drive", "diriger;encadrer;changement;améliorer;initiative;projet;piloter;coordonner;transformation;processus;manager"),
        [new("change", QuestionKind.PastBehaviour, new("Describe a change that you led at work or in a group.", "Décrivez un changement que vous avez conduit au travail ou dans un groupe."))],
        new Level(1, 1, new("Undergoes a change, or forces it.", "Subit un changement ou l'impose."),
            new Signs(new("Undergoes or forces", "Subit ou impose"), new(
                "had no choice; was forced; forced (them|everyone|people|the); they just had to; did not care; ordered (them|everyone); just followed",
                "pas le choix; ete force*; impose a; oblige* (les|a|tout); m en fichais; juste suivi"))),
        new Level(2, 1, new("Starts something new.", "Lance quelque chose de nouveau."), Starts),
        new Level(3, 2, new("Starts it and brings people along.", "Le lance et embarque les autres."), Starts, Brings),
        new Level(4, 3, new("Brings people along and knows the effect.", "Embarque les autres et connaît l'effet."), Starts, Brings, Adapts),
        new Level(5, 4, new("Takes doubts seriously, adapts, and knows the effect.", "Prend les doutes au sérieux, adapte, et connaît l'effet."), Starts, Brings, Resistance, Adapts));
}
