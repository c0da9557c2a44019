using Postbag.Grouping.Matching;
using Postbag.Grouping.Reading;

namespace Postbag.Grouping.Campaigns;

/// <summary>Everything the grouping remembers, and the parts that work on it.</summary>
internal sealed class Desk
{
    public Desk(GroupingOptions options)
    {
        Options = options;
        Vocabulary = new Vocabulary(options.MaxVocabulary);
        Counts = new PhraseCounts(options.PhraseCountBytes);
        Reader = new LetterReader(options, Vocabulary, Stock);
        Store = new TokenStore(Vocabulary, options.ShingleWords);
        Candidates = new Candidates(options, Clusters, Ledger);
        Judge = new Judge(
            options, Vocabulary, Candidates, new PhraseWeights(options, Stock, Counts), Store, Ledger, Clusters, Pins,
            Choices);
        Queue = new UpkeepQueue();
        Filing = new Filing(this);
        var formula = new LetterTokens();
        foreach (var text in StockFormulae.All)
        {
            Reader.ReadPlain(text, formula);
            Stock.AddFormula(formula);
        }
    }

    public GroupingOptions Options { get; }

    public Vocabulary Vocabulary { get; }

    public StockText Stock { get; } = new();

    public PhraseCounts Counts { get; }

    /// <summary>The words that people put for one another.</summary>
    public WordChoices Choices { get; } = new();

    public LetterReader Reader { get; }

    public TokenStore Store { get; }

    public Ledger Ledger { get; } = new();

    public Clusters Clusters { get; } = new();

    public Pins Pins { get; } = new();

    public Candidates Candidates { get; }

    public Judge Judge { get; }

    public KnownCopies Copies { get; } = new();

    public UpkeepQueue Queue { get; }

    public Filing Filing { get; }

    /// <summary>What happened since the caller last asked.</summary>
    public List<GroupingEvent> Events { get; } = [];
}
