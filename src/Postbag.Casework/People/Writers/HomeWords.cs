using System.Collections.Frozen;

namespace Postbag.Casework.People.Writers;

/// <summary>Words by which a sentence says where somebody lives, by what they do in it.</summary>
internal static class HomeWords
{
    public static readonly FrozenSet<string> Self = Set(
        "i we i'm im i've ive we're we've weve i'll i'd we'll we'd me us myself ourselves rwy'n dw");

    /// <summary>Whoever else may be said to live somewhere.</summary>
    public static readonly FrozenSet<string> Others = Set(
        """
        he she they he's she's they're they've who's you your people everyone everybody anyone someone somebody nobody those man woman men women
        person friend friends neighbour neighbours landlord landlady owner owners brother sister brothers sisters mother father mum mam mom dad
        parents son sons daughter daughters aunt auntie uncle cousin niece nephew gran nan nain taid mamgu grandad granddad grandmother grandfather
        grandparents grandson granddaughter grandchildren ex client clients patient patients pupil colleague staff employee employees boss many some
        others tenant tenants boyfriend girlfriend wife husband partner lad guy bloke mate mates child children kids family families him her them it
        mum's dad's mother's father's son's daughter's sister's brother's friend's parents' councillor mp resident residents
        """);

    /// <summary>Words for whom one lives with or leaves: "my husband and I", "with my sister in".</summary>
    public static readonly FrozenSet<string> With = Set("with and & alongside plus for after");

    public static readonly FrozenSet<string> Dwells = Set(
        """
        live living lived reside resides residing resided dwell dwelling rent renting rented rents lodge lodging lodged stay staying stayed stop
        stopping settled settle sleep sleeping slept camping camped squatting moored moor based born raised homeless surfing surf squat stuck
        moved move moving relocated retired came housed rehoused placed put dispersed accommodated registered lives stays farm farmed farming been bought buy removed transferred shifted flitted
        downsized evacuated resettled grew brought remained vote
        """);

    public static readonly FrozenSet<string> Moves = Set("removed transferred shifted flitted moved relocated retired came downsized resettled evacuated moving move back returned");

    /// <summary>What others do with somebody: "they have put us in a hotel in".</summary>
    public static readonly FrozenSet<string> Places =
        Set("moved housed rehoused placed put dispersed accommodated relocated evacuated resettled sent");

    public static readonly FrozenSet<string> Homes = Set(
        """
        home house flat bungalow cottage caravan maisonette apartment bedsit annexe door doorstep window windows bedroom kitchen garden street
        road estate lane close avenue village town hamlet neighbourhood tenancy mooring boat narrowboat houseboat pitch farm farmhouse roof loft
        terrace flats houses quarter quarters croft chalet studio room hostel tent van car hotel address semi
        """);

    /// <summary>What somebody is who says so: "I am a tenant of the association in".</summary>
    public static readonly FrozenSet<string> Selves = Set(
        """
        resident residents tenant tenants leaseholder leaseholders householder homeowner homeowners pensioner pensioners voter voters taxpayer
        constituent constituents lad lass girl boy man woman folk local locals native widow widower mother mum mam mom dad father parent parents
        grandmother grandfather gran nan grandparent couple family carer crofter farmer student refugee seeker asylum-seeker lodger villager citizen
        ratepayer person people mam-of-two mum-of-three occupier occupant neighbour miner nurse teacher veteran soldier pupil householders villagers
        smallholder lifer
        """);

    /// <summary>What is done or stands in a place without anybody's living there.</summary>
    public static readonly FrozenSet<string> Elsewhere = Set(
        """
        work works working worked job employed employs business businesses shop office offices surgery school college university hospital clinic
        branch company firm factory warehouse unit depot church churchyard cemetery buried charity festival match football parked parking fined ticket
        visit visits visiting visited holiday holidays holidaying commute commutes commuting drive driving drove travel travelling travelled shopping
        trained training teach teaching taught study studying meeting event rally magistrates tribunal lawyer solicitor practice gazette herald paper newspaper
        field land site planning application developer development station bank council pub club cafe restaurant garage vet vets born-in
        volunteer volunteering manage manager director trustee chair vicar headteacher head governor delivered delivering deliver serves serving
        placement secondment internship duty appointment operation treated admitted surgeon consultant landlord read saw heard passed passing drove stopped arrested invest investing own-business
        """);

    /// <summary>What hasn't happened, or is wished for.</summary>
    public static readonly FrozenSet<string> NotYet = Set(
        "hope hoping want wanted wish wishing would will like plan planning planned thinking considering might may could nearly almost dream dreaming going love looking never if refused unable can't cannot");

    public static readonly FrozenSet<string> Was =
        Set("was were used formerly previously once originally former old previous late last then until");

    /// <summary>What is somebody's and not the writer's home: "my mother's house", "our holiday cottage".</summary>
    public static readonly FrozenSet<string> NotHome = Set(
        "holiday second rental let empty office business work parents' parents mother's mum's mam's dad's father's son's daughter's sister's brother's friend's landlord's grandparents' gran's nan's aunt's uncle's ex's neighbour's local nearest");

    /// <summary>What may stand between "I am" and "in …" without its being about something else.</summary>
    public static readonly FrozenSet<string> Fillers = Set(
        """
        here just up down over out still also both now currently all stuck a an the years year old yrs yo retired single disabled housebound lady bloke chap woman man guy one person wife husband
        actually originally only very near outside in at from on of and & back away lifelong mostly usually again mum mam dad mother father widow
        widower pensioner family couple resident tenant not far close hill river border boundary corner bend across round just top bottom end middle home half part time upstairs
        """);

    public static readonly FrozenSet<string> Landmark = Set("on of from near by opposite behind above beside round past off along under across outside within beyond towards over");

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
