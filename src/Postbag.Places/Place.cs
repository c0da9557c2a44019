namespace Postbag.Places;

/// <summary>A constituency, ward, district, region or nation.</summary>
/// <param name="Code">The official code, such as E14001063.</param>
/// <param name="Name">What it is called; null if no file with its name has been imported.</param>
public sealed record Area(string Code, string? Name);

/// <summary>Where a postcode is, as the imported files have it.</summary>
/// <remarks>A postcode covers some fifteen doors; what is said of it is said of the point the files give for
/// it.</remarks>
public sealed record Place
{
    /// <summary>The postcode.</summary>
    public required Postcode Postcode { get; init; }

    /// <summary>The constituency on the day that was asked about; null where the files name none.</summary>
    public Area? Constituency { get; init; }

    /// <summary>The ward; null where the files name none. Wards change every May: it is of the edition that was
    /// imported.</summary>
    public Area? Ward { get; init; }

    /// <summary>The district, unitary authority, London borough or council area; null where the files name
    /// none.</summary>
    public Area? District { get; init; }

    /// <summary>The region of England; null elsewhere or where the files name none.</summary>
    public Area? Region { get; init; }

    /// <summary>The nation (or the Channel Islands, or the Isle of Man); null where the files name none.</summary>
    public Area? Nation { get; init; }

    /// <summary>Where the point is; null where the files give none.</summary>
    public GridReference? Position { get; init; }

    /// <summary>The month since which the postcode isn't in use, as its first day; null if it is in use.</summary>
    /// <remarks>It was in use before: whoever writes from one may have an old letterhead.</remarks>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Another constituency within 100 metres of the point, so that some doors may be in that one; null if
    /// there is none, if no boundaries have been imported, or if the day that was asked about lies before those
    /// boundaries.</summary>
    public Area? AlsoNear { get; init; }

    /// <summary>Whether some of its doors may be in another constituency.</summary>
    public bool MayStraddle => AlsoNear is not null;
}

/// <summary>A point on a national grid, in whole metres.</summary>
/// <param name="Easting">Metres east of the grid's origin.</param>
/// <param name="Northing">Metres north of the grid's origin.</param>
/// <param name="IsIrish">Whether it is on the Irish grid (postcodes of Northern Ireland), not on that of Great
/// Britain.</param>
public readonly record struct GridReference(int Easting, int Northing, bool IsIrish);
