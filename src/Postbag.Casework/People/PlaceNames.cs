using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>The names of places that the office has said are ours, or aren't: villages, estates, "the Vale". The
/// official files name constituencies, districts and wards only, and people say where they live by other
/// names.</summary>
/// <remarks>What the office says goes before what the files say. A name elsewhere makes nobody more than likely
/// elsewhere.</remarks>
public sealed class PlaceNames
{
    public static readonly PlaceNames None = new([]);

    /// <summary>More than all the villages of a county: it bounds what a wrong file can have stored.</summary>
    public const int Most = 5_000;

    private const int LongestName = 100;

    private readonly Dictionary<string, bool> standing;

    private PlaceNames(IReadOnlyList<(string Name, bool IsOurs)> all)
    {
        standing = all.ToDictionary(place => Fold(place.Name), place => place.IsOurs, StringComparer.Ordinal);
        Ours = [.. all.Where(place => place.IsOurs).Select(place => place.Name)];
        Elsewhere = [.. all.Where(place => !place.IsOurs).Select(place => place.Name)];
    }

    public IReadOnlyList<string> Ours { get; }

    public IReadOnlyList<string> Elsewhere { get; }

    /// <summary>Changes with the names; empty if there are none.</summary>
    public string Mark => standing.Count == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', standing.OrderBy(place => place.Key, StringComparer.Ordinal)
            .Select(place => $"{place.Key} {place.Value}")))))[..16];

    /// <summary>How a place stands to the area by this list; unknown if it isn't on it. "The Vale" is Vale.</summary>
    public NameStanding StandingOf(string name) =>
        standing.TryGetValue(Fold(name), out var isOurs)
            ? isOurs ? NameStanding.Ours : NameStanding.Elsewhere : NameStanding.Unknown;

    /// <summary>Understands two lists of names, one a line.</summary>
    public static PlaceNames Read(string ours, string elsewhere)
    {
        var all = Lines(ours).Select(name => (Name: name, IsOurs: true))
            .Concat(Lines(elsewhere).Select(name => (Name: name, IsOurs: false)))
            .DistinctBy(place => (Fold(place.Name), place.IsOurs)).ToList();
        if (all.Count > Most)
            throw new CannotException(
                string.Create(CultureInfo.InvariantCulture,
                $"These are {all.Count:N0} names; the list holds {Most:N0}."));
        if (all.Find(place => place.Name.Length > LongestName || place.Name.Any(char.IsControl)) is { Name: { } wrong })
            throw new CannotException(
                $"\"{(wrong.Length > 40 ? wrong[..40] + "…" : wrong)}\" is no place’s name: write one name a line.");
        if (all.Find(place => Fold(place.Name).Length < 3) is { Name: { } little })
            throw new CannotException($"\"{little}\" has too few letters to tell a place by.");
        var twice = all.GroupBy(place => Fold(place.Name)).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? new PlaceNames(all)
            : throw new CannotException($"{twice.First().Name} stands on both lists: take it from one.");
    }

    public static async Task<PlaceNames> LoadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("SELECT name, is_ours FROM place_name ORDER BY name");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<(string, bool)>();
        while (await reader.ReadAsync(cancellationToken))
            all.Add((reader.GetString(0), Convert.ToBoolean(reader.GetValue(1), CultureInfo.InvariantCulture)));
        return all.Count == 0 ? None : new PlaceNames(all);
    }

    /// <summary>Keeps these in place of those before. Grades are given anew with the next look at the post.</summary>
    public Task KeepAsync(
        Engine engine, AuditTrail audit, Actor by, CancellationToken cancellationToken) => engine.WriteAsync(
        async (connection, token) =>
        {
            await PersonTables.LockAsync(connection, token);
            await connection.ExecuteAsync("DELETE FROM place_name", token);
            foreach (var (name, isOurs) in Ours.Select(name => (name, true))
                .Concat(Elsewhere.Select(name => (name, false))))
                await connection.ExecuteAsync(
                    "INSERT INTO place_name (folded, name, is_ours) VALUES (@folded, @name, @ours)", token,
                    ("@folded", Fold(name)), ("@name", name), ("@ours", isOurs));
            await audit.RecordAsync(
                engine, connection,
                new AuditFact(PeopleAudit.PlacesNamed, by)
                {
                    Details = [("ours", Ours.Count.ToString(CultureInfo.InvariantCulture)),
                        ("elsewhere", Elsewhere.Count.ToString(CultureInfo.InvariantCulture))],
                }, token);
        },
        cancellationToken);

    private static IEnumerable<string> Lines(string written) =>
        written.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim(',', ';', ' ', '\uFEFF')).Where(line => line.Length > 0);

    private static string Fold(string name)
    {
        var folded = string.Join(
            ' ', name.Split([' ', '-', '.', ',', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)
            .Select(PersonName.Fold));
        return folded.StartsWith("the ", StringComparison.Ordinal) ? folded[4..] : folded;
    }
}
