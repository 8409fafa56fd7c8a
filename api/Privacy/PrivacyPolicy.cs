using static JobInterview.Api.Web.Language;

namespace JobInterview.Api.Privacy;

/// <summary>A part of the policy, in the language of the page.</summary>
public sealed record PolicySection(string Id, string Title, string? Lead, params Promise[] Promises);

/// <summary>One sentence that we keep, under a number that never changes, and how the program keeps it.</summary>
public sealed record Promise(string Id, string Text, string? How = null);

/// <summary>Our own wording of every fact and promise of the published policy.</summary>
public static class PrivacyPolicy
{
    /// <summary>The day from which this wording holds.</summary>
    public static DateOnly UpdatedOn { get; } = new(2026, 11, 23);

    /// <summary>The whole policy, in order.</summary>
    public static IReadOnlyList<PolicySection> Sections() =>
    [
        Overview(), Collected(), Used(), Protected(), Shared(), Rights(), Cookies(), Kept(), Contact(), Law(),
    ];

    private static PolicySection Overview() => new("overview", Say("In short", "En bref"), null,
        new("p04", Say("JobInterview (“we”) runs an interview platform on which a program asks questions. We protect what you entrust to it.",
                "JobInterview (« nous ») exploite une plateforme d'entretien où un programme pose les questions. Nous protégeons ce que vous lui confiez."),
            Say("A new company starts with every optional use of data switched off.", "Une nouvelle entreprise démarre avec tout usage facultatif désactivé.")),
        new("p05", Say("This policy says how we collect, use, disclose and safeguard personal information when you use the platform.",
            "Cette politique dit comment nous recueillons, utilisons, communiquons et protégeons les informations personnelles lorsque vous utilisez la plateforme.")),
        new("p06", Say("Please read it before you use our services.", "Merci de la lire avant d'utiliser nos services."),
            Say("A candidate sees what is kept, for how long and who decides before the first question; no answer is accepted before consent.",
                "Un candidat voit ce qui est conservé, combien de temps et qui décide avant la première question ; aucune réponse n'est acceptée avant le consentement.")),
        new("p07", Say("If you do not agree with it, please do not use the site or the services.", "Si vous n'êtes pas d'accord, merci de ne pas utiliser le site ni les services."),
            Say("A candidate can decline with one click. The company then learns that you declined, and nothing else.",
                "Un candidat peut refuser d'un clic. L'entreprise apprend alors votre refus, et rien d'autre.")));

    private static PolicySection Collected() => new("collect", Say("What we collect", "Ce que nous recueillons"),
        Say("Some of it you give us, some is observed while you use the services, some comes from third parties such as the company that invites you.",
            "Une partie vient de vous, une partie est observée pendant l'usage des services, une partie vient de tiers comme l'entreprise qui vous invite."),
        new("p09", Say("Account: name, e-mail address, password, company name, job title and profile.", "Compte : nom, adresse e-mail, mot de passe, nom de l'entreprise, fonction et profil."),
            Say("A password is kept only as an Argon2id hash.", "Un mot de passe n'est conservé que sous forme d'empreinte Argon2id.")),
        new("p10", Say("Interview: audio and video recordings, transcripts, answers and performance metrics.", "Entretien : enregistrements audio et vidéo, transcriptions, réponses et mesures de performance."),
            Say("No emotion, face, accent or voice judgement exists anywhere in the program.", "Aucun jugement d'émotion, de visage, d'accent ou de voix n'existe dans le programme.")),
        new("p11", Say("Use: logs, device, IP address, browser type, pages visited and interactions.", "Usage : journaux, appareil, adresse IP, type de navigateur, pages vues et interactions."),
            Say("Our logs hold keys and counts, never an answer, a name, an e-mail address or a token.", "Nos journaux contiennent des clés et des nombres, jamais une réponse, un nom, une adresse e-mail ou un jeton.")),
        new("p12", Say("Payment: card details, billing address and transactions, processed securely by payment companies.", "Paiement : carte, adresse de facturation et transactions, traitées de façon sûre par des prestataires de paiement."),
            Say("A card number never reaches us.", "Un numéro de carte ne nous parvient jamais.")),
        new("p13", Say("Communication: messages to our support, feedback and survey answers.", "Communication : messages à notre assistance, retours et réponses aux enquêtes.")));

    private static PolicySection Used() => new("use", Say("What we use it for", "À quoi cela sert"), null,
        new("p15", Say("To provide, maintain and improve the services, and to develop new features.", "Fournir, maintenir et améliorer les services, et développer de nouvelles fonctions."),
            Say("No model is trained on what a candidate says.", "Aucun modèle n'est entraîné sur ce que dit un candidat.")),
        new("p16", Say("To process transactions and to send what belongs to them, confirmations and invoices included.", "Traiter les transactions et envoyer ce qui s'y rattache, confirmations et factures comprises.")),
        new("p17", Say("To send technical notices, updates, security alerts and support messages.", "Envoyer avis techniques, mises à jour, alertes de sécurité et messages d'assistance.")),
        new("p18", Say("To answer your comments, questions and requests.", "Répondre à vos commentaires, questions et demandes.")),
        new("p19", Say("To analyse how the platform is used, so that it becomes better and faster.", "Analyser l'usage de la plateforme pour l'améliorer et l'accélérer."),
            Say("Only aggregates, and nothing in your browser without your consent.", "Uniquement des agrégats, et rien dans votre navigateur sans votre accord.")));

    private static PolicySection Protected() => new("protect", Say("How we protect it", "Comment nous le protégeons"),
        Say("Technical and organisational measures stand against access, change, disclosure or destruction by anyone who is not allowed.",
            "Des mesures techniques et organisationnelles protègent contre tout accès, modification, divulgation ou destruction non autorisés."),
        new("p21", Say("What travels is encrypted with TLS.", "Ce qui circule est chiffré par TLS."),
            Say("The program refuses to start with an unencrypted public address.", "Le programme refuse de démarrer avec une adresse publique non chiffrée.")),
        new("p22", Say("What rests is encrypted with AES-256.", "Ce qui est stocké est chiffré en AES-256."),
            Say("AES-256-GCM under a key of the person it is about; destroying the key destroys the data, in every backup too.",
                "AES-256-GCM sous une clé propre à la personne concernée ; détruire la clé détruit les données, y compris dans chaque sauvegarde.")),
        new("p23", Say("Roles limit who may see personal data, to those who need to.", "Des rôles limitent l'accès aux données personnelles à ceux qui en ont besoin."),
            Say("What belongs to another company answers exactly like what does not exist.", "Ce qui appartient à une autre entreprise répond exactement comme ce qui n'existe pas.")),
        new("p24", Say("We assess our security regularly and have it attacked by testers.", "Nous évaluons régulièrement notre sécurité et la faisons éprouver par des tests d'intrusion.")),
        new("p25", Say("We run on enterprise-grade cloud infrastructure with security built in.", "Nous fonctionnons sur une infrastructure cloud professionnelle à sécurité intégrée.")));

    private static PolicySection Shared() => new("share", Say("With whom it is shared", "Avec qui c'est partagé"),
        Say("We do not sell your personal information. It is shared in these four cases only.", "Nous ne vendons pas vos informations personnelles. Elles ne sont partagées que dans ces quatre cas."),
        new("p28", Say("Service providers that work for us: hosting, analytics, payments.", "Prestataires qui travaillent pour nous : hébergement, mesure d'audience, paiement.")),
        new("p29", Say("A merger, a sale of company assets, financing, or an acquisition of all or part of our business.", "Fusion, cession d'actifs, financement ou acquisition de tout ou partie de notre activité.")),
        new("p30", Say("Where law, a subpoena or another legal process requires it, or to protect our rights and safety.", "Lorsque la loi, une assignation ou une autre procédure l'exige, ou pour protéger nos droits et notre sécurité.")),
        new("p31", Say("With your explicit consent.", "Avec votre accord explicite."),
            Say("Each consent is for one purpose and leaves you a receipt.", "Chaque consentement vaut pour une finalité et vous laisse un reçu.")));

    private static PolicySection Rights() => new("rights", Say("Your rights", "Vos droits"),
        Say("Where you live can give you more of these rights. Write to us to use any of them.", "Votre lieu de résidence peut élargir ces droits. Écrivez-nous pour les exercer."),
        new("p33", Say("Access: ask for the personal information we hold about you.", "Accès : demander les informations personnelles que nous détenons sur vous.")),
        new("p34", Say("Correction: have what is wrong or incomplete put right.", "Rectification : faire corriger ce qui est inexact ou incomplet.")),
        new("p35", Say("Deletion: have it deleted, within what law obliges us to keep.", "Effacement : le faire supprimer, dans la limite de nos obligations légales.")),
        new("p36", Say("Portability: get a copy that a machine can read.", "Portabilité : obtenir une copie lisible par une machine.")),
        new("p37", Say("Objection: object to certain uses, marketing included.", "Opposition : vous opposer à certains usages, prospection comprise.")),
        new("p38", Say("Restriction: in certain circumstances, have its use limited.", "Limitation : dans certains cas, faire limiter son usage.")),
        new("p53", Say("Human review: no program decides about you. You can ask a person to look again.", "Réexamen humain : aucun programme ne décide pour vous. Vous pouvez demander à une personne de revoir."),
            Say("A decision can be recorded only by a signed-in person, with a reason; the API refuses it.", "Une décision ne peut être enregistrée que par une personne connectée, avec une raison ; l'API la refuse.")));

    private static PolicySection Cookies() => new("cookies", Say("Cookies and tracking", "Cookies et traceurs"),
        Say("We may use cookies and similar techniques. You can control them in your browser as well.", "Nous pouvons utiliser des cookies et techniques similaires. Vous pouvez aussi les gérer dans votre navigateur."),
        new("p41", Say("Essential cookies: signing in and security. The platform does not work without them.", "Cookies essentiels : connexion et sécurité. La plateforme ne fonctionne pas sans eux.")),
        new("p42", Say("Analytics cookies (Google Analytics, Mixpanel): how the platform is used, only after a yes.", "Cookies de mesure (Google Analytics, Mixpanel) : l'usage de la plateforme, seulement après un oui."),
            Say("None is built in today.", "Aucun n'est intégré aujourd'hui.")),
        new("p43", Say("Preference cookies: your settings, only after a yes.", "Cookies de préférence : vos réglages, seulement après un oui."),
            Say("None is built in today; a chosen language travels in the address.", "Aucun n'est intégré aujourd'hui ; la langue choisie voyage dans l'adresse.")));

    private static PolicySection Kept() => new("keep", Say("How long we keep it", "Combien de temps nous le conservons"), null,
        new("p44", Say("As long as the purposes of this policy need it, or longer where law requires or permits that.", "Aussi longtemps que les finalités de cette politique l'exigent, ou davantage si la loi l'impose ou le permet.")),
        new("p45", Say("Recordings of a company on Starter: 7 days.", "Enregistrements d'une entreprise en formule Starter : 7 jours.")),
        new("p46", Say("Recordings of a company on Professional: 30 days.", "Enregistrements d'une entreprise en formule Professional : 30 jours.")),
        new("p47", Say("Recordings of a company on Enterprise: no limit of ours.", "Enregistrements d'une entreprise en formule Enterprise : aucune limite de notre part.")),
        new("p48", Say("Account information: until you ask for deletion or the account ends.", "Informations de compte : jusqu'à votre demande de suppression ou la fin du compte.")));

    private static PolicySection Contact() => new("contact", Say("Write to us", "Nous écrire"), null,
        new("p49", Say("Questions about privacy go to our Data Protection Officer: privacy@jobinterview.live.", "Vos questions de confidentialité vont à notre délégué à la protection des données : privacy@jobinterview.live.")),
        new("p50", Say("By post: JobInterview, 229 rue Saint-Honoré, 75001 Paris, France.", "Par courrier : JobInterview, 229 rue Saint-Honoré, 75001 Paris, France.")),
        new("p57", Say("Our privacy team answers whatever you want to ask about your privacy.", "Notre équipe vie privée répond à toute question sur votre vie privée.")));

    private static PolicySection Law() => new("law", Say("The law we follow", "Le droit que nous suivons"),
        Say("We follow the major data protection laws of the world.", "Nous suivons les grandes lois mondiales de protection des données."),
        new("p52", Say("GDPR: for everyone in the European Economic Area, with access, rectification, erasure, restriction, portability and objection.",
            "RGPD : pour toute personne dans l'Espace économique européen, avec accès, rectification, effacement, limitation, portabilité et opposition.")),
        new("p54", Say("CCPA: residents of California have further rights.", "CCPA : les résidents de Californie ont des droits supplémentaires.")),
        new("p55", Say("They may know what is collected, sold or disclosed about them.", "Ils peuvent savoir ce qui est recueilli, vendu ou communiqué à leur sujet."),
            Say("Sold: nothing, ever.", "Vendu : rien, jamais.")),
        new("p56", Say("They may opt out of the sale of personal information.", "Ils peuvent s'opposer à la vente d'informations personnelles."),
            Say("Sec-GPC: 1 is honoured as an opt-out, without an account.", "Sec-GPC: 1 vaut opposition, sans compte.")));
}
