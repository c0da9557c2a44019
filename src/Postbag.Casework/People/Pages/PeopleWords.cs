using Postbag.Casework.People.Grading;

namespace Postbag.Casework.People.Pages;

/// <summary>The words of the people's pages.</summary>
internal static class PeopleWords
{
    public static string Of(Grade grade) => grade switch
    {
        Grade.Confirmed => "Constituent",
        Grade.Likely => "Likely a constituent",
        Grade.LikelyElsewhere => "Likely elsewhere",
        Grade.Elsewhere => "Elsewhere",
        _ => "Unclear",
    };

    public static string? ColourOf(Grade grade) => grade switch
    {
        Grade.Confirmed or Grade.Likely => "green",
        Grade.Unclear => "yellow",
        _ => "grey",
    };

    public static IEnumerable<string> Of(SpecialCases cases)
    {
        if (cases.HasFlag(SpecialCases.ForSomeoneElse)) yield return "Writes for someone else";
        if (cases.HasFlag(SpecialCases.Under18)) yield return "Under 18";
        if (cases.HasFlag(SpecialCases.NoFixedAddress)) yield return "No fixed address";
        if (cases.HasFlag(SpecialCases.Prison)) yield return "In prison";
        if (cases.HasFlag(SpecialCases.Forces)) yield return "Forces";
        if (cases.HasFlag(SpecialCases.Overseas)) yield return "Overseas";
    }

    public static string? Of(AnswerBy answer) => answer switch
    {
        AnswerBy.Email => "By e-mail",
        AnswerBy.Post => "By post",
        AnswerBy.Telephone => "By telephone",
        _ => null,
    };

    public static IEnumerable<string> Of(PersonNeeds needs)
    {
        if (needs.HasFlag(PersonNeeds.LargePrint)) yield return "Large print";
        if (needs.HasFlag(PersonNeeds.EasyRead)) yield return "Easy read";
        if (needs.HasFlag(PersonNeeds.Interpreter)) yield return "Interpreter";
        if (needs.HasFlag(PersonNeeds.Braille)) yield return "Braille";
        if (needs.HasFlag(PersonNeeds.SignLanguage)) yield return "British Sign Language";
    }

    /// <summary>What was done, for "Undo: …".</summary>
    public static string Of(PersonActKind kind) => kind switch
    {
        PersonActKind.Linked => "a message given to them",
        PersonActKind.Unlinked => "a message taken from them",
        PersonActKind.Merged => "two people joined",
        PersonActKind.KeptApart => "kept apart",
        _ => "a change",
    };

    /// <summary>A number as people read it aloud: 07700 900123.</summary>
    public static string Phone(string digits) =>
        digits.Length == 11 && digits[0] == '0' ? $"{digits[..5]} {digits[5..]}" : digits;
}
