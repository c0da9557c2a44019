using Postbag.Places.Geometry;

namespace Postbag.Places;

/// <summary>Compares what the files say of postcodes with where their points lie on the boundaries: two sources that
/// know nothing of each other. Where they differ far from any border, one of them is wrong, or the program
/// is.</summary>
public static class ComparePlaces
{
    /// <summary>So many of those that differ are named.</summary>
    private const int MaxExamples = 100;

    /// <summary>Compares random postcodes, always the same ones of the same index.</summary>
    /// <param name="folder">The installation's places.</param>
    /// <param name="sample">How many; all of them if there are fewer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PlacesException">There is no index, or there are no boundaries of 2024.</exception>
    public static PlacesComparison Run(PlacesFolder folder, int sample, CancellationToken cancellationToken)
    {
        var index = folder.Index ?? throw new PlacesException(folder.WhyNot!);
        var map = new BoundaryMap(BoundaryFile.Read(folder.BoundariesPath, out var whyNot));
        if (!map.Has(BoundarySet.Of2024))
            throw new PlacesException(whyNot ?? "No boundaries of today's constituencies have been imported: there is nothing to compare with.");
        var (agree, near, outside, without, examples) = (0, 0, 0, 0, new List<string>());
        var differ = 0;
        foreach (var postcode in Choose([.. index.All()], sample))
        {
            cancellationToken.ThrowIfCancellationRequested();
            index.TryFind(postcode, out var found);
            var code = index.Areas[found.Answer.Of2024]?.Code;
            var number = code is null ? -1 : map.NumberOf(code, BoundarySet.Of2024);
            if (index.PositionOf(found) is not { } point || number < 0)
            {
                without++;
                continue;
            }

            var at = map.At(point, BoundarySet.Of2024);
            if (at.Any(boundary => boundary.Code == code)) agree++;
            else if (map.IsNear(point, number, BoundarySet.Of2024)) near++;
            else if (at.Count == 0) outside++;
            else if (++differ <= MaxExamples)
                examples.Add($"{postcode}: the files say {code}, its point lies in {at[0].Code}.");
        }

        return new PlacesComparison(agree + near + outside + differ, agree, near, outside, differ, without, examples);
    }

    private static Span<Postcode> Choose(Postcode[] all, int sample)
    {
        // The seed is fixed, so that a comparison can be repeated.
        var random = new Random(20240704);
        var count = Math.Min(sample, all.Length);
        for (var i = 0; i < count; i++)
        {
            var other = random.Next(i, all.Length);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all.AsSpan(0, count);
    }
}

/// <summary>How postcodes agree with boundaries.</summary>
/// <param name="Compared">How many were compared.</param>
/// <param name="Agree">Their point lies in the constituency that the files say.</param>
/// <param name="Near">It lies outside of it, at most 100 metres from its border: they straddle.</param>
/// <param name="Outside">It lies in no constituency, farther off: a pier or a ferry, as boundaries end at the
/// coast.</param>
/// <param name="Differ">It lies in another constituency, farther off.</param>
/// <param name="Without">How many couldn't be compared, for want of a point or a constituency.</param>
/// <param name="Examples">A sentence for each of the first hundred that differ.</param>
public sealed record PlacesComparison(
    int Compared, int Agree, int Near, int Outside, int Differ, int Without, IReadOnlyList<string> Examples);
