using Postbag.Casework.People.Writers;
using static Postbag.Casework.People.Grading.GradeReasonKind;
using static Postbag.Casework.People.Writers.EvidenceOf;

namespace Postbag.Casework.People.Grading;

/// <summary>Grades a writer by what the message says, what the places know and what the office knows already.</summary>
/// <remarks>
/// Two rules stand above all others. Nobody is put elsewhere but by a home of their own that lies wholly elsewhere,
/// with nothing that speaks against it. And not being on the register lowers nothing: who isn't on it is under 18, new,
/// afraid, in prison, abroad, or simply not on it.
/// </remarks>
public sealed partial class GradeWriter(PlaceBook places)
{
    public GradeAnswer Grade(LetterEvidence evidence, KnownOfWriter known, DateOnly on)
    {
        var facts = GradeFacts.Of(evidence, places, on);
        var reasons = new List<GradeReason>();
        var grade = facts.Cases.HasFlag(SpecialCases.ForSomeoneElse) && !facts.HasOurs ? ForSomeoneElse(facts, reasons)
            : (facts.Cases & Displaced) != SpecialCases.None ? Displacement(facts, reasons)
            : Usual(facts, reasons);
        if (facts.Cases.HasFlag(SpecialCases.ForSomeoneElse) && facts.HasOurs) AddTheirs(facts, reasons);
        grade = WithWhatIsKnown(grade, facts, known, on, reasons);
        AddCases(facts, reasons);
        AddDoubts(facts, grade, reasons);
        if (reasons.Count == 0)
            reasons.Add(new GradeReason(NothingSaid, "Nothing in the message says where the writer lives."));
        return new GradeAnswer(grade, facts.Cases, reasons, facts.Constituency);
    }

    private const SpecialCases Displaced =
        SpecialCases.NoFixedAddress | SpecialCases.Prison | SpecialCases.Forces | SpecialCases.Overseas;

    private static Grade Usual(GradeFacts facts, List<GradeReason> reasons)
    {
        if (facts.Ours is { } ours)
        {
            reasons.Add(facts.Say(PostcodeOurs, ours, $"{ours.Item.Value} is in {facts.Area}."));
            if (facts.Workplace is { } work && ours.Item.Way is EvidenceWay.SignOff or EvidenceWay.Head
                && facts.Claims is null && facts.SaidPlace is null)
            {
                reasons.Add(facts.Says(Workplace, work, "The address stands beside a post or an organisation: it may be where they work."));
                return Grading.Grade.Unclear;
            }

            // A student, for one, is registered in both places.
            if (facts.Elsewhere is { } other && !(facts.TwoHomes is not null && ours.IsWhole))
            {
                reasons.Add(facts.Say(
                    Contradiction, other, $"{other.Item.Value}, which is given as well, is in {other.Where}."));
                return facts.Unsure is null ? Grading.Grade.Likely : Grading.Grade.Unclear;
            }

            if (facts.Denies is null) return WhereWhole(ours, facts, reasons);
            reasons.Add(facts.Says(
                Contradiction, facts.Denies, "They say they aren’t a constituent, yet the postcode is ours."));
            return Grading.Grade.Likely;
        }

        return facts.Doubtful is { } doubtful ? ByDoubtful(facts, doubtful, reasons)
            : facts.Elsewhere is { } elsewhere ? ByElsewhere(facts, elsewhere, reasons)
            : ByWords(facts, reasons);
    }

    /// <summary>A whole address confirms; of a postcode alone nobody can say whose home it is.</summary>
    private static Grade WhereWhole(PlacedPostcode ours, GradeFacts facts, List<GradeReason> reasons)
    {
        if (ours.IsWhole) return Grading.Grade.Confirmed;
        reasons.Add(facts.Say(PostcodeAlone, ours, "No house or street is given with it."));
        return Grading.Grade.Likely;
    }

    /// <summary>The postcode is ours in part, was ended, or was put right: likely, never sure.</summary>
    private static Grade ByDoubtful(GradeFacts facts, PlacedPostcode doubtful, List<GradeReason> reasons)
    {
        reasons.Add(
            doubtful.Answer.Standing == PostcodeStanding.Straddles
                ? facts.Say(PostcodeStraddles, doubtful, $"{doubtful.Item.Value} lies on both sides of the boundary.")
            : doubtful.Answer.Assumed is { } assumed
                ? facts.Say(PostcodeAssumed, doubtful,
                    $"{doubtful.Item.Value} isn’t a postcode; {assumed}, which may be meant, is in {facts.Area}.")
            : doubtful is { IsAttached: true, Answer.IsEnded: false }
            ? facts.Say(PostcodeOurs, doubtful,
            $"{doubtful.Item.Value}, at the head of a letter of theirs that is attached, is in {facts.Area}.")
            : facts.Say(PostcodeEnded, doubtful,
                $"{doubtful.Item.Value}, which the post no longer uses, was in {facts.Area}."));
        if (facts.Denies is not { } denies) return Grading.Grade.Likely;
        reasons.Add(facts.Says(SaysNotConstituent, denies, "They say they aren’t a constituent."));
        return Grading.Grade.Unclear;
    }

    private static Grade ByElsewhere(GradeFacts facts, PlacedPostcode elsewhere, List<GradeReason> reasons)
    {
        reasons.Add(facts.Say(PostcodeElsewhere, elsewhere, $"{elsewhere.Item.Value} is in {elsewhere.Where}."));
        if (facts.TwoHomes is { } two && !facts.HasLeft)
        {
            reasons.Add(facts.Says(
                TwoHomes, two, "They have more than one home: a student, for one, may be at home in two places."));
            return (facts.OurPlace is null && facts.Claims is null && facts.TheirPlaceOurs is null)
                || facts.Unsure is not null ? Grading.Grade.Unclear : Grading.Grade.Likely;
        }

        // Ours may well work elsewhere: a post, an organisation's name or its mailbox, and nobody says that it is their
        // home.
        if ((facts.Workplace ?? facts.ForOrganisation) is { } workplace
            && elsewhere.Item.Way is EvidenceWay.SignOff or EvidenceWay.Head && facts.Denies is null)
        {
            reasons.Add(facts.Says(
                Workplace, workplace,
                "The address stands beside a post or an organisation: it may be where they work."));
            return Grading.Grade.Unclear;
        }

        if (facts.OthersName(elsewhere) is { } others)
        {
            reasons.Add(facts.Says(Contradiction, others, "The name that stands with the address isn’t the sender’s."));
            return Grading.Grade.Unclear;
        }

        if (facts.OurPlace is { } place)
        {
            reasons.Add(facts.Says(
                Contradiction, place, $"They say they live in {place.Value}, which is in {facts.Area}."));
            return Grading.Grade.Unclear;
        }

        if (facts.Claims is { } claims)
        {
            reasons.Add(facts.Says(
                Contradiction, claims, "They say they are a constituent: they may have moved, or be mistaken."));
            return Grading.Grade.LikelyElsewhere;
        }

        if (facts.Denies is { } denies) reasons.Add(facts.Says(SaysNotConstituent, denies, "They say so themselves."));
        // Theirs are ours, and may be whom it is about: only their own word puts the writer elsewhere.
        if (TheirsOurs(facts) is { } theirs)
        {
            reasons.Add(theirs);
            if (facts.Denies is null && !facts.HasLeft) return Grading.Grade.Unclear;
        }

        if (!elsewhere.IsWhole)
            reasons.Add(facts.Say(PostcodeAlone, elsewhere, "No house or street is given with it."));
        return elsewhere is { IsSure: true, IsWhole: true } && facts.Unsure is null
            ? Grading.Grade.Elsewhere : Grading.Grade.LikelyElsewhere;
    }

    private static GradeReason? TheirsOurs(GradeFacts facts) =>
        facts.TheirPlaceOurs is { } place
            ? facts.Says(TheirsIsOurs, place,
            $"Somebody they write of lives in {place.Value}, which is in {facts.Area}.")
        : facts.TheirPostcodeOurs is { } home
        ? facts.Say(TheirsIsOurs, home, $"{home.Item.Value}, the home of somebody they write of, is in {facts.Area}.")
        : null;

    private static Grade ByWords(GradeFacts facts, List<GradeReason> reasons)
    {
        if (facts.Denies is { } denies)
        {
            reasons.Add(facts.Says(SaysNotConstituent, denies, "They say they aren’t a constituent."));
            if (facts.OurPlace is null && facts.Claims is null) return Grading.Grade.LikelyElsewhere;
            reasons.Add(facts.Says(
                Contradiction, facts.OurPlace ?? facts.Claims!, "Something else in the message says they are."));
            return Grading.Grade.Unclear;
        }

        AddWhatTheySay(facts, reasons);
        if (facts.OtherPlace is { } other)
        {
            reasons.Add(facts.Says(PlaceElsewhere, other, $"They live in {other.Value}, which isn’t in {facts.Area}."));
            // "I'm a reporter in Northwick": what is there is their work. "In term in Sandle, else at my dad's in
            // Cressby" are two homes.
            return facts.OurPlace is not null || facts.Claims is not null || facts.ForOrganisation is not null
                || (facts.TwoHomes is not null && facts.TheirPlaceOurs is not null && !facts.HasLeft)
                ? Grading.Grade.Unclear : Grading.Grade.LikelyElsewhere;
        }

        return facts.OurPlace is not null || facts.Claims is not null ? Grading.Grade.Likely : Grading.Grade.Unclear;
    }

    /// <summary>Prison, barracks, abroad, the street: where somebody sleeps decides nothing, a connection
    /// does.</summary>
    private static Grade Displacement(GradeFacts facts, List<GradeReason> reasons)
    {
        if (facts.Ours is { } ours)
        {
            reasons.Add(facts.Say(PostcodeOurs, ours, $"{ours.Item.Value} is in {facts.Area}."));
            // Who is in prison or posted keeps the home they name; of the street and abroad it is a connection.
            return (facts.Cases & (SpecialCases.NoFixedAddress | SpecialCases.Overseas)) == SpecialCases.None
                ? WhereWhole(ours, facts, reasons) : Grading.Grade.Likely;
        }

        if (facts.PastOurs is { } past)
            reasons.Add(facts.Say(PostcodeOurs, past, $"Their home before, {past.Item.Value}, is in {facts.Area}."));
        if (facts.OurPlace is { } place)
            reasons.Add(facts.Says(PlaceOurs, place, $"{place.Value} is in {facts.Area}."));
        if (facts.Claims is { } claims)
            reasons.Add(facts.Says(SaysConstituent, claims, "They say they are a constituent."));
        if (facts.Doubtful is { } doubtful)
            reasons.Add(facts.Say(PostcodeStraddles, doubtful, $"{doubtful.Item.Value} may be in {facts.Area}."));
        if (facts.TheirPlaceOurs is { } family)
            reasons.Add(facts.Says(PlaceOurs, family, $"Theirs live in {family.Value}, which is in {facts.Area}."));
        if (reasons.Count > 0) return Grading.Grade.Likely;
        if (facts.Denies is { } denies)
        {
            reasons.Add(facts.Says(SaysNotConstituent, denies, "They say they aren’t a constituent."));
            return Grading.Grade.LikelyElsewhere;
        }

        var home = facts.Elsewhere ?? facts.PastElsewhere;
        if (home is null || facts.Cases.HasFlag(SpecialCases.NoFixedAddress)) return Grading.Grade.Unclear;
        reasons.Add(facts.Say(PostcodeElsewhere, home, $"{home.Item.Value} is in {home.Where}."));
        var keeps = (facts.Cases & ~(SpecialCases.Prison | SpecialCases.Forces)) == SpecialCases.None
            && facts.Unsure is null;
        return keeps && facts.Elsewhere is { IsSure: true, IsWhole: true }
            ? Grading.Grade.Elsewhere : Grading.Grade.LikelyElsewhere;
    }

    /// <summary>Written for somebody else: the grade is the writer's own, and whose home theirs is stands beside it.
    /// Nobody is put elsewhere who may write for one of ours: the answer to a stranger would refuse a
    /// constituent.</summary>
    private static Grade ForSomeoneElse(GradeFacts facts, List<GradeReason> reasons)
    {
        AddTheirs(facts, reasons);
        // "He lives with me": theirs is the writer's own, or next to it.
        if (facts.SharesHome is not null && (facts.TheirsOurs is not null || facts.TheirPlaceOurs is not null))
            return Grading.Grade.Likely;
        AddWhatTheySay(facts, reasons);
        if (facts.Doubtful is { } doubtful)
            reasons.Add(facts.Say(PostcodeStraddles, doubtful, $"{doubtful.Item.Value} may be in {facts.Area}."));
        if (facts.OurPlace is not null || facts.Claims is not null || facts.Doubtful is not null)
            return facts.TheirsElsewhere is null ? Grading.Grade.Likely : Grading.Grade.Unclear;
        if (facts.Elsewhere is { } elsewhere)
            reasons.Add(facts.Say(
                PostcodeElsewhere, elsewhere, $"The writer’s own {elsewhere.Item.Value} is in {elsewhere.Where}."));
        return facts.TheirsElsewhere is not null && facts.TheirsOurs is null && facts.TheirPlaceOurs is null
            ? Grading.Grade.LikelyElsewhere : Grading.Grade.Unclear;
    }
}
