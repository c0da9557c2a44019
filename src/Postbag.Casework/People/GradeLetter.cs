using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Places;

namespace Postbag.Casework.People;

/// <summary>Grades letters that are in no office, for the command line: by the same reading and the same
/// rules.</summary>
/// <param name="index">The places; null if none have been imported.</param>
/// <param name="areas">The official codes of the area that is asked about.</param>
/// <param name="officeName">Such as "Office of Mari Prys MP"; empty if nobody says.</param>
public sealed class GradeLetter(PlaceIndex? index, IReadOnlyList<string> areas, string officeName)
{
    private readonly GradeWriter grading = new(new OfficeArea(areas, officeName).BookOf(index));

    /// <returns>What it says of its writer and the grade; null for what no person wrote.</returns>
    public (LetterEvidence Evidence, GradeAnswer Answer)? Run(ReadOnlyMemory<byte> message, DateOnly on)
    {
        var details = new OfficeDetails { Representative = OfficeArea.RepresentativeOf(officeName) };
        return LinkWriters.Read(message, details) is { } evidence
            ? (evidence, grading.Grade(evidence, KnownOfWriter.Nothing, on)) : null;
    }
}
