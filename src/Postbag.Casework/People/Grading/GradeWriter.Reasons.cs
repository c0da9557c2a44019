using Postbag.Casework.People.Writers;
using static Postbag.Casework.People.Grading.GradeReasonKind;
using static Postbag.Casework.People.Writers.EvidenceOf;

namespace Postbag.Casework.People.Grading;

/// <content>Reasons that several grades have, or that are given beside the grade.</content>
public sealed partial class GradeWriter
{
    private static void AddWhatTheySay(GradeFacts facts, List<GradeReason> reasons)
    {
        if (facts.OurPlace is { } place)
            reasons.Add(facts.Says(PlaceOurs, place, $"They live in {place.Value}, which is in {facts.Area}."));
        if (facts.Claims is { } claims)
            reasons.Add(facts.Says(SaysConstituent, claims, "They say they are a constituent."));
    }

    private static void AddTheirs(GradeFacts facts, List<GradeReason> reasons)
    {
        if (facts.TheirsOurs is { } ours)
            reasons.Add(facts.Say(
                TheirsIsOurs, ours, $"{ours.Item.Value}, the home of whoever they write for, is in {facts.Area}."));
        else if (facts.TheirPlaceOurs is { } place)
            reasons.Add(facts.Says(
                TheirsIsOurs, place, $"Whoever they write for lives in {place.Value}, which is in {facts.Area}."));
        else if (facts.TheirsElsewhere is { } elsewhere)
            reasons.Add(facts.Say(
                TheirsIsElsewhere, elsewhere,
                $"{elsewhere.Item.Value}, the home of whoever they write for, is in {elsewhere.Where}."));
    }

    private Grade WithWhatIsKnown(
        Grade grade, GradeFacts facts, KnownOfWriter known, DateOnly on, List<GradeReason> reasons)
    {
        if (known.IsOnRegister == true)
        {
            reasons.Insert(0, new GradeReason(OnRegister, "They are on the register."));
            return facts.Elsewhere is null && facts.Denies is null
                ? Grading.Grade.Confirmed : (Grade)Math.Max((int)grade, (int)Grading.Grade.Likely);
        }

        if (grade != Grading.Grade.Unclear || facts.Elsewhere is not null || known.Postcode is not { } postcode)
            return grade;
        var answer = places.Postcode(postcode, on);
        if (answer.Standing != PostcodeStanding.Ours) return grade;
        reasons.Insert(0, new GradeReason(
            KnownBefore, known.HasEarlierCase
                ? $"The office has taken up a case of theirs; their address was {postcode}, in {facts.Area}."
            : $"They wrote before from {postcode}, which is in {facts.Area}."));
        return Grading.Grade.Likely;
    }

    private static void AddCases(GradeFacts facts, List<GradeReason> reasons)
    {
        Add(SpecialCases.ForSomeoneElse, GradeReasonKind.ForSomeoneElse, EvidenceKind.ForSomeoneElse,
            "They write for somebody else.");
        Add(SpecialCases.Under18, GradeReasonKind.Under18, EvidenceKind.Under18,
            "They are under 18, and so on no register; that makes no difference.");
        Add(SpecialCases.NoFixedAddress, GradeReasonKind.NoFixedAddress, EvidenceKind.NoFixedAddress,
            "They have no fixed address: a connection with the area is enough.");
        Add(SpecialCases.Prison, GradeReasonKind.Prison, EvidenceKind.Prison,
            "They are in prison: their home before counts, not the prison’s address.");
        Add(SpecialCases.Forces, GradeReasonKind.Forces, EvidenceKind.Forces,
            "They are with the forces: their home or registration counts, not where they are posted.");
        Add(SpecialCases.Overseas, GradeReasonKind.Overseas, EvidenceKind.Overseas,
            "They live abroad: the last address in the United Kingdom counts.");

        void Add(SpecialCases special, GradeReasonKind kind, EvidenceKind evidence, string sentence)
        {
            if (facts.Cases.HasFlag(special)) reasons.Add(facts.Says(kind, facts.First(evidence), sentence));
        }
    }

    private void AddDoubts(GradeFacts facts, Grade grade, List<GradeReason> reasons)
    {
        if (facts.Unsure is { } unsure && grade is not (Grading.Grade.Confirmed or Grading.Grade.Elsewhere))
            reasons.Add(facts.Says(IsUnsure, unsure, "They don’t know themselves whose constituent they are."));
        if (facts.UnknownPostcode is not { } unknown || facts.Ours is not null || facts.Elsewhere is not null) return;
        reasons.Add(places.HasPlaces
            ? facts.Say(PostcodeUnknown, unknown,
                $"{unknown.Item.Value} isn’t a postcode the places know: it may be new, or a slip.")
            : facts.Say(NoPlaces, unknown,
                $"{unknown.Item.Value} couldn’t be looked up: no places have been imported yet."));
    }
}
