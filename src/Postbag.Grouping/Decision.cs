namespace Postbag.Grouping;

/// <summary>How a letter stands.</summary>
public enum LetterState
{
    /// <summary>Like no other letter.</summary>
    Alone = 0,

    /// <summary>In a campaign, as a copy with at most a name or a slip of its own.</summary>
    Copy = 1,

    /// <summary>In a campaign, edited.</summary>
    Member = 2,

    /// <summary>The same as a letter of somebody else, but not yet of three people: no campaign so far.</summary>
    Pair = 3,

    /// <summary>Shares text with a campaign without being one of its letters; shown as like it, not counted.</summary>
    Like = 4,

    /// <summary>Would be of a campaign but turns its ask round: a person has to look.</summary>
    Held = 5,

    /// <summary>Answers one of our own letters.</summary>
    Reply = 6,

    /// <summary>Too short to be told from chance.</summary>
    Short = 7,
}

/// <summary>A decision on a letter, with its reasons.</summary>
/// <param name="Letter">The number of the letter: 0 for the first one added.</param>
/// <param name="State">How it stands.</param>
/// <param name="Campaign">The campaign it is counted in; null unless three different people sent that campaign.</param>
/// <param name="Like">The campaign it resembles, for states that count in none; null if there is none.</param>
/// <param name="ShareOfLetter">The share of the letter that the template explains, 0 to 1.</param>
/// <param name="ShareOfTemplate">The share of the template's core that the letter has, 0 to 1.</param>
/// <param name="OwnWords">How many words are the writer's own.</param>
/// <param name="ReadThisOne">The letter has so much of its own that somebody has to read it, whatever it is counted
/// in.</param>
public readonly record struct Decision(
    int Letter,
    LetterState State,
    int? Campaign,
    int? Like,
    double ShareOfLetter,
    double ShareOfTemplate,
    int OwnWords,
    bool ReadThisOne);
