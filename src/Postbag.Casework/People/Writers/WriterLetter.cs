using Postbag.Casework.Inbox;
using Postbag.Mime;

namespace Postbag.Casework.People.Writers;

/// <summary>What of a message is looked at for its writer.</summary>
public sealed record WriterLetter
{
    public IReadOnlyList<Mailbox> From { get; init; } = [];

    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    public IReadOnlyList<Mailbox> Sender { get; init; } = [];

    /// <summary>Whom it was sent to: never the writer.</summary>
    public IReadOnlyList<Mailbox> To { get; init; } = [];

    public string Subject { get; init; } = "";

    public LetterText Letter { get; init; } = LetterText.Empty;

    /// <summary>Texts of attached letters, where they could be read.</summary>
    public IReadOnlyList<string> Attached { get; init; } = [];

    public static WriterLetter Of(MimeMessage message, IReadOnlyList<string> attached) => new()
    {
        From = message.From,
        ReplyTo = message.ReplyTo,
        Cc = message.Cc,
        Sender = message.Sender,
        To = message.To,
        Subject = message.Subject ?? "",
        Letter = message.Letter,
        Attached = attached,
    };

    /// <summary>Of a letter to which nothing is attached.</summary>
    internal static WriterLetter Of(OpenedLetter letter) => new()
    {
        From = letter.From,
        ReplyTo = letter.ReplyTo,
        Cc = letter.Cc,
        Sender = letter.Sender,
        To = letter.To,
        Subject = letter.Subject,
        Letter = letter.Letter,
    };
}

/// <summary>What is the office's own, and so never says anything about a writer.</summary>
public sealed record OfficeDetails
{
    public static readonly OfficeDetails None = new();

    /// <summary>Addresses, in lower case.</summary>
    public IReadOnlySet<string> Emails { get; init; } = new HashSet<string>();

    /// <summary>Postcodes, in capitals with their space.</summary>
    public IReadOnlySet<string> Postcodes { get; init; } = new HashSet<string>();

    /// <summary>Telephone numbers, digits only.</summary>
    public IReadOnlySet<string> Phones { get; init; } = new HashSet<string>();

    /// <summary>The representative's name; empty if nobody said.</summary>
    public string Representative { get; init; } = "";

    /// <summary>Where parliaments and governments sit: people write these above their letters.
    /// https://www.parliament.uk/get-involved/contact-an-mp-or-lord/ (read 2026-11-22).</summary>
    private static readonly HashSet<string> Public =
        ["SW1A 0AA", "SW1A 0PW", "SW1A 2AA", "SW1A 1AA", "SW1A 2AG", "EH99 1SP", "CF99 1SN", "CF99 1NA", "BT4 3XX"];

    public bool IsOurs(string postcode) => Postcodes.Contains(postcode) || Public.Contains(postcode);
}

/// <summary>Everything a message says about its writer, and what follows at once.</summary>
public sealed record LetterEvidence
{
    public static readonly LetterEvidence None = new();

    public IReadOnlyList<Evidence> Items { get; init; } = [];

    /// <summary>What the writer calls themselves, as written and without titles; null if nothing says.</summary>
    public string? Name { get; init; }

    /// <summary>Where an answer would reach the writer; null if nothing says.</summary>
    public string? Email { get; init; }

    /// <summary>The writer's address in one line, as far as it is given; null if it isn't.</summary>
    public string? Address { get; init; }

    /// <summary>The postcode of the writer's home; null if it isn't given.</summary>
    public string? Postcode { get; init; }

    public IEnumerable<Evidence> Of(EvidenceKind kind) => Items.Where(item => item.Kind == kind);

    public bool Says(EvidenceKind kind) => Items.Any(item => item.Kind == kind && item.Of == EvidenceOf.Writer);
}
