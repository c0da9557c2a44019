namespace Postbag.Demo;

/// <summary>A file that goes with a letter.</summary>
internal sealed record Enclosure(string FileName, string MediaType, byte[] Bytes, bool Inline = false);

/// <summary>What a reply repeats below itself.</summary>
internal sealed record Quotation(string Name, string Address, DateTimeOffset At, string Text);

/// <summary>A letter before it is written down as mail. Filled in step by step, then rendered once.</summary>
internal sealed class Draft
{
    public required DateTimeOffset At { get; set; }
    public required string Kind { get; init; }
    public required string Text { get; init; }
    public string FromName { get; set; } = "";
    public string FromAddress { get; set; } = "";
    public string? ReplyTo { get; set; }
    public string To { get; set; } = DemoStaff.OfficeAddress;
    public string? Cc { get; set; }
    public string Subject { get; set; } = "";
    public List<string> Paragraphs { get; set; } = [];
    public Client Client { get; set; }
    public string MessageId { get; set; } = "";
    public string? InReplyTo { get; set; }
    public List<string> References { get; init; } = [];
    public Quotation? Quotation { get; set; }
    public List<Enclosure> Enclosures { get; init; } = [];
    public List<string> ExtraFields { get; init; } = [];

    /// <summary>An organisation's picture and footer, in HTML; null for people.</summary>
    public string? Banner { get; set; }

    /// <summary>Writes the whole message instead of <see cref="Mailer"/>; null for ordinary letters.</summary>
    public Func<Draft, Dice, byte[]>? Write { get; set; }

    public Person? Writer { get; set; }
    public string? Issue { get; set; }
    public string? Need { get; set; }
    public string? Language { get; set; }
    public string? Campaign { get; set; }
    public string? Ask { get; set; }
    public string? OwnWords { get; set; }
    public bool Plea { get; set; }
    public bool Broken { get; set; }
    public string? Grade { get; set; }

    public string Body => string.Join("\n\n", Paragraphs);

    public DemoLetter Letter(string fileName, ulong seed)
    {
        var dice = Dice.For(seed, $"mail {fileName}");
        return new DemoLetter(fileName, Write is null ? Mailer.Write(this, dice) : Write(this, dice), Kind)
        {
            At = At,
            Sender = FromAddress,
            Text = Text,
            Issue = Issue,
            Need = Need,
            Language = Language,
            Campaign = Campaign,
            Ask = Ask,
            OwnWords = OwnWords,
            Plea = Plea,
            Broken = Broken,
            Grade = Grade,
            Writer = Writer?.Name,
            Postcode = Writer?.Street.Postcode,
        };
    }
}
