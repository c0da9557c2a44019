using System.Text.Json;
using Postbag.Places.Geometry;

namespace Postbag.Places.Reading;

/// <summary>Reads boundaries of constituencies from GeoJSON (RFC 7946) as a stream: at full detail the file has
/// hundreds of megabytes.</summary>
/// <remarks>Which way a ring runs doesn't matter; a ring of fewer than three points has no area and is left out.
/// Positions are longitude and latitude, or eastings and northings of the British grid, which ONS offers too.</remarks>
internal sealed class BoundaryJson
{
    /// <summary>So many points are taken: thirty times those of the constituencies drawn to 20 metres, which are fine
    /// enough.</summary>
    private const int MaxPoints = 15_000_000;

    private const int FeatureDepth = 2;

    private readonly string name;
    private readonly List<Boundary> boundaries = [];
    private readonly string[] path = new string[8];
    private readonly Dictionary<string, string> properties = new(StringComparer.Ordinal);
    private readonly List<int[]> rings = [];
    private readonly List<int> ring = [];
    private readonly double[] position = new double[4];
    private int numbers;
    private int points;

    private BoundaryJson(string name)
    {
        this.name = name;
        Array.Fill(path, "");
    }

    /// <summary>Reads them all.</summary>
    /// <exception cref="PlacesException">It isn't whole GeoJSON, or holds no boundary of a constituency.</exception>
    public static IReadOnlyList<Boundary> Read(
        Stream text, string name, RowCount count, CancellationToken cancellationToken)
    {
        var reading = new BoundaryJson(name);
        try
        {
            reading.ReadAll(text, cancellationToken);
        }
        // Numbers that are none, and text that isn't UTF-8, are told by other exceptions.
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            throw new PlacesException(
                $"{name} isn't whole GeoJSON: it is damaged or cut short ({failure.Message})", failure);
        }

        if (reading.boundaries.Count == 0)
        {
            throw new PlacesException(
                $"{name} holds no boundary of a constituency: each needs a property with a code, such as PCON24CD. "
                + "Boundaries of other areas aren't used.");
        }

        count.Taken = reading.boundaries.Count;
        return reading.boundaries;
    }

    private void ReadAll(Stream text, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        var state = new JsonReaderState();
        var length = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = text.Read(buffer, length, buffer.Length - length);
            length += read;
            var reader = new Utf8JsonReader(buffer.AsSpan(0, length), isFinalBlock: read == 0, state);
            while (reader.Read()) Take(ref reader);
            state = reader.CurrentState;
            var used = (int)reader.BytesConsumed;
            buffer.AsSpan(used, length - used).CopyTo(buffer);
            length -= used;
            if (read == 0) return;
            if (length < buffer.Length) continue;
            if (buffer.Length >= CsvReader.MaxRowBytes) throw new JsonException("one of its texts doesn't end.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when depth < path.Length:
                path[depth] = reader.GetString()!;
                break;
            case JsonTokenType.String when depth == FeatureDepth + 2 && IsInFeature && path[3] == "properties":
                properties[path[4]] = reader.GetString()!;
                break;
            case JsonTokenType.Number when IsInCoordinates(depth):
                if (numbers < position.Length) position[numbers] = reader.GetDouble();
                numbers++;
                break;
            case JsonTokenType.EndArray when IsInCoordinates(depth):
                EndArray();
                break;
            case JsonTokenType.EndObject when depth == FeatureDepth && IsInFeature:
                EndFeature();
                break;
        }
    }

    private bool IsInFeature => path[1] == "features";

    private bool IsInCoordinates(int depth) =>
        depth >= FeatureDepth + 2 && IsInFeature && path[3] == "geometry" && path[4] == "coordinates";

    /// <summary>The end of a position, a ring, or what holds rings.</summary>
    private void EndArray()
    {
        if (numbers >= 2) AddPoint(position[0], position[1]);
        else if (numbers == 0 && ring.Count > 0) EndRing();
        numbers = 0;
    }

    private void AddPoint(double x, double y)
    {
        if (++points > MaxPoints)
            throw new PlacesException($"{name} has more than {MaxPoints:N0} points: take the generalised file (BGC).");
        var isDegrees = Math.Abs(x) <= 180 && Math.Abs(y) <= 90;
        var (east, north) = isDegrees ? NationalGrid.ToBritishGrid(y, x) : (x, y);
        // What lies nowhere near the islands would overflow, and is no boundary of theirs.
        if (!(Math.Abs(east) < 10_000_000 && Math.Abs(north) < 10_000_000))
            throw new PlacesException($"{name} has a point that is neither in Britain nor in Northern Ireland: it is damaged or of another kind.");
        ring.Add((int)Math.Round(east * 10));
        ring.Add((int)Math.Round(north * 10));
    }

    private void EndRing()
    {
        // The last point of a ring is the first again.
        if (ring.Count > 2 && ring[0] == ring[^2] && ring[1] == ring[^1]) ring.RemoveRange(ring.Count - 2, 2);
        if (ring.Count >= 6) rings.Add([.. ring]);
        ring.Clear();
    }

    private void EndFeature()
    {
        var found = properties.Select(property => (Name: ColumnName.Parse(property.Key), property.Value))
            .Where(property => property.Name.Kind == AreaKind.Constituency).ToList();
        if (found.FirstOrDefault(
            property => property.Name.IsCode) is { Value: { Length: > 0 and <= 12 } code, Name.Year: var year }
            && rings.Count > 0)
        {
            var set = BoundarySets.Of(code)
                ?? (year is { } told && told < BoundarySets.From2024.Year ? BoundarySet.Of2010 : BoundarySet.Of2024);
            var title = found.FirstOrDefault(property => property.Name.IsName).Value;
            boundaries.Add(new Boundary(
                set == BoundarySet.Of2024 ? BoundarySets.Lasting2024(code) : code, title, set, [.. rings]));
        }

        rings.Clear();
        ring.Clear();
        properties.Clear();
    }
}
