namespace JobInterview.Grains.Interviews.Library;

internal static class Motivation
{
    private static readonly Signs Reason = new(
        new("Gives a reason", "Donne une raison"),
        new(
            """
            like; likes; liked; enjoy*; love; loved; want; wants; wanted; interest*; motivat*; attract*; because; hope; care; passion*; curious; looking for; keen; excit*; believe; appeal*; fascinat*; happy; drawn; speaks to me; suit*; ready; reason; prefer*; wish; aim; dream*; goal;
            next step; appl*; would (like|love|be); matter*; mean*; good fit; fit*; value*; inspir*; challeng*; opportunity; chance; satisf*; proud; best days; find; think; always (wanted|been|liked|loved); rather; picture myself; see myself; surpris*; glad*; makes me; make me; it is about; take care; change; precisely; exactly; for me; bored; thrilled; delighted; miss; missing; reasons; appreciate*; comfortable; second nature; grew up; tired of; natural; natural*; good at
            """,
            """
            aim*; adore*; prefer*; veux; voudrais; souhait*; interess*; motiv*; attir*; parce que; car; espere; passion*; curieu*; cherche; envie; crois; plait; plai*; heureu*; me parle; convient; prete; pret; raison; but; reve*; objectif;
            suite logique; postul*; sens; correspond*; valeur*; inspir*; defi*; opportunite; occasion; satisf*; fier; fiere; meilleures; trouve; pense; tiens; c est pour; toujours voulu; besoin; apport*; plaisir; me vois; vois bien; surprise; exactement; precisement; pour moi; m occup*; ravi*; manque; raisons; apprecie*; a l aise; seconde nature; grandi; serais; pourrais; changer; changement; ennui*; fatigue*; prefere; naturel*; doue*; tuent; volontiers
            """));

    private static readonly Signs Experience = new(
        new("Connects it to own experience", "Fait le lien avec son expérience"),
        new(
            """
            experience; in my (current|last|previous|old|job); years; worked; work; job; organi*; coordinat*; i have (been|worked|organised|organized|led|done|always|already); i was; i did; did during; help*; team; people; plan; plans; planning; led; leading; lead; responsib*; skill*; good at; learn*; taught; teaching;
            volunteer*; career; know the; used to; role; found out; saw; noticed; speak; patient; colleague*; friends; trained; manag*; studied; since; already; when i; my days; as a; others; position; organised
            """,
            """
            experience; dans mon (poste|dernier|ancien|precedent|travail|equipe); ans; travail*; poste; organis*; coordon*; coordinat*; j ai (ete|travaille|organise|fait|dirige|deja|aide|toujours|remarque|vu|decouvert); je suis; j etais; fait; aid*; equipe*; gens; autres; planning; encadr*; responsab*; competence*; doue*;
            appris; apprend*; enseign*; benevol*; carriere; connais; metier; decouvert; vu; remarqu*; parle; patient*; collegue*; amis; form*; gere*; etudi*; depuis; deja; quand; comme; humain; contact; confiait
            """));

    private static readonly Signs Employer = new(
        new("Says why this employer", "Dit pourquoi cet employeur"),
        new(
            "your (company|team|hospital|project|offer|depot|organi*|website|values|firm|school|shop|store|work|customers|mission|products|people|advert*|service*); with you; this (company|team|project|organi*); work for you; join (you|your|this); read about",
            "votre (entreprise|equipe|hopital|projet|offre|depot|organisation|site|mission|maison|magasin|ecole|annonce|association|service|structure|societe); vos (equipes|valeurs|clients|produits|projets|services); avec vous; chez vous; ce projet; vous rejoindre; rejoindre (votre|vos|cette)"));

    private static readonly Signs Gives = new(
        new("Says what they would bring or build", "Dit ce qu'il ou elle apporterait"),
        new(
            "bring; contribut*; help (both|the|your|others|people|you); make a difference; improv*; grow; develop*; learn; build; use this; structure; energy; understand each other; i can; i could; support; offer; share; organised; organized; take more; leading a; lead a; order; stability; growing",
            "apport*; contribu*; aider; faire (la difference|en sorte); amelior*; progress*; evolu*; develop*; apprendre; construi*; mettre; structure; energie; se comprendre; je peux; je pourrais; soutenir; partager; organisee; prendre plus; encadrer; encadrement; stabilite; au service"));

    public static readonly LibraryCompetency Competency = new(
        "motivation",
        new("Motivation for the role", "Motivation pour le poste"),
        new("Knows why this work, from own experience, and what they would bring.", "Sait pourquoi ce travail, d'après son expérience, et ce qu'il ou elle apporterait."),
        new("motivated;passion;enthusiastic;mission;values;join", "motivé;passion;mission;valeurs;rejoindre;engagement"),
        [new("motivation", QuestionKind.Motivation, new("Why would you like to do this work with us?", "Pourquoi aimeriez-vous faire ce travail chez nous ?"), 240)],
        new Level(1, 1, new("Gives no reason in the work itself.", "Ne donne aucune raison liée au travail."),
            new Signs(new("No reason in the work", "Pas de raison liée au travail"), new(
                "just need (a|any|the); any job; need (money|the money); only for the; for the money; do not care; nothing else; no other",
                "juste besoin; n importe quel; besoin d argent; que pour; pour l argent; m est egal; rien d autre; pas d autre"))),
        new Level(2, 1, new("Gives a reason.", "Donne une raison."), Reason),
        new Level(3, 2, new("Gives a reason and connects it to own experience.", "Donne une raison et la relie à son expérience."), Reason, Experience),
        new Level(4, 3, new("Also says what they would bring.", "Dit en plus ce qu'il ou elle apporterait."), Reason, Experience, Gives),
        new Level(5, 3, new("Also says why here.", "Dit en plus pourquoi ici."), Reason, Experience, Employer, Gives));
}
