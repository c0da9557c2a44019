namespace Postbag.Grouping.Reading;

/// <summary>What a word does to the meaning of an ask.</summary>
[Flags]
internal enum WordClass : ushort
{
    None = 0,

    /// <summary>not, never, no: turns a sentence round.</summary>
    Negation = 1,

    /// <summary>support, keep, fund: for the thing.</summary>
    Support = 2,

    /// <summary>oppose, stop, scrap: against the thing.</summary>
    Oppose = 4,

    /// <summary>urge, demand, ask: introduces what is wanted.</summary>
    Ask = 8,

    /// <summary>will you, could you, ensure: stands where something is asked for, without saying what.</summary>
    Request = 64,

    /// <summary>Made of digits.</summary>
    Number = 16,

    /// <summary>Under four letters.</summary>
    Short = 32,
}

/// <summary>
/// The words that turn an ask round. A short list of plain words in the languages offices here receive; a word that
/// is missing costs a sibling noticed three letters later, a wrong one costs a letter held for a person to look at.
/// </summary>
internal static class WordClasses
{
    private const string Negations =
        """
        not no never cannot cant dont doesnt didnt wont wouldnt shouldnt isnt arent wasnt werent couldnt havent hasnt
        neither nid peidiwch ddim byth nicht kein keine keinen niemals pas jamais nunca jamas nao nie nigdy non
        """;

    private const string Supports =
        """
        support supports supported supporting back backs backed backing approve approves approved approving favour
        favor favouring endorse endorses endorsed endorsing welcome keep keeping kept protect protecting save saving
        fund funding invest investing increase increasing expand expanding raise open pass adopt accept allow permit
        agree agreed agrees for pro yes uphold retain restore strengthen continue proceed ahead cefnogi cefnogwch
        unterstutzen soutenir soutenez apoyar apoye wspierac popierac
        """;

    private const string Opposes =
        """
        oppose opposes opposed opposing reject rejects rejected rejecting refuse refuses refused refusing resist
        against anti block blocking stop stopping halt halting ban banning end ending scrap scrapping cancel
        cancelling abandon abandoning drop dropping withdraw withdrawing repeal repealing abolish abolishing cut
        cutting reduce reducing decrease decreasing defund defunding close closing closure shut lower weaken remove
        disagree disagrees disagreed object objects objected prevent deny denied condemn gwrthwynebu gwrthod ablehnen
        rejeter refuser rechazar odrzucic sprzeciw
        """;

    private const string Asks =
        """
        urge urges urging ask asks asking demand demands demanding request requests requesting call calling implore
        beg want wants need insist expect hope please encourage recommend vote must should write writing plead
        gofyn bitten bitte fordern demande demander pedir pido prosze
        """;

    private const string Requests =
        """
        will would could can ensure consider make take raise tell act speak sign meet allocate commit bring
        """;

    private static readonly Dictionary<ulong, WordClass> ByHash = Build();

    /// <summary>What turns an ask round when one takes the place of another.</summary>
    public const WordClass Turning = WordClass.Negation | WordClass.Support | WordClass.Oppose;

    public static WordClass Of(ulong hash) => ByHash.GetValueOrDefault(hash);

    private static Dictionary<ulong, WordClass> Build()
    {
        var classes = new Dictionary<ulong, WordClass>();
        Add(Negations, WordClass.Negation);
        Add(Supports, WordClass.Support);
        Add(Opposes, WordClass.Oppose);
        Add(Asks, WordClass.Ask);
        Add(Requests, WordClass.Request);
        return classes;

        void Add(string words, WordClass kind)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var hash = Words.HashOf(word);
                classes[hash] = classes.GetValueOrDefault(hash) | kind;
            }
        }
    }
}
