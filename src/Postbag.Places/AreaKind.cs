namespace Postbag.Places;

/// <summary>What an area is.</summary>
public enum AreaKind
{
    /// <summary>England, Northern Ireland, Scotland, Wales; the Channel Islands and the Isle of Man.</summary>
    Nation,

    /// <summary>A region of England.</summary>
    Region,

    /// <summary>A constituency of the House of Commons.</summary>
    Constituency,

    /// <summary>A district, unitary authority, London borough or council area.</summary>
    District,

    /// <summary>An electoral ward or division.</summary>
    Ward,
}
