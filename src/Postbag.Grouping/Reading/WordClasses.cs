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
        not no never cannot cant dont doesnt didnt wont wouldnt shouldnt isnt arent wasnt werent couldnt havent
        hasnt mustnt neednt neither nid peidiwch peidio ddim byth nicht kein keine keinen niemals pas jamais
        nunca jamas nao nie nigdy non niet geen nooit inte aldrig inget mai nem hardly
        """;

    private const string Supports =
        """
        accept accepted accepting accepts adopt adopted adopting adopts agree agreed agreeing agrees ahead allow
        allowed allowing allows apoiar apoie apoiem apoyar apoye apoyen appoggiare approuver approvare approve
        approved approves approving appuyer appuyez aprobar aprovar authorise authorised authorises authorising
        authorize authorized authorizes authorizing back backed backing backs befurworten behouden beschermen
        bevara cadw cefnogi cefnogwch champion championed championing champions chronic continue continued
        continues continuing dafur defend defended defender defending defends difendere diogelu enact enacted
        enacting enacts endorse endorsed endorses endorsing erhalten expand expanded expanding expands extend
        extended extending extends favor favore favored favoring favors favour favoured favouring favours for
        fund funded funding funds fur godkanna goedkeuren increase increasing invest invested investing invests
        keep keeping keeps kept legalise legalised legalises legalising legalize legalized legalizes legalizing
        maintain maintained maintaining maintains maintenir mantener mantenere manter open pass passed permit
        permits permitted permitting popierac poprzec pour preserve preserved preserves preserving pro proceed
        proceeded proceeding proceeds prolong prolonged prolonging prolongs promote promoted promotes promoting
        protect protected protecting protects proteger protegez radda raise raising ratified ratifies ratify
        ratifying ratowac reinstate reinstated reinstates reinstating reopen reopened reopening reopens rescue
        rescued rescues rescuing restore restored restores restoring retain retained retaining retains retten
        safeguard safeguarded safeguarding safeguards salvar salvare sauver save saved saves saving schutzen
        sostenere sostenga soutenez soutenir soutienne soutiens steunen steunt stod stodja stodjer strengthen
        strengthened strengthening strengthens support supported supporting supports sustain sustained
        sustaining sustains unterstutze unterstutzen unterstutzt uphold upholded upholding upholds voor welcome
        welcomed welcomes welcoming wspierac yes za zustimmen
        """;

    private const string Opposes =
        """
        abandon abandoned abandoning abandons ablehnen ablehnt abolir abolire abolish abolished abolishes
        abolishing abschaffen afschaffen afwijzen against anti appalled avskaffa avsla avvisa axe axed axes
        axing ban banned banning bans block blocked blocking blocks cancel canceled canceling cancelled
        cancelling cancels close closed closes closing closure condemn condemned condemning condemns contra
        contre contro cut cuts cutting dagegen decrease decreased decreases decreasing defeat defeated defeating
        defeats defund defunded defunding defunds delay delayed delaying delays demolish demolished demolishes
        demolishing denied denies deny denying destroy destroyed destroying destroys disagree disagreed
        disagreeing disagrees discontinue discontinued discontinues discontinuing dismantle dismantled
        dismantles dismantling dismayed dismiss dismissed dismisses dismissing ditch ditched ditches ditching
        down drop dropped dropping drops eliminar empecher end ended ending fermare forbid forbidden forbids
        gegen gwrthod gwrthwynebu halt halted halting halts impedir lehnen lower mot object objected objecting
        objects obstruct obstructed obstructing obstructs odrzucenie odrzucic oppose opposed opposes opposing
        opposition outlaw outlawed outlawing outlaws overturn overturned overturning overturns postpone
        postponed postpones postponing prevent prevented preventing prevents privatise privatised privatises
        privatising privatize privatized privatizes privatizing prohibit prohibited prohibiting prohibits
        przeciw przeciwko quash quashed quashes quashing rechace rechacen rechazar reduce reduced reduces
        reducing refuse refused refuser refuses refusez refusing reject rejected rejecting rejects rejeitar
        rejeite rejeitem rejeter rejetez remove removed removes removing repeal repealed repealing repeals
        rescind rescinded rescinding rescinds resist resisted resisting resists respinga respingere revoke
        revoked revokes revoking schliessen scrap scrapped scrapping scraps shelve shelved shelves shelving shut
        sprzeciw stop stoppa stopped stoppen stopping stops streichen supprimer suspend suspended suspending
        suspends tegen terminate terminated terminates terminating throw thrown thwart thwarted thwarting
        thwarts undermine undermined undermines undermining verhindern verwerpen veto vetoed vetoes vetoing
        weaken weakened weakening weakens withdraw withdrawal withdrawing withdrawn withdraws withdrew zamknac
        hate hated dread
        """;

    private const string Asks =
        """
        urge urges urging ask asks asking demand demands demanding request requests requesting call calling implore
        beg want wants need insist expect hope please encourage recommend vote must should ought needs time write writing plead
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
