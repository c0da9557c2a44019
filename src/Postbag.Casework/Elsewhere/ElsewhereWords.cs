using System.Text.RegularExpressions;

namespace Postbag.Casework.Elsewhere;

/// <summary>What the office writes to somebody else's constituents, with fields in braces, and how long their letters
/// are kept.</summary>
public sealed partial record ElsewhereWords(string Content, int KeepDays)
{
    public const int MaxLength = 20_000;

    public const int MaxKeepDays = 365;

    /// <summary>The fields, each with what is put in its place.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Fields { get; } =
    [
        ("name", "what the writer is called"),
        ("where", "a sentence: which constituency their postcode is in, as far as is known"),
        ("who", "a sentence: who represents them, and how to reach them, as far as is known"),
        ("area", "what your area is called"),
        ("office", "what your office is called"),
    ];

    /// <summary>Until an office writes its own.</summary>
    public static ElsewhereWords Usual { get; } = new(
        """
        Dear {name},

        Thank you for writing to us. {where} Members take up the concerns of those they represent, so somebody else is the right person to help you. {who}

        We have not passed your message on: please write to them yourself, so that you decide what they see. If you have moved, or if your home is in {area} after all, please tell us your address with its postcode, and we will gladly look at it again.

        Yours sincerely

        {office}
        """.ReplaceLineEndings("\n"), 30);

    /// <summary>Why an office can't write so; null if it can.</summary>
    public static string? WhyNot(string content)
    {
        if (string.IsNullOrWhiteSpace(content)) return "Enter what is written.";
        if (content.Length > MaxLength) return $"Enter at most {MaxLength:N0} characters.";
        var unknown = Field().Matches(content).Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => Fields.All(field => field.Name != name));
        return unknown is null ? null : $"There is no field {{{unknown}}}. The fields are {string.Join(", ", Fields.Select(field => $"{{{field.Name}}}"))}.";
    }

    /// <summary>The answer to one writer. What is put in is never read for fields again: a name may hold
    /// braces.</summary>
    public string Fill(RightPerson right, string? name, string area, string office) => Field().Replace(
        Content,
        match => match.Groups["name"].Value switch
        {
            "name" => string.IsNullOrWhiteSpace(name) ? "Sir or Madam" : name,
            "where" => right.Where,
            "who" => right.Who,
            "area" => area.Length > 0 ? area : "our area",
            "office" => office,
            _ => match.Value,
        });

    [GeneratedRegex(@"\{(?<name>[A-Za-z]{1,30})\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
