using System.Data.Common;
using Postbag.Office;
using Postbag.Places;

namespace Postbag.Casework.People;

/// <summary>Adds to the office's list the places that an official list of names has in its area.</summary>
public static class OfficialPlaces
{
    /// <param name="names">The office's list.</param>
    /// <param name="file">ONS's Index of Place Names, or another list with names and codes.</param>
    /// <param name="index">The places, by which the codes are known; null if none have been imported.</param>
    /// <param name="connection">The office's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The list with what was added: what the office has said itself stays as it is.</returns>
    /// <exception cref="CannotException">It can't be told what is ours, or the file is no such list.</exception>
    public static async Task<PlaceNames> AddAsync(
        PlaceNames names, string file, PlaceIndex? index, DbConnection connection, CancellationToken cancellationToken)
    {
        var codes = (await OfficeArea.LoadAsync(connection, cancellationToken)).Codes;
        if (index is null) throw new CannotException(
            "Import the postcodes first (`postbag places import`): by them it is known which wards are ours.");
        if (codes.Count == 0)
            throw new CannotException("Say first which area is the office’s: `postbag office set --area CODE`.");
        try
        {
            var known = names.Ours.Concat(names.Elsewhere).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var more = PlaceList.OursIn(file, new OurArea(index, codes), cancellationToken)
                .Where(name => names.StandingOf(name) == Grading.NameStanding.Unknown && known.Add(name)
                    && name.Count(char.IsLetter) > 2);
            return PlaceNames.Read(string.Join('\n', names.Ours.Concat(more)), string.Join('\n', names.Elsewhere));
        }
        catch (PlacesException wrong)
        {
            throw new CannotException(wrong.Message, wrong);
        }
    }
}
