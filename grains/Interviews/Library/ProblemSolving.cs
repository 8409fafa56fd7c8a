namespace JobInterview.Grains.Interviews.Library;

internal static class ProblemSolving
{
    private static readonly Signs Looks = new(
        new("Looks for the cause", "Cherche la cause"),
        new(
            """
            cause; root; why; look*; check*; test*; analys*; analyz*; investigat*; ask*; search*; found (out|that|the|it); find out; notic*; saw that; compar*; measur*; data; log; logs; read; trac*; reproduc*; pattern; because; turned out; discover*; figured; realis*; realiz*; observ*; interview*; talk*; spoke; studied
            """,
            """
            cause; origine; pourquoi; regard*; verifi*; test*; analys*; enquet*; demand*; cherch*; trouv*; remarqu*; vu que; compar*; mesur*; donnees; journaux; lu; relu; reproduit; parce que; decouvert; compris; observ*; interrog*; parl*; discut*; etudi*; constat*
            """));

    private static readonly Signs Acts = new(
        new("Tries a way out and carries it through", "Essaie une solution et la mène au bout"),
        new(
            """
            tried; try; fix*; solv*; chang*; built; build; wrote; made; decid*; propos*; suggest*; replac*; repair*; implement*; found a; solution; option*; alternative*; improv*; automat*; set up; created; added; moved; organi*; worked; used; introduc*; adjust*; restart*; called; cut; split; drew; put; prepared
            """,
            """
            essay*; corrig*; resol*; chang*; construi*; ecrit; fait; decid*; propos*; sugger*; remplac*; repar*; mis en place; mis; trouv*; solution; option*; alternative*; amelior*; automatis*; cree*; ajout*; deplac*; organis*; travaill*; utilis*; introdui*; ajust*; redemarr*; appel*; reduit; divis*; dessin*; prepar*
            """));

    private static readonly Signs Proves = new(
        new("Shows that it worked", "Montre que cela a marché"),
        new(
            "since then; no longer; never; went from; percent; half; twice; faster; on time; worked; result*; saved; reduc*; fell; drop*; increas*; after that; solved; stable; stopped; disappear*; confirmed; measured; checked again; tested again; still; customers; happy; running; delivered",
            "depuis; ne plus; plus jamais; passe* de; pour cent; moitie; deux fois; plus vite; a temps; fonctionn*; marche; resultat*; gagne; redui*; baiss*; augment*; ensuite; resolu; stable; arret*; disparu*; confirm*; mesur*; reverifi*; encore; clients; content*; livr*"));

    public static readonly LibraryCompetency Competency = new(
        "problem-solving",
        new("Solving problems", "Résoudre des problèmes"),
        new("Looks for the cause, tries a way out and shows that it worked.", "Cherche la cause, essaie une solution et montre qu'elle a marché."),
        new("problem;analysis;analyse;analytical;technical;software;engineer;developer;data;research;troubleshoot;debug;maintenance;design;innovation", "problème;analyse;analyser;technique;logiciel;ingénieur;développeur;données;recherche;dépannage;maintenance;conception;diagnostic;innovation"),
        [new("hard-problem", QuestionKind.PastBehaviour, new("Tell me about a time when you had to solve a difficult problem.", "Racontez-moi une situation où vous avez dû résoudre un problème difficile."))],
        new Level(1, 1, new("Waits, or gives up.", "Attend ou abandonne."),
            new Signs(new("Waits or gives up", "Attend ou abandonne"), new("gave up; waited for; left it; hoped (it|that); nothing (i|we) could; not my (job|problem)", "abandonn*; attendu que; laisse (tomber|comme); espere que; rien pu faire; pas mon (travail|probleme)"))),
        new Level(2, 1, new("Tries a way out.", "Essaie une solution."), Acts),
        new Level(3, 2, new("Looks for the cause and acts on it.", "Cherche la cause et agit dessus."), Looks, Acts),
        new Level(5, 3, new("Also shows that it worked.", "Montre en plus que cela a marché."), Looks, Acts, Proves));
}
