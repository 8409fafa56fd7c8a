namespace JobInterview.Grains.Interviews.Library;

internal static class Resolving
{
    private static readonly Signs Step = new(
        new("A step of their own", "Un pas personnel"),
        new(
            """
            talk*; spoke; spoken; speak*; ask*; explain*; listen*; call*; phon*; met; meet*; sat; sit; apologi*; sorry; suggest*; propos*; offer*; discuss*; invit*; show*;
            went (to|over|there|and); contact*; wrote; told; heard; visited; drove; promis*; reassur*; calm*; help*; let (him|her|them); understood; understand*; convinc*; present*;
            mediat*; approach*; admit*; gave; found; brought; agree*; compromis*; decid*; clarif*; emailed; check*; looked; decided; tried; said; organi*; sent; arrang*; answer*; repl*; walk*; rang; stay*; took; made; put; opened; came; let out; gave; paid; drew; swap*; switch*; mov*; learned; learnt; wait*; thank*; welcom*; repeat*; built; cancel*; refund*; replac*; repair*; fix*; correct*; chang*
            """,
            """
            parl*; discut*; demand*; expliqu*; ecout*; appel*; telephon*; rencontr*; vu; vus; assis*; excus*; desole*; propos*; sugger*; offert; offrir; invit*; montr*; alle (voir|le|la|les|a);
            allee (voir|le|la|les|a); contact*; ecrit; dit; entendu; rassur*; calm*; aid*; laisse; compris; comprendre; convain*; present*; recu; recue; reconnu; trouv*; accord; accept*; decid*;
            echang*; organis*; reformul*; repond*; deplac*; pris; verifi*; reuni*; cherch*; fait; essay*; rappel*; envoy*; note; arrang*; passe (chez|voir|le|la|un|une); appris; inverse; echange; garde; pris; mis; ouvert; rouvert; repris; rest*; venu; venue; donne; paye; dessin*; chang*; attend*; remerci*; accueill*; repet*; construi*; annul*; rembours*; remplac*; repar*; corrig*; emmen*; apport*; fabriqu*; retrouv*; tape*; signe*; imprim*; ajout*; relire; lu; rempli; cree*; revu
            """));

    private static readonly Signs Hears = new(
        new("Hears the other side", "Entend l'autre"),
        new(
            """
            listen*; ask*; understood; understand*; heard; hear*; let (him|her|them|me|the); his (concern*|worr*|view|point|reason*|side|needs|opinion|story|idea*|arguments); her (concern*|worr*|view|point|reason*|side|needs|opinion|story|whole|idea*|arguments);
            their (concern*|worr*|view*|point*|reason*|side|needs|opinion*|problem|idea*|arguments); what (bothered|mattered|he|she|they|the); talk*; spoke; spoken; sat; sit; discuss*; met; meet*; meeting; coffee; each of us; invit*;
            phon*; call*; explain*; apologi*; sorry; both sides; together; learned (that|why|what|from|how); learnt; rang; welcom*; quiet; waited; walked over; invited; water; went (to|over|there); visited; drove; calm*; conversation; lunch; privately; one to one; told; said; questions; acknowledg*; empath*; repeated; wrote everything; showed
            """,
            """
            ecout*; demand*; compris; comprendre; entendu; laisse (parler|s exprimer|le|la); ses (craintes|inquietudes|arguments|raisons|besoins|idees); son (point de vue|avis|idee|souci|histoire|probleme|inquietude);
            leur* (besoins|avis|craintes|remarques|point de vue); ce qui (comptait|le|la|les|n allait|s etait|se); parl*; discut*; rencontr*; assis*; reuni*; cafe; chacun; invit*; telephon*; appel*; rappel*; expliqu*; excus*; desole*; ensemble; alle (voir|le|la);
            allee (voir|le|la); deplac*; calm*; conversation; dejeuner; echang*; en prive; reformul*; recu; recue; reconnu; questions; dit; reunion; montr*; tout note; empathie; appris (qu|que|pourquoi); passe (chez|le voir|la voir); accueill*; calme; attendu; rappele; emmen*; venir; en parler; en discut*
            """));

    private static readonly Signs Solution = new(
        new("Reaches a solution", "Trouve une solution"),
        new(
            """
            agree*; compromis*; suggest*; propos*; offer*; solution*; solv*; resolv*; settle*; tried; try; trial; decid*; found; find*; fix*; repair*; refund*; replac*; rebook*; arrang*; instead; accept*; plan; planned; made a; test*;
            both; swap*; switch*; took; vote; voted; let; opened; cancel*; transfer; did the; done; got; paid; both; correct*; chang*; new; shared; rota; discount; free; sent; brought; reserv*; kept; set up; wrote; put; we (did|made|wrote|took|went|used|chose|built|drew|tried|kept); worked; middle; common; alternative; option*; split; combin*; gave; delivered; order*; approved; showed; helped
            """,
            """
            accord; compromis; propos*; sugger*; offert; solution*; resolu*; regl*; essay*; essai; decid*; trouv*; repar*; rembours*; remplac*; arrang*; plutot; accept*; plan; planning; etabli; etabl*; teste*; test; deux; corrig*; chang*; nouvel*; nouveau;
            partag*; remise; gratuit*; envoy*; apport*; reserv*; gard*; mis en place; mis; mise; ecrit; construi*; fiche; fix*; fonctionn*; commun*; alternative; option*; combin*; donne; livr*; organis*; deplac*; servir; mont*; montr*; fait; convenu; echang*; invers*; vote; repris; ouvert; rouvert; annul*; virement; ensemble; paye; rentre
            """));

    private static readonly Signs Listens = new(
        new("Asks for the reasons and listens", "Demande les raisons et écoute"),
        new(
            "listen*; heard (him|her|them|out|both); understood; ask* (him|her|them|what|why|how|me|to|for|each|both|open); let (him|her|them) (talk|speak|finish|explain|tell); his (concern*|worr*|reason*|needs); her (concern*|worr*|reason*|needs|whole story); their (concern*|worr*|reason*|needs); what (bothered|mattered)",
            "ecout*; entendu; compris; demand* (ce|pourquoi|comment|de|a|son|leur|lui); laisse (parler|s exprimer); ses (craintes|inquietudes|arguments|raisons|besoins); son (point de vue|avis|souci|inquietude); leurs (craintes|besoins|raisons); ce qui comptait; reformul*"));

    private static readonly Signs Tests = new(
        new("Tests it or checks later", "Vérifie ou fait le point plus tard"),
        new(
            "follow* up; check*; call* (her|him|them) (back|a|again|later|the); a week later; weeks later; test*; tried (both|it|for|that); try it; trial; pilot; measur*; data; figures; numbers; results; survey; weekly; every (week|month|day); looked (up|at); review*; watched; compar*; make sure; made sure; quick check; next (day|week|morning); following (day|week)",
            "verifi*; rappel*; une semaine (apres|plus tard); semaines plus tard; test*; essay*; essai; mesur*; donnees; chiffres; resultats; sondage; chaque (semaine|mois|jour); observ*; compar*; m assurer; fait le point; point chaque; point (hebdo*|regulier); cherch*; le lendemain; relu"));

    private static readonly Signs Relation = new(
        new("The relation holds afterwards", "La relation tient ensuite"),
        new(
            "thank*; still; after that; since then; trust*; came (back|again); come back; stay*; apologi* to me; relation*; good terms; happy; happier; pleased; satisfied; calmed; friends; to this day; from then on; respect*; better; renewed; accepted; changed (her|his|their) mind; stopped; smil*; laugh*; liked; recommend*; both of us",
            "remerci*; merci; encore; toujours; depuis; confiance; revenu*; reste* (client*|chez|avec); excuses; relation*; bons termes; content*; satisfait*; calme*; amis; respect*; mieux; renouvel*; accept*; change d avis; plus de; sourire; calmement; recommand*; signe; ravi*"));

    public static readonly LibraryCompetency Competency = new(
        "resolving",
        new("Listening and resolving", "Écouter et résoudre"),
        new("Hears the other side of a disagreement or complaint and reaches something both can work with.", "Entend l'autre lors d'un désaccord ou d'une plainte et trouve une issue qui convient aux deux."),
        new("team;colleagues;stakeholder;customer;client;service;conflict;support;guest;patient;complaint;people", "équipe;collègues;client;usager;service;conflit;support;patient;réclamation;accueil;relation"),
        [
            new("disagreement", QuestionKind.PastBehaviour, new("Tell me about a time when you and a colleague disagreed about how to do the work.", "Racontez-moi une situation où un collègue et vous n'étiez pas d'accord sur la façon de travailler.")),
            new("unhappy-customer", QuestionKind.PastBehaviour, new("Tell me about a time when a customer was unhappy.", "Racontez-moi une situation où un client était mécontent.")),
        ],
        new Level(1, 1, new("Avoids it, blames, or passes it on.", "Évite, accuse ou transmet à d'autres."),
            new Signs(new("Avoids or passes on", "Évite ou transmet"), new(
                "ignored (it|him|her|them|the); let it go; avoided (it|him|her|them|the); told my (manager|boss|supervisor); complained to; not my (problem|fault|job); walked away; hung up; shouted back; yelled (back|at); gave up; stopped talking",
                "ignore; laisse tomber; evite (de|le|la|les); dit a mon (chef|manager|responsable); plaint a; pas mon (probleme|travail); pas ma faute; raccroche; crie dessus; abandonne"))),
        new Level(2, 1, new("Takes a step of their own.", "Fait un pas de sa propre initiative."), Step),
        new Level(3, 2, new("Hears the other side and reaches something workable.", "Entend l'autre et trouve une issue praticable."), Hears, Solution),
        new Level(4, 3, new("Hears, resolves, and the relation holds.", "Entend, résout, et la relation tient."), Hears, Solution, Relation),
        new Level(5, 4, new("Asks for the reasons, tests a solution, and the relation holds.", "Demande les raisons, met une solution à l'épreuve, et la relation tient."), Listens, Solution, Tests, Relation));
}
