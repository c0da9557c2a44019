namespace Postbag.Demo;

/// <summary>What the demo office's mailbox should be like. The same options give the same bytes, always.</summary>
internal sealed record DemoOptions
{
    /// <summary>Any number; another gives other people, dates and turns of phrase.</summary>
    public ulong Seed { get; init; } = 1847;

    /// <summary>The day on which the newest letters came; the demo command passes the clock's.</summary>
    public DateTimeOffset Now { get; init; } = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    /// <summary>How many mailboxes of about a thousand letters, each with other people, spread over three years when
    /// there are more than one (263 make a quarter of a million). They are written one after another, oldest first, so
    /// memory holds one of them.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Adds one letter of more than ten megabytes, which many programs refuse.</summary>
    public bool LargeLetter { get; init; }

    /// <summary>Adds the office's own answers (kind "own"), as a copied Sent folder would.</summary>
    public bool WithSent { get; init; }
}
