using Postbag.Casework.People.Writers;

namespace Postbag.Casework.People.Pages;

/// <summary>The words for evidence.</summary>
internal static class EvidenceWords
{
    public static string Of(EvidenceKind kind) => kind switch
    {
        EvidenceKind.Name => "Name",
        EvidenceKind.Email => "E-mail",
        EvidenceKind.Phone => "Telephone",
        EvidenceKind.Postcode => "Postcode",
        EvidenceKind.Address => "Address",
        EvidenceKind.LivesIn => "Place",
        _ => "Says",
    };

    /// <summary>Where it was read, and whose it is if it isn't the writer's.</summary>
    public static string Where(Evidence item)
    {
        var where = item.Way switch
        {
            EvidenceWay.Header => item.Field switch
            {
                EvidenceField.ReplyTo => "where answers go",
                EvidenceField.Cc => "copied in",
                _ => "the sender’s field",
            },
            EvidenceWay.Form => "a form",
            EvidenceWay.Head => "above the letter",
            EvidenceWay.SignOff => "below the letter",
            EvidenceWay.Letterhead => "an attachment",
            _ => "a sentence",
        };
        return item.Of switch
        {
            EvidenceOf.SomeoneElse => $"{where}; somebody else’s",
            EvidenceOf.Past => $"{where}; formerly",
            EvidenceOf.Institution => $"{where}; where they are kept or posted",
            EvidenceOf.Mentioned => $"{where}; mentioned",
            _ => where,
        };
    }
}
