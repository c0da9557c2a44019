namespace Postbag.Places;

/// <content>Postcodes as people write them.</content>
public sealed partial class PlaceIndex
{
    /// <summary>What is known of a postcode as somebody wrote it: case, spaces, punctuation and the usual slips (O for
    /// 0, I or L for 1, S for 5, Z for 2, B for 8, G for 6) don't matter.</summary>
    /// <param name="asked">What was written, and nothing besides.</param>
    /// <param name="on">The day that is asked about.</param>
    /// <returns>Always an answer. A slip is assumed only where what was written is no postcode that exists, and exactly
    /// one that exists could have been meant; of several all are offered and none is assumed.</returns>
    public PlaceAnswer Ask(string asked, DateOnly on)
    {
        var isPostcode = Postcode.TryParse(asked, out var postcode);
        if (isPostcode && Find(postcode, on) is { } place) return new PlaceAnswer(asked, postcode, place, null, []);
        Span<byte> compact = stackalloc byte[Postcode.MaxLength];
        var meant = Postcode.TryCompact(asked, compact, out var length)
            ? PostcodeSlips.Find(compact[..length], Holds) : [];
        return meant switch
        {
            [var only] => new PlaceAnswer(asked, only.Postcode, Find(only.Postcode, on), only.Words, []),
            [] => new PlaceAnswer(asked, isPostcode ? postcode : null, null, null, []),
            _ => new PlaceAnswer(asked, null, null, null, [.. meant.Select(reading => reading.Postcode)]),
        };
    }
}
