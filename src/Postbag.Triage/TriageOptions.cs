namespace Postbag.Triage;

/// <summary>
/// Every number the learning goes by, with its reason. The defaults were chosen on a part of the questions that lies
/// before the part they are tested on (docs/triage); they are meant to be left alone.
/// </summary>
public sealed record TriageOptions
{
    /// <summary>How many characters of a text are read. Guards time and memory against letters of a megabyte; a letter
    /// says what it is about in its first pages.</summary>
    public int MaxCharacters { get; init; } = 16_384;

    /// <summary>The shortest run of characters within a word that counts as a feature of its own.</summary>
    public int ShortestRun { get; init; } = 3;

    /// <summary>The longest such run. Runs find a word again that is misspelt or inflected.</summary>
    public int LongestRun { get; init; } = 4;

    /// <summary>What all runs of characters weigh together, where all words and pairs of words weigh 1.</summary>
    public double RunWeight { get; init; } = 0.6;

    /// <summary>What a pair of neighbouring words weighs, where a word weighs 1.</summary>
    public double PairWeight { get; init; } = 0.8;

    /// <summary>A feature seen in fewer examples is left out; with few examples every feature counts.</summary>
    public int MinExamples { get; init; } = 2;

    /// <summary>From this many examples on <see cref="MinExamples"/> holds, and one newest part is enough to calibrate
    /// on.</summary>
    public int ManyExamples { get; init; } = 2_000;

    /// <summary>How large a saved model may be about, in bytes: the rarest features are left out beyond it.</summary>
    public int ModelBytes { get; init; } = 16 << 20;

    /// <summary>What an example that is got wrong costs, beside the size of the weights.</summary>
    public double Cost { get; init; } = 0.5;

    /// <summary>The same where there are few examples: each has to be taken more seriously.</summary>
    public double CostOfFew { get; init; } = 1;

    /// <summary>What the oldest example counts, where the newest counts 1: departments, and what offices call things,
    /// change.</summary>
    public double OldestWeight { get; init; } = 0.5;

    /// <summary>How often the older examples are gone through before calibrating.</summary>
    public int FirstPasses { get; init; } = 5;

    /// <summary>How often all examples are gone through after it.</summary>
    public int SecondPasses { get; init; } = 4;

    /// <summary>The share of the examples, the newest, that is held back to calibrate on.</summary>
    public double HeldBack { get; init; } = 0.1;

    /// <summary>Suggestions are shown down to the probability at which this share of those shown was right.</summary>
    public double ShownRight { get; init; } = 0.9;

    /// <summary>Never shown below this probability.</summary>
    public double NeverShownBelow { get; init; } = 0.4;

    /// <summary>Always shown from this probability on.</summary>
    public double AlwaysShownFrom { get; init; } = 0.75;

    /// <summary>How many words are given as the reason.</summary>
    public int Reasons { get; init; } = 5;

    /// <summary>How far a corrected label is put before every other, in the logarithm of the odds.</summary>
    public double CorrectionMargin { get; init; } = 3;
}
