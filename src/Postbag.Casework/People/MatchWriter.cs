using Postbag.Casework.People.Writers;

namespace Postbag.Casework.People;

/// <summary>A known person who may be a message's writer, with all that is known of them.</summary>
/// <param name="Number">Of the person who stands for those they were joined with.</param>
internal sealed record KnownPerson(
    long Number, IReadOnlyList<string> Names, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones,
    IReadOnlyList<(string Folded, string Postcode)> Addresses)
{
    /// <summary>Those they were joined from, each with what is their own; empty if nobody joined them.</summary>
    public IReadOnlyList<KnownPerson> Members { get; init; } = [];
}

/// <summary>A person whose message it is or may be.</summary>
/// <param name="Reasons">Sentences.</param>
internal sealed record WriterMatch(long Person, bool IsCertain, int Weight, IReadOnlyList<string> Reasons);

/// <summary>Tells which known person wrote a message, by evidence that agrees, and never by the From address alone: a
/// couple share a mailbox, and anybody can put any address there. Two who may both be meant are offered, neither is
/// taken.</summary>
internal static class MatchWriter
{
    private const int MostOffered = 5;

    /// <param name="evidence">What the message says.</param>
    /// <param name="known">Everybody with whom it has something in common.</param>
    /// <returns>At most one that is certain; the likeliest first.</returns>
    public static IReadOnlyList<WriterMatch> Of(LetterEvidence evidence, IReadOnlyList<KnownPerson> known)
    {
        var isShared = evidence.Email is { } address && known.Count(person => person.Emails.Contains(address)) > 1;
        var matches = known.Select(person => Compare(evidence, person, isShared)).OfType<WriterMatch>()
            .OrderByDescending(match => match.Weight).ThenBy(match => match.Person).ToList();
        var isOne = matches.Count(match => match.IsCertain) == 1;
        return [.. matches.Select(match => isOne ? match : match with { IsCertain = false }).Take(MostOffered)];
    }

    private static WriterMatch? Compare(LetterEvidence evidence, KnownPerson person, bool isShared)
    {
        var mayBe = evidence.Name is not null && person.Names.Any(name => PersonName.MayBeSame(name, evidence.Name));
        // Another name at the same mailbox or the same door is another person.
        if (evidence.Name is not null && !mayBe) return null;
        var isSame = evidence.Name is not null && person.Names.Any(name => IsSame(name, evidence.Name));
        var email = evidence.Email is { } address && person.Emails.Contains(address);
        var phone = Own(evidence, EvidenceKind.Phone).Any(person.Phones.Contains);
        var postcode = Own(evidence, EvidenceKind.Postcode)
            .Any(code => person.Addresses.Any(known => known.Postcode == code));
        var home = evidence.Address is { } line && person.Addresses.Any(known => known.Folded == FoldAddress(line));
        var isNamedInLetter = evidence.Of(EvidenceKind.Name).Any(item => item.Way != EvidenceWay.Header);
        var isCertain = (isSame && email && (isNamedInLetter || !isShared))
            || (isSame && phone && postcode)
            || (mayBe && email && (postcode || phone) && (isNamedInLetter || !isShared));
        var isLikely = isCertain || (isSame && (email || phone || postcode)) || (mayBe && (email || phone || home))
            || (evidence.Name is null && email);
        if (!isLikely) return null;
        var reasons = new List<string>();
        if (isSame) reasons.Add("The name is the same.");
        else if (mayBe) reasons.Add("The name may be the same.");
        if (email) reasons.Add(
            isShared ? "The e-mail address is the same, but others use it too." : "The e-mail address is the same.");
        if (phone) reasons.Add("The telephone number is the same.");
        if (home) reasons.Add("The address is the same.");
        else if (postcode) reasons.Add("The postcode is the same.");
        var weight = (isSame ? 30 : mayBe ? 15 : 0) + (email ? 40 : 0) + (phone ? 30 : 0)
            + (home ? 25 : postcode ? 15 : 0);
        return new WriterMatch(person.Number, isCertain, weight, reasons);
    }

    /// <summary>Which of those who were joined wrote it: if they are parted again, the message goes with that
    /// one.</summary>
    public static long MemberOf(LetterEvidence evidence, KnownPerson person) => person.Members
        .Select(member => (member.Number, Weight: Compare(evidence, member, isShared: false)?.Weight ?? 0))
        .OrderByDescending(member => member.Weight).ThenBy(member => member.Number != person.Number)
        .ThenBy(member => member.Number)
        .Select(member => member.Number).FirstOrDefault(person.Number);

    /// <summary>A line of an address for comparing: its letters and digits.</summary>
    public static string FoldAddress(string address) =>
        string.Concat(PersonName.Fold(address).Where(char.IsLetterOrDigit));

    /// <summary>Two whole words at least, and the same ones.</summary>
    private static bool IsSame(string one, string other)
    {
        var (a, b) = (PersonName.Folded(one), PersonName.Folded(other));
        return a.Count >= 2 && a.SequenceEqual(b) && a.All(word => word.Length > 1 || !char.IsAsciiLetter(word[0]));
    }

    private static IEnumerable<string> Own(LetterEvidence evidence, EvidenceKind kind) =>
        evidence.Of(kind).Where(item => item.Of == EvidenceOf.Writer).Select(item => item.Value);
}
