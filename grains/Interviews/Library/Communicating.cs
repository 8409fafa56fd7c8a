namespace JobInterview.Grains.Interviews.Library;

internal static class Communicating
{
    private static readonly Signs Says = new(
        new("Makes it plain", "Le dit clairement"),
        new(
            """
            explain*; show*; told; tell; wrote; write; present*; drew; example*; simple; simpl*; plain; clear*; summar*; picture*; diagram*; slide*; demo*; translat*; compar*; step by step; words; email*; call*; report*; describ*; prepar*; guide; used; talk*; spoke; train*; taught
            """,
            """
            expliqu*; montr*; dit; dire; ecrit; present*; dessin*; exemple*; simple*; clair*; resum*; image*; schema*; diapo*; demonstration*; tradui*; compar*; etape par etape; mots; mail*; appel*; rapport*; decri*; prepar*; guide; utilis*; parl*; form*; appris; vulgaris*
            """));

    private static readonly Signs Checks = new(
        new("Finds out whether it was understood", "Vérifie que c'est compris"),
        new(
            "ask*; question*; check*; understood; understand*; feedback; repeat*; listen*; in (his|her|their|your) own words; back to me; confirm*; answer*; looked (at|confused|lost); notic*; follow* up; summar*; agreed; discuss*; talk*; meeting; again",
            "demand*; question*; verifi*; compris; comprendre; retour*; repet*; ecout*; reformul*; avec (ses|leurs) mots; confirm*; repond*; regard*; remarqu*; rappel*; resum*; accord; discut*; parl*; reunion; encore"));

    private static readonly Signs Adapts = new(
        new("Adapts to the listener", "S'adapte à l'interlocuteur"),
        new(
            "instead; chang*; simpl*; adapt*; different*; without (jargon|technical|the); example*; picture*; drew; drawing; their language; non technical; slow*; shorter; compar*; for (him|her|them) to; so that (he|she|they|everyone); plain words; everyday; metaphor; analogy",
            "plutot; chang*; simpl*; adapt*; autrement; sans (jargon|termes|mots); exemple*; image*; dessin*; leur langue; lentement; plus court; compar*; pour qu (il|elle|ils|elles); quotidien; metaphore; analogie; mots simples"));

    public static readonly LibraryCompetency Competency = new(
        "communicating",
        new("Making oneself understood", "Se faire comprendre"),
        new("Says things plainly, adapts to the listener and checks that it was understood.", "Dit les choses clairement, s'adapte et vérifie que c'est compris."),
        new("communicat;present;presentation;write;writing;speak;teach;train;explain;report;sales;marketing;languages", "communi;présent;rédiger;rédaction;oral;écrit;enseigner;former;expliquer;pédagog;vente;commercial;langues"),
        [new("explaining", QuestionKind.PastBehaviour, new("Tell me about a time when you had to explain something complicated to somebody.", "Racontez-moi une situation où vous avez dû expliquer quelque chose de compliqué à quelqu'un."))],
        new Level(1, 1, new("Leaves the other to find out.", "Laisse l'autre se débrouiller."),
            new Signs(new("Leaves it", "Laisse l'autre seul"), new("gave up; sent (him|her|them) the (link|manual); (he|she|they) should have known; not my (job|problem); did not bother", "abandonn*; envoye le (lien|manuel); aurait du savoir; pas mon (travail|probleme); pas pris la peine"))),
        new Level(2, 1, new("Makes it plain.", "Le dit clairement."), Says),
        new Level(3, 2, new("Makes it plain and checks that it was understood.", "Le dit clairement et vérifie que c'est compris."), Says, Checks),
        new Level(5, 3, new("Also adapts to the listener.", "S'adapte en plus à l'interlocuteur."), Says, Checks, Adapts));
}
