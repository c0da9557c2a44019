namespace Postbag.Grouping.Reading;

/// <summary>What a word does to the meaning of an ask.</summary>
[Flags]
internal enum WordClass : uint
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

    /// <summary>disagree, ignore, refuse: says by itself that its writer doesn't hold with something.</summary>
    Disowns = 128,

    /// <summary>opposite, contrary, unlike: whoever says so of a letter is of another mind.</summary>
    Contrary = 1024,

    /// <summary>none, nothing: a "not" that turns no sentence by itself.</summary>
    Denies = 2048,

    /// <summary>I, we, please: it is the writer who says so, or asks for it.</summary>
    Self = 4096,

    /// <summary>my, your: such a letter isn't the one that others write.</summary>
    Whose = 8192,

    /// <summary>agree, believe, listen: with a "not" beside it its writer doesn't hold with something.</summary>
    Holds = 256,

    /// <summary>letter, campaign, following: what others write.</summary>
    Cites = 512,

    /// <summary>very, therefore, which: says nothing by itself, whoever puts it in.</summary>
    Filler = 16384,

    /// <summary>this, these, here: may stand for the letter itself.</summary>
    Points = 32768,

    /// <summary>somebody, other, they: not the writer.</summary>
    Others = 65536,

    /// <summary>minister, residents, before: who is asked, who is meant and when. One for another turns no
    /// ask.</summary>
    Setting = 131072,

    /// <summary>you: who is asked.</summary>
    Asked = 262144,

    /// <summary>a, an, the: behind it "end" and "cut" are things, not what somebody is to do.</summary>
    Article = 524288,
}

// Over 300 lines because the lists of words are one table, and a word is looked for in one place.

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
        welcomed welcomes welcoming wspierac yes za zustimmen accelerate accelerated accelerates accelerating
        admire admired admires admiring advance advanced advances advancing advocate advocated advocates
        advocating applaud applauded applauding applauds bolster bolstered bolstering bolsters boost boosted
        boosting boosts celebrate celebrated celebrates celebrating cement cemented cementing cements cheer
        cheered cheering cheers cherish cherished cherishes cherishing commend commended commending commends
        congratulate congratulated congratulates congratulating double doubled doubles doubling embrace embraced
        embraces embracing enable enabled enables enabling endow endowed endowing endows enshrine enshrined
        enshrines enshrining entrench entrenched entrenches entrenching facilitate facilitated facilitates
        facilitating foster fostered fostering fosters greater grew grow growing grows guarantee guaranteed
        guaranteeing guarantees hail hailed hailing hails hasten hastened hastening hastens higher honour
        honoured honouring honours implement implemented implementing implements license licensed licenses
        licensing nurture nurtured nurtures nurturing praise praised praises praising rebuild rebuilded
        rebuilding rebuilds recognise recognised recognises recognising recognize recognized recognizes
        recognizing reinforce reinforced reinforces reinforcing renew renewed renewing renews revitalise
        revitalised revitalises revitalising revive revived revives reviving rise rises rising rose shield
        shielded shielding shields sponsor sponsored sponsoring sponsors stabilise stabilised stabilises
        stabilising subsidise subsidised subsidises subsidising subsidize subsidized subsidizes subsidizing
        tolerate tolerated tolerates tolerating treasure treasured treasures treasuring treble trebled trebles
        trebling triple tripled triples tripling uplift uplifted uplifting uplifts value valued values valuing
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
        hate hated dread abhor abhored abhoring abhors abort aborted aborting aborts annul annuled annuling
        annuls bin binned binning bins boycott boycotted boycotting boycotts buried buries bury burying
        challenge challenged challenges challenging combat combated combating combats contest contested
        contesting contests curb curbed curbing curbs curtail curtailed curtailing curtails decried decries
        decry decrying denounce denounced denounces denouncing deplore deplored deplores deploring derail
        derailed derailing derails despise despised despises despising deter detered detering deters detest
        detested detesting detests disband disbanded disbanding disbands discourage discouraged discourages
        discouraging disown disowned disowning disowns dispute disputed disputes disputing dissolve dissolved
        dissolves dissolving dump dumped dumping dumps eliminate eliminated eliminates eliminating eradicate
        eradicated eradicates eradicating erase erased erases erasing evict evicted evicting evicts exclude
        excluded excludes excluding expel expeled expeling expels extinguish extinguished extinguishes
        extinguishing fall falling falls fear feared fearing fears fell fewer fight fighted fighting fights
        forgo forgoed forgoes forgoing forsake forsaked forsakes forsaking freeze freezed freezes freezing
        frustrate frustrated frustrates frustrating gut guts gutted gutting halve halved halves halving hamper
        hampered hampering hampers hinder hindered hindering hinders impede impeded impedes impeding jettison
        jettisoned jettisoning jettisons kill killed killing kills lesser loathe loathed loathes loathing
        mothball mothballed mothballing mothballs negate negated negates negating neglect neglected neglecting
        neglects nullified nullifies nullify nullifying outvote outvoted outvotes outvoting overrule overruled
        overrules overruling overthrow overthrowed overthrowing overthrows protest protested protesting protests
        quit quits refusal regret regreted regreting regrets renounce renounced renounces renouncing repudiate
        repudiated repudiates repudiating resent resented resenting resents restrict restricted restricting
        restricts ruin ruined ruining ruins sabotage sabotaged sabotages sabotaging sank scupper scuppered
        scuppering scuppers sever severed severing severs shrink shrinking shrinks sink sinking sinks slash
        slashed slashes slashing slow slowed slowing slows squash squashed squashes squashing stall stalled
        stalling stalls starve starved starves starving stifle stifled stifles stifling strangle strangled
        strangles strangling sunk suppress suppressed suppresses suppressing torpedo torpedoed torpedoes
        torpedoing trash trashed trashes trashing trim trimmed trimming trims unfair unpick unpicked unpicking
        unpicks unravel unraveled unraveling unravels void voided voiding voids wreck wrecked wrecking wrecks
        wrong
        cease ceased ceases ceasing dilute diluted dilutes diluting discard discarded discarding
        discards ends finish finished finishes finishing foil foiled foiling foils lessen lessened
        lessening lessens loosen loosened loosening loosens nix nixed nixes nixing rebuff rebuffed
        rebuffing rebuffs snub snubbed snubbing snubs spurn spurned spurning spurns stymie stymied
        stymies stymying withheld withhold withholding withholds
        """;

    private const string Asks =
        """
        urge urges urging ask asks asking demand demands demanding request requests requesting call calling implore
        beg beseech entreat exhort press want wants need insist expect hope please encourage recommend vote must should
        ought needs time write writing plead lobby lobbying appeal appealing pls plz
        gofyn bitten bitte fordern demande demander pedir pido prosze
        """;

    private const string Requests =
        """
        will would could can ensure consider make take raise tell act speak sign meet allocate commit bring wd wld cld
        """;

    private const string Disownings =
        """
        disagree disagrees disagreed disagreeing disown ignore ignoring disregard disregarding discount dismiss refuse
        refused refusing reject rejecting oppose opposed opposing object dissociate distance anghytuno gwrthwynebu
        anwybyddwch ablehne ignorieren ignorez rejette ignoren ignore rechazo respingo verwerp avvisar odrzucam rejeito
        """;

    private const string Contraries =
        """
        opposite contrary unlike against nonsense rubbish misguided mistaken opposition gegenteil contraire contrario
        tegendeel motsatsen przeciwnie contra gegen contre tegen
        """;

    private const string Holdings =
        """
        agree agrees believe believes listen support sign signing share endorse accept asking attention heed convinced
        swayed view views subscribe cytuno llofnodi einverstanden glaube accord crois acuerdo creo eens geloof accordo
        credo zgadzam acordo haller
        """;

    private const string Denials = "none nothing nobody nor neither";

    private const string Citings =
        """
        following follows below above letter letters email emails mail mails campaign campaigns campaigner campaigners
        template words petition petitions organisers copied pasted llythyr llythyrau isod ymgyrch neges brief schreiben kampagne folgende folgenden unten lettre
        suivante suivant campagne carta siguiente lettera seguente campagna onderstaande kampanj foljande ponizej
        kampania seguinte
        """;

    private const string Selves =
        """
        i we im ive please kindly dont rwyf rydym dwi ich wir bitte je nous yo ik wij jag vi io ja eu
        """;

    private const string Whoses = "my our your his her their its fy ein eich mein unser ihr mon ma notre votre mi su";

    private const string Fillers =
        """
        that this these those with from have been were will would could shall might also very really truly just even still
        only quite rather indeed simply kindly strongly firmly deeply sincerely greatly highly fully completely absolutely
        definitely certainly surely especially particularly therefore hence thus however moreover furthermore today once
        again always ever then there here when where which while whilst what about into onto upon over than their them they
        your yours ours mine because since though although both each every some such much many well being having does doing
        done honestly frankly personally respectfully urgently warmly earnestly utterly totally entirely extremely currently
        myself yourself themselves itself ourselves thank thanks dear hello sehr auch noch doch dass tres aussi
        muy tambien molto anche zeer heel ook mycket bardzo iawn hefyd
        """;

    private const string Pointings =
        """
        this these here such dies diese dieses diesen ceci cela cette questo questa esto esta deze denna detta hwn hyn hon
        """;

    private const string OtherPeople =
        """
        somebody someone anyone people other others they them those who friend friends neighbour neighbours lobby lobbyists
        organisation andere anderen jemand autres andern otros otras altri andra inni eraill rhywun pobl
        """;

    private const string Settings =
        """
        minister ministers ministerial secretary secretaries state department departments government governments
        parliament house commons lords chamber member members mp mps msp msps councillor councillors council councils
        representative representatives people peoples person persons folk folks resident residents local locals citizen
        citizens constituent constituents inhabitant inhabitants neighbour neighbours family families household
        households community communities neighbourhood neighbourhoods public everyone everybody before after ahead
        until till during soon later earlier immediately instantly promptly quickly swiftly speedily forthwith straightaway
        """;

    private const string WhoIsAsked = "you chi sie vous usted ustedes u jullie ni lei voi voce pan pani panstwo";

    private const string Articles = "a an the der die das ein eine le la les un une el los las het een il lo y yr";

    /// <summary>What has a "not" of its own: "would", "wouldn't".</summary>
    private const string Contracted = "do does did is are was were have has had would could should must need can";

    private static readonly Dictionary<ulong, WordClass> ByHash = Build();

    private static readonly Dictionary<ulong, ulong> ContractionOf = Contracted.Split(' ').ToDictionary(
        word => Words.HashOf(word), word => Words.HashOf(word.TrimEnd('n') + "nt"));

    /// <summary>What turns an ask round when one takes the place of another.</summary>
    public const WordClass Turning = WordClass.Negation | WordClass.Support | WordClass.Oppose;

    public static WordClass Of(ulong hash) => ByHash.GetValueOrDefault(hash);

    /// <summary>Whether one word is the other and its "not".</summary>
    public static bool AreContraction(ulong a, ulong b) =>
        (ContractionOf.TryGetValue(a, out var withNot) && withNot == b)
        || (ContractionOf.TryGetValue(b, out withNot) && withNot == a);

    private static Dictionary<ulong, WordClass> Build()
    {
        var classes = new Dictionary<ulong, WordClass>();
        Add(Negations, WordClass.Negation);
        Add(Supports, WordClass.Support);
        Add(Opposes, WordClass.Oppose);
        Add(Asks, WordClass.Ask);
        Add(Requests, WordClass.Request);
        Add(Disownings, WordClass.Disowns);
        Add(Contraries, WordClass.Contrary);
        Add(Denials, WordClass.Denies);
        Add(Selves, WordClass.Self);
        Add(Whoses, WordClass.Whose);
        Add(Holdings, WordClass.Holds);
        Add(Citings, WordClass.Cites);
        Add(Fillers, WordClass.Filler);
        Add(Pointings, WordClass.Points);
        Add(OtherPeople, WordClass.Others);
        Add(Settings, WordClass.Setting);
        Add(WhoIsAsked, WordClass.Asked);
        Add(Articles, WordClass.Article);
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
