namespace Postbag.Places;

/// <summary>What is known of a postcode that somebody wrote.</summary>
/// <param name="Asked">What was written.</param>
/// <param name="Postcode">The postcode it is, or is assumed to be; null if it is none, or could be several.</param>
/// <param name="Place">Where it is; null if no imported file has it.</param>
/// <param name="Slip">What was read otherwise than it was written, such as "O read as 0"; null if nothing was.</param>
/// <param name="Offered">Postcodes that may have been meant where more than one may: nobody but the writer can
/// tell.</param>
public sealed record PlaceAnswer(
    string Asked, Postcode? Postcode, Place? Place, string? Slip, IReadOnlyList<Postcode> Offered)
{
    /// <summary>Whether the postcode isn't what was written, but what must have been meant.</summary>
    public bool IsAssumed => Slip is not null;

    /// <summary>What to be careful about, in sentences for people; null if nothing.</summary>
    public string? Note
    {
        get
        {
            var sentences = Sentences().ToList();
            return sentences.Count == 0 ? null : string.Join(' ', sentences);
        }
    }

    private IEnumerable<string> Sentences()
    {
        if (Slip is not null) yield return $"A slip was assumed: {Slip}.";
        if (Offered.Count > 0)
            yield return $"No file has this postcode. Perhaps {string.Join(" or ", Offered)} is meant.";
        else if (Postcode is null) yield return "This isn't a postcode.";
        else if (Place is null) yield return "No file has this postcode.";
        if (Place is null) yield break;
        if (Place.EndedOn is { } ended) yield return $"It ended in {ended:MMMM yyyy}.";
        if (Place.Constituency is null) yield return "The files name no constituency for it.";
        if (Place.AlsoNear is { } near)
            yield return $"Some of its doors may be in {near.Name ?? near.Code}: it lies within 100 metres of the boundary.";
    }
}
