namespace Postbag.Triage.Needs;

/// <summary>What stands for one word in a rule.</summary>
internal enum AtomKind
{
    /// <summary>The word itself.</summary>
    Word,

    /// <summary>One of several words.</summary>
    AnyOf,

    /// <summary>Any word that begins so.</summary>
    Beginning,

    /// <summary>A number in digits or as a word up to twenty.</summary>
    Number,

    /// <summary>A day of a month, as 14th.</summary>
    Ordinal,

    /// <summary>A year, 1900 to 2099.</summary>
    Year,
}

/// <summary>One word of a rule, folded.</summary>
/// <param name="Kind">What may stand there.</param>
/// <param name="Text">The word, or how it begins.</param>
/// <param name="Words">The words of <see cref="AtomKind.AnyOf"/>; null for the others.</param>
internal readonly record struct Atom(AtomKind Kind, string Text, HashSet<string>? Words = null)
{
    private static readonly string[] Numbers =
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];

    public bool Fits(ReadOnlySpan<char> word) => Kind switch
    {
        AtomKind.Word => word.SequenceEqual(Text),
        AtomKind.AnyOf => Words!.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word),
        AtomKind.Beginning => word.StartsWith(Text, StringComparison.Ordinal),
        AtomKind.Number => IsDigits(word) && word.Length <= 4 || IsNumberWord(word),
        AtomKind.Ordinal => word.Length is 3 or 4 && IsDigits(word[..^2])
            && word[^2..] is "st" or "nd" or "rd" or "th",
        _ => word.Length == 4 && IsDigits(word) && word[..2] is "19" or "20",
    };

    private static bool IsDigits(ReadOnlySpan<char> word) => !word.IsEmpty && !word.ContainsAnyExceptInRange('0', '9');

    private static bool IsNumberWord(ReadOnlySpan<char> word)
    {
        foreach (var number in Numbers)
            if (word.SequenceEqual(number))
                return true;
        return false;
    }
}
