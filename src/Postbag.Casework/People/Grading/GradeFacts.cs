using Postbag.Casework.People.Writers;

namespace Postbag.Casework.People.Grading;

/// <summary>A postcode of the message with what the places say of it.</summary>
internal sealed record PlacedPostcode(Evidence Item, PostcodeAnswer Answer)
{
    public string Where => Answer.Constituency ?? "another constituency";

    /// <summary>Whether a house or a street is given with it: a postcode alone says where, and not that it is anybody's
    /// home.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Given as an address, live and as written: what "elsewhere" may rest on.</summary>
    public bool IsSure => Answer is { IsEnded: false, Assumed: null } && !IsAttached;

    /// <summary>In an attached letter, which may be an old one.</summary>
    public bool IsAttached => Item.Way == EvidenceWay.Letterhead;
}

/// <summary>The evidence sorted for grading: which homes are ours, which aren't, what is said.</summary>
internal sealed class GradeFacts
{
    private readonly LetterEvidence evidence;

    private GradeFacts(LetterEvidence evidence, string area)
    {
        this.evidence = evidence;
        Area = area.Length > 0 ? area : "our area";
    }

    public string Area { get; }

    public SpecialCases Cases { get; private init; }

    /// <summary>The writer's home, wholly ours.</summary>
    public PlacedPostcode? Ours { get; private init; }

    /// <summary>The writer's home, ours in part or perhaps.</summary>
    public PlacedPostcode? Doubtful { get; private init; }

    /// <summary>The writer's home, wholly elsewhere.</summary>
    public PlacedPostcode? Elsewhere { get; private init; }

    public PlacedPostcode? UnknownPostcode { get; private init; }

    public PlacedPostcode? PastOurs { get; private init; }

    public PlacedPostcode? PastElsewhere { get; private init; }

    public PlacedPostcode? TheirsOurs { get; private init; }

    /// <summary>A home in our area that is said to be somebody else's.</summary>
    public PlacedPostcode? TheirPostcodeOurs { get; private init; }

    public PlacedPostcode? TheirsElsewhere { get; private init; }

    public Evidence? TheirPlaceOurs { get; private init; }

    /// <summary>A place of ours in which the writer says they live, or lived before they were displaced.</summary>
    public Evidence? OurPlace { get; private init; }

    /// <summary>The same said in words: an address's own town says no more than the address.</summary>
    public Evidence? SaidPlace => OurPlace is { Kind: EvidenceKind.LivesIn, Way: EvidenceWay.Said } ? OurPlace : null;

    public Evidence? OtherPlace { get; private init; }

    public Evidence? Claims => First(EvidenceKind.SaysConstituent);

    public Evidence? Denies => First(EvidenceKind.SaysNotConstituent);

    public Evidence? Unsure => First(EvidenceKind.IsUnsure);

    public Evidence? TwoHomes => First(EvidenceKind.TwoHomes);

    /// <summary>A post or an organisation beside the address that is taken for a home.</summary>
    public Evidence? Workplace { get; private init; }

    /// <summary>They live with, or next to, whoever they write of.</summary>
    public Evidence? SharesHome => First(EvidenceKind.SharesHome);

    /// <summary>They have left a home where theirs still live: it isn't a second one.</summary>
    public bool HasLeft => First(EvidenceKind.LeftHome) is not null;

    /// <summary>A name beside a home that isn't the sender's: an address beside somebody else's name may be somebody
    /// else's.</summary>
    public Evidence? OthersName(PlacedPostcode home)
    {
        var names = evidence.Of(EvidenceKind.Name).ToList();
        var beside = names.FindAll(
            name => name.Way == home.Item.Way && name.Way is EvidenceWay.Head or EvidenceWay.SignOff);
        var sender = names.FindAll(name => name.Way == EvidenceWay.Header);
        if (sender.Count == 0 || beside.Exists(name => sender.Exists(shown => MayBeOne(shown.Value, name.Value))))
            return null;
        // "Jane Doe, 4 Mill Lane, …" on one line, below a letter that somebody else sends on.
        return beside.FirstOrDefault() ?? evidence.Of(EvidenceKind.Address).FirstOrDefault(address =>
            address.Way == home.Item.Way && address.Way is EvidenceWay.Head or EvidenceWay.SignOff
                && address.Value.Split(',')[0] is var first && !first.Any(char.IsAsciiDigit)
            && !AddressWords.HasStreet(first) && !AddressWords.HasHouse(first)
            && PersonName.Read(first, mayBeSmall: false) is { } read && read.Name.Contains(' ')
            && !sender.Exists(shown => MayBeOne(shown.Value, read.Name)));
    }

    private static bool MayBeOne(string one, string other) =>
        PersonName.Each(one).Any(a => PersonName.Each(other).Any(b => PersonName.MayBeSame(a, b)));

    /// <summary>They speak for an organisation, or write from its mailbox: the address below the letter may be its
    /// own.</summary>
    public Evidence? ForOrganisation => First(EvidenceKind.ForOrganisation);

    public bool HasOurs => Ours is not null;

    /// <summary>Whose constituent the writer is, if a sure home says so.</summary>
    public string? Constituency => (Ours ?? Elsewhere)?.Answer.Constituency;

    public static GradeFacts Of(LetterEvidence evidence, PlaceBook places, DateOnly on)
    {
        var placed = evidence.Of(EvidenceKind.Postcode).Where(item => !PostcodeText.IsForces(item.Value))
            .Select(item => new PlacedPostcode(
                item, places.Postcode(item.Value, on)) { IsWhole = IsWhole(item, evidence) }).ToList();
        var cases = CasesOf(evidence);
        var isDisplaced = cases != SpecialCases.None && cases != SpecialCases.Under18
            && cases != SpecialCases.ForSomeoneElse;
        var home = placed.Where(postcode => postcode.Item.Of == EvidenceOf.Writer).ToList();
        // What the letter itself says goes before what is attached to it.
        if (home.Exists(postcode => !postcode.IsAttached)) home.RemoveAll(postcode => postcode.IsAttached);
        // A shop's or an office's own lines say where somebody works; a home that is given as well goes before them.
        var atWork = evidence.Of(EvidenceKind.Workplace).Select(work => (Work: work, Of: AtWork(work, home)))
            .Where(pair => pair.Of is not null).ToList();
        if (home.Exists(postcode => postcode.IsWhole && !atWork.Exists(pair => pair.Of == postcode)))
            home.RemoveAll(postcode => atWork.Exists(pair => pair.Of == postcode));
        var named = evidence.Of(EvidenceKind.LivesIn).Concat(TownsOf(evidence))
            .Select(item => (Item: item, Standing: StandingOf(item.Value, places)))
            .Concat(TownsAtEnd(evidence).Select(item => (Item: item, Standing: places.Name(item.Value)))
                .Where(town => town.Standing == NameStanding.Ours))
            .ToList();
        Evidence? Named(NameStanding standing, EvidenceOf of) =>
            named.FirstOrDefault(n => n.Standing == standing && n.Item.Of == of).Item;
        return new GradeFacts(evidence, places.Area)
        {
            Cases = cases,
            Workplace = atWork.Find(pair => home.Contains(pair.Of!)).Work,
            Ours = home.Find(IsOurs),
            Doubtful = home.Find(IsDoubtful),
            Elsewhere = home.Find(postcode => postcode.Answer.Standing == PostcodeStanding.Elsewhere),
            UnknownPostcode = home.Find(postcode => postcode.Answer.Standing == PostcodeStanding.Unknown),
            PastOurs = placed.Find(
                postcode => postcode.Item.Of == EvidenceOf.Past && postcode.Answer.Standing == PostcodeStanding.Ours),
            PastElsewhere = placed.Find(
                postcode => postcode.Item.Of == EvidenceOf.Past
                && postcode.Answer.Standing == PostcodeStanding.Elsewhere),
            TheirsOurs = placed.Find(
                postcode => postcode.Item.Of == EvidenceOf.SomeoneElse
                && postcode.Answer.Standing == PostcodeStanding.Ours)
                // Of two places in a letter for somebody else, one of which is ours, the one that isn't the writer's is
                // theirs.
                ?? placed.Find(postcode => postcode.Item.Of == EvidenceOf.Mentioned
                    && postcode.Answer.Standing == PostcodeStanding.Ours),
            TheirPostcodeOurs = placed.Find(
                postcode => postcode.Item.Of == EvidenceOf.SomeoneElse
                && postcode.Answer.Standing == PostcodeStanding.Ours),
            TheirsElsewhere = placed.Find(
                postcode => postcode.Item.Of == EvidenceOf.SomeoneElse
                && postcode.Answer.Standing == PostcodeStanding.Elsewhere),
            TheirPlaceOurs = Named(NameStanding.Ours, EvidenceOf.SomeoneElse),
            OurPlace = Named(NameStanding.Ours, EvidenceOf.Writer)
                ?? (isDisplaced ? Named(NameStanding.Ours, EvidenceOf.Past) : null),
            OtherPlace = Named(NameStanding.Elsewhere, EvidenceOf.Writer),
        };
    }

    /// <summary>The postcode that stands with a post or an organisation: the next below it, or the last
    /// above.</summary>
    private static PlacedPostcode? AtWork(Evidence work, List<PlacedPostcode> home)
    {
        var beside = home.Where(postcode => postcode.Item.Way == work.Way && postcode.Item.Field == work.Field)
            .OrderBy(postcode => postcode.Item.Offset).ToList();
        return beside.Find(postcode => postcode.Item.Offset >= work.Offset) ?? beside.LastOrDefault()
            // A letterhead above, and the post of whoever signs below.
            ?? home.Find(postcode => postcode.Item.Way is EvidenceWay.Head or EvidenceWay.SignOff);
    }

    public Evidence? First(EvidenceKind kind) => evidence.Of(kind).FirstOrDefault(item => item.Of == EvidenceOf.Writer);

    public GradeReason Say(GradeReasonKind kind, PlacedPostcode on, string sentence) => new(kind, sentence, on.Item);

    public GradeReason Says(GradeReasonKind kind, Evidence? on, string sentence) => new(kind, sentence, on);

    /// <summary>An address of the same person's that has the postcode, or none, and says more than the town.</summary>
    private static bool IsWhole(Evidence postcode, LetterEvidence evidence) =>
        evidence.Of(EvidenceKind.Address).Any(address =>
        address.Of == postcode.Of && AddressWords.IsWhole(address.Value)
        && PostcodeText.Find(address.Value) is var within
        && (within.Count == 0 || within.Any(found => found.Postcode == postcode.Value)));

    private static bool IsOurs(PlacedPostcode postcode) =>
        postcode.Answer is { Standing: PostcodeStanding.Ours } && postcode.IsSure;

    private static bool IsDoubtful(PlacedPostcode postcode) =>
        postcode.Answer.Standing == PostcodeStanding.Straddles
        || (postcode.Answer.Standing == PostcodeStanding.Ours && !IsOurs(postcode));

    /// <summary>In a letter without capitals nobody can tell where a name ends: the longest of its first words that is
    /// one.</summary>
    private static NameStanding StandingOf(string name, PlaceBook places)
    {
        if (name.Any(char.IsUpper)) return places.Name(name);
        var words = name.Split(' ');
        return Enumerable.Range(0, words.Length).Select(less => places.Name(string.Join(' ', words[..^less])))
            .FirstOrDefault(standing => standing != NameStanding.Unknown);
    }

    /// <summary>The lines of an address without a postcode: "14 Mill Lane, Marchbury".</summary>
    private static IEnumerable<Evidence> TownsOf(LetterEvidence evidence) =>
        evidence.Of(EvidenceKind.Address)
            .Where(item => item.Of is EvidenceOf.Writer or EvidenceOf.SomeoneElse or EvidenceOf.Past)
            .SelectMany(item => item.Value.Split(',', StringSplitOptions.TrimEntries).Skip(1)
                .Select(part => item with { Value = part }));

    /// <summary>"17b Station Rd Marchbury": without a comma the town is the last words; only ours are taken
    /// so.</summary>
    private static IEnumerable<Evidence> TownsAtEnd(LetterEvidence evidence) =>
        evidence.Of(EvidenceKind.Address)
            .Where(item => item.Of is EvidenceOf.Writer or EvidenceOf.SomeoneElse or EvidenceOf.Past)
            .SelectMany(item =>
            {
                var words = item.Value.Split(',')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return Enumerable.Range(1, 3).Where(count => count < words.Length)
                    .Select(count => item with { Value = string.Join(' ', words[^count..]) });
            });

    private static SpecialCases CasesOf(LetterEvidence evidence)
    {
        var cases = SpecialCases.None;
        foreach (var (kind, special) in new[]
        {
            (EvidenceKind.Under18, SpecialCases.Under18), (EvidenceKind.NoFixedAddress, SpecialCases.NoFixedAddress),
            (EvidenceKind.Prison, SpecialCases.Prison), (EvidenceKind.Forces, SpecialCases.Forces),
            (EvidenceKind.Overseas, SpecialCases.Overseas), (EvidenceKind.ForSomeoneElse, SpecialCases.ForSomeoneElse),
        })
        {
            if (evidence.Says(kind)) cases |= special;
        }

        return cases;
    }
}
