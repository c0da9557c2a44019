namespace Postbag.Demo;

/// <summary>One message as it came, and what is true of it: tests use that as gold.</summary>
internal sealed record DemoLetter(string FileName, byte[] Raw, string Kind)
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The address to which the envelope would bounce; empty for bounces.</summary>
    public required string Sender { get; init; }

    /// <summary>The name of the text it was made from ("damp", "eviction-friday").</summary>
    public required string Text { get; init; }

    /// <summary>The matter (housing, benefits …); null where there is none.</summary>
    public string? Issue { get; init; }

    /// <summary>What can't wait (eviction, food, self-harm, violence, detention, medical, child); null if
    /// nothing.</summary>
    public string? Need { get; init; }

    /// <summary>cy, pl, ar, ur, uk; null for English.</summary>
    public string? Language { get; init; }

    /// <summary>The campaign; null if it belongs to none.</summary>
    public string? Campaign { get; init; }

    /// <summary>Which ask of the campaign's two, or "contrarian" for a letter that turns it round.</summary>
    public string? Ask { get; init; }

    /// <summary>What the writer of a campaign letter added, paragraphs parted by an empty line; null if
    /// nothing.</summary>
    public string? OwnWords { get; init; }

    /// <summary>A campaign letter with somebody's real trouble inside: it must never be buried.</summary>
    public bool Plea { get; init; }

    /// <summary>A reader must find something wrong with it.</summary>
    public bool Broken { get; init; }

    /// <summary>Is the writer a constituent: confirmed, unclear, elsewhere; null where nobody writes.</summary>
    public string? Grade { get; init; }

    /// <summary>The person who really writes, as he or she signs; null for machines and organisations.</summary>
    public string? Writer { get; init; }

    /// <summary>The writer's postcode, whether or not the letter gives it; null if there is no writer.</summary>
    public string? Postcode { get; init; }
}

/// <summary>Every value of <see cref="DemoLetter.Kind"/>.</summary>
internal static class DemoKinds
{
    public static IReadOnlyList<string> All { get; } =
    [
        "case", "urgent", "abuse", "policy", "thanks", "invitation", "agency", "reply", "child", "on-behalf",
            "elsewhere",
        "press", "organisation", "newsletter", "spam", "auto-reply", "bounce", "receipt", "calendar", "campaign",
            "broken",
    ];
}
