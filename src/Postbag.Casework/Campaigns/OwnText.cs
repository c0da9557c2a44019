namespace Postbag.Casework.Campaigns;

/// <summary>A standard reply of the office. A letter that quotes one is an answer to it, and never in a campaign by
/// that quotation.</summary>
public sealed class OwnText
{
    public long Number { get; init; }

    public string Title { get; init; } = "";

    public string Content { get; init; } = "";

    public DateTimeOffset AddedAt { get; init; }
}
