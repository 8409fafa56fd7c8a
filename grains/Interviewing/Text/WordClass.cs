namespace JobInterview.Grains.Interviewing.Text;

/// <summary>What a word can do in an answer; a word can have several classes.</summary>
[Flags]
internal enum WordClass
{
    None = 0,

    /// <summary>First person singular as subject.</summary>
    I = 1 << 0,

    /// <summary>First person plural as subject, or the team.</summary>
    We = 1 << 1,

    /// <summary>Any other subject pronoun, or a word that opens a noun phrase.</summary>
    Subject = 1 << 2,

    /// <summary>A past form of something one does.</summary>
    PastAction = 1 << 3,

    /// <summary>A past form of something one is, has, knows or feels.</summary>
    PastState = 1 << 4,

    /// <summary>May stand between subject and verb.</summary>
    Between = 1 << 5,

    /// <summary>Places a story at one time or in one place.</summary>
    Anchor = 1 << 6,

    /// <summary>Speaks of habit, not of one occasion.</summary>
    Generic = 1 << 7,

    /// <summary>Announces an outcome wherever it stands.</summary>
    Result = 1 << 8,

    /// <summary>Announces an outcome when it stands late in the answer.</summary>
    LateResult = 1 << 9,

    /// <summary>A change that could be counted.</summary>
    Change = 1 << 10,

    Number = 1 << 11,

    /// <summary>Says what would be done.</summary>
    Hypothetical = 1 << 12,

    Negator = 1 << 13,

    /// <summary>A word that carries grammar rather than content.</summary>
    Function = 1 << 14,

    /// <summary>A hesitation: not counted as a word.</summary>
    Filler = 1 << 15,

    /// <summary>Begins a new clause.</summary>
    Connector = 1 << 16,

    /// <summary>A present form: a finite verb, but no past.</summary>
    Present = 1 << 17,

    /// <summary>An auxiliary that makes a past with the participle after it (French).</summary>
    Auxiliary = 1 << 18,

    /// <summary>Never a participle, whatever its ending (French).</summary>
    NoParticiple = 1 << 19,

    /// <summary>A participle of being, having, knowing or feeling (French).</summary>
    StateParticiple = 1 << 20,

    /// <summary>Seldom or never found in the other language: tells which one is spoken.</summary>
    Telltale = 1 << 21,

    /// <summary>A present form that tells a story as if it happened now.</summary>
    StoryPresent = 1 << 22,

    /// <summary>A phrase of the lexicon may begin here.</summary>
    OpensPhrase = 1 << 23,
}
