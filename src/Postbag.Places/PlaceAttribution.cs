namespace Postbag.Places;

/// <summary>The words that the licences of the official files ask for wherever their data is shown.</summary>
/// <remarks>Open Government Licence v3.0; "Licences", ONS Geography
/// (https://www.ons.gov.uk/methodology/geography/licences, read 2026-11-22). Northern Irish postcodes have a licence of
/// their own, for internal business use.</remarks>
public static class PlaceAttribution
{
    /// <summary>The sentences, with the year of the newest import.</summary>
    public static string For(PlaceIndex index)
    {
        var year = index.Imports.Count == 0 ? 2024 : index.Imports.Max(import => import.ImportedAt).Year;
        return "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
            + $"Contains OS data © Crown copyright and database right {year}. "
            + $"Contains Royal Mail data © Royal Mail copyright and database right {year}.";
    }
}
