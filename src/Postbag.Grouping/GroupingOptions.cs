namespace Postbag.Grouping;

/// <summary>
/// Every number the grouping decides by, with its reason. The defaults are meant to be left alone; an office that
/// changes one has to group its letters again from the start.
/// </summary>
public sealed record GroupingOptions
{
    /// <summary>How many words make one run (shingle). Five: four-word runs are common talk, six die of one typing
    /// error.</summary>
    public int ShingleWords { get; init; } = 5;

    /// <summary>How many words of a letter are read; the rest counts as the writer's own. Guards time and memory
    /// against letters of a megabyte.</summary>
    public int MaxWords { get; init; } = 16_384;

    /// <summary>How many different words are told apart. Guards memory against mail made of random words.</summary>
    public int MaxVocabulary { get; init; } = 1 << 22;

    /// <summary>Bodies under this many words are left alone: "please ban hunting" comes from people, not from a
    /// site.</summary>
    public int MinWords { get; init; } = 8;

    /// <summary>Below this many words only the very same letter counts as a copy.</summary>
    public int ShortLetterWords { get; init; } = 15;

    /// <summary>A letter with fewer own words than this above a quotation is a bare forward: the quotation is the
    /// letter.</summary>
    public int ForwardedOwnWords { get; init; } = 12;

    /// <summary>What a bare forward has to carry at least.</summary>
    public int ForwardedQuotedWords { get; init; } = 15;

    /// <summary>A paragraph below the closing words with a line of this many words is a postscript, not an
    /// address.</summary>
    public int PostscriptWords { get; init; } = 9;

    /// <summary>This many runs of one of our own replies make a letter an answer to us, which is in no
    /// campaign.</summary>
    public int OwnReplyShingles { get; init; } = 8;

    /// <summary>From this many unrelated letters on a run of words is common talk.</summary>
    public int CommonFrom { get; init; } = 3;

    /// <summary>What a word of common talk weighs. Not nothing: a short campaign may consist of it.</summary>
    public double CommonWeight { get; init; } = 0.2;

    /// <summary>In a matched run of this many words even common talk has full weight: nobody says so much by
    /// chance.</summary>
    public int LongRun { get; init; } = 16;

    /// <summary>The size of the sketch that counts phrases: 4 MB keep a million letters apart.</summary>
    public int PhraseCountBytes { get; init; } = 4 << 20;

    /// <summary>How many campaigns may share one run of words in the index.</summary>
    public int OwnersPerShingle { get; init; } = 8;

    /// <summary>How many campaigns a letter is aligned with at most.</summary>
    public int MaxCandidates { get; init; } = 5;

    /// <summary>Gaps up to this many words on both sides are bridged word by word.</summary>
    public int BridgeWords { get; init; } = 40;

    /// <summary>A word belongs to the core of a campaign if this share of its letters has it.</summary>
    public double CoreShare { get; init; } = 0.35;

    /// <summary>Evidence (weighted shared words) without which no letter joins a campaign.</summary>
    public double JoinEvidence { get; init; } = 12;

    /// <summary>The longest shared run without which no letter joins a campaign: scattered words prove
    /// nothing.</summary>
    public int JoinRun { get; init; } = 8;

    /// <summary>Evidence from which a letter that doesn't join is shown as like a campaign.</summary>
    public double LikeEvidence { get; init; } = 20;

    /// <summary>Text that a template takes in later has to be this many words long: a sentence, not a turn of
    /// phrase.</summary>
    public int GrowthWords { get; init; } = 10;

    /// <summary>The share of a campaign's letters that must have the text before the template takes it in.</summary>
    public double GrowthShare { get; init; } = 0.2;

    /// <summary>A campaign is named only when this many different people sent it.</summary>
    public int PeopleToName { get; init; } = 3;

    /// <summary>A group that turns a larger campaign's ask round is named from this many people; until then its letters
    /// are held one by one. Three who put the same "not" into the same letter need not be a campaign.</summary>
    public int PeopleToNameContrary { get; init; } = 5;

    /// <summary>What letters have in common is taken for a passage that people quote, and not for a letter, if it is no
    /// longer than so many words and hardly anybody sends it by itself.</summary>
    public int PassageWords { get; init; } = 80;

    /// <summary>Own text of this many words puts a letter into the queue that is read one by one.</summary>
    public int ReadOneWords { get; init; } = 40;

    /// <summary>Own text of this share of the body does so too.</summary>
    public double ReadOneShare { get; init; } = 0.5;

    /// <summary>Replacements up to this many words are searched for a turned ask; longer ones are the writer's own
    /// text.</summary>
    public int FlipWords { get; init; } = 8;

    /// <summary>How many of the letters kept for judging again one revision of a campaign looks at.</summary>
    public int RevisedLetters { get; init; } = 600;

    /// <summary>Switch: siblings that share boilerplate and ask for different things are split. Off for the ablation
    /// table only.</summary>
    public bool SplitSiblings { get; init; } = true;

    /// <summary>Switch: letters that turn the ask round are held.</summary>
    public bool GuardPolarity { get; init; } = true;

    /// <summary>Switch: stock formulae and common talk weigh less.</summary>
    public bool WeighPhrases { get; init; } = true;

    /// <summary>Switch: plain copies are recognised by one alignment.</summary>
    public bool FastPath { get; init; } = true;

    /// <summary>Switch: letters are judged again when a campaign has learnt.</summary>
    public bool JudgeAgain { get; init; } = true;

    /// <summary>Switch: of two campaigns that explain a letter equally neither gets it.</summary>
    public bool WeighRivals { get; init; } = true;

    /// <summary>Switch: zones are told apart. Off, the whole text is body.</summary>
    public bool ReadZones { get; init; } = true;

    /// <summary>Switch: while all is judged again a verdict that hangs on nothing new is kept. Changes no answer, which
    /// a test shows by turning it off.</summary>
    internal bool RemembersVerdicts { get; init; } = true;
}
