namespace Postbag.Casework.People.Writers;

/// <summary>What a message says about its writer. The numbers are stored.</summary>
public enum EvidenceKind
{
    Name = 0,
    Email = 1,
    Phone = 2,
    Postcode = 3,

    /// <summary>An address as far as it is given, in one line.</summary>
    Address = 4,

    /// <summary>A place named in a sentence: "I live in Marchbury".</summary>
    LivesIn = 5,

    SaysConstituent = 6,
    SaysNotConstituent = 7,

    /// <summary>They don't know themselves: "I'm not sure whether you are my MP".</summary>
    IsUnsure = 8,

    Under18 = 9,
    NoFixedAddress = 10,
    Prison = 11,
    Forces = 12,
    Overseas = 13,
    ForSomeoneElse = 14,

    /// <summary>Two homes at once: a student's, a second home.</summary>
    TwoHomes = 15,

    /// <summary>A workplace's name or a post beside the address: nobody need live there.</summary>
    Workplace = 16,

    /// <summary>They speak for an organisation, or from its mailbox: an address below may be its own.</summary>
    ForOrganisation = 17,

    /// <summary>They have left the home where theirs still live: "I don't live there any more".</summary>
    LeftHome = 18,

    /// <summary>They live where whoever they write of lives: "he lives with me", or next door.</summary>
    SharesHome = 19,
}

/// <summary>Where in the message it stands. The numbers are stored.</summary>
public enum EvidenceField
{
    From = 0,
    ReplyTo = 1,
    Cc = 2,
    Sender = 3,
    Subject = 4,

    /// <summary>The letter's text for people.</summary>
    Text = 5,

    /// <summary>The text of an attachment.</summary>
    Attachment = 6,
}

/// <summary>What kind of place in a message it was found in. The numbers are stored.</summary>
public enum EvidenceWay
{
    /// <summary>From, Reply-To, CC: chosen by whoever sends, and no proof.</summary>
    Header = 0,

    /// <summary>A line with its label, as forms and platforms write them: "Postcode: …".</summary>
    Form = 1,

    /// <summary>The lines above the salutation.</summary>
    Head = 2,

    /// <summary>The lines that end the letter: name, address, telephone.</summary>
    SignOff = 3,

    /// <summary>In a sentence.</summary>
    Said = 4,

    /// <summary>The head of an attached letter.</summary>
    Letterhead = 5,
}

/// <summary>Whom it is about. The numbers are stored.</summary>
public enum EvidenceOf
{
    Writer = 0,
    SomeoneElse = 1,

    /// <summary>The writer, formerly: "we used to live in …".</summary>
    Past = 2,

    /// <summary>A prison, a barracks, a hostel: where the writer is without its being a home that decides
    /// anything.</summary>
    Institution = 3,

    /// <summary>Named without saying whose it is.</summary>
    Mentioned = 4,
}

/// <summary>One thing that a message says about its writer, and where it says so.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A name, address or place as written; a postcode in capitals with its space; a telephone number's
/// digits; else the words that say it.</param>
/// <param name="Of">Whom it is about.</param>
/// <param name="Way">What kind of place it was found in.</param>
/// <param name="Field">Which field or text the place is in.</param>
/// <param name="Offset">UTF-16 units from that text's beginning. In a header field the text is the first address as
/// "name &lt;address&gt;".</param>
/// <param name="Length">UTF-16 units.</param>
public sealed record Evidence(
    EvidenceKind Kind, string Value, EvidenceOf Of, EvidenceWay Way, EvidenceField Field, int Offset, int Length);
