using System.Globalization;
using CsvHelper;
using Postbag.Casework.People.Pages;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.People.Moving;

/// <summary>Writes everybody the office knows into a file that other programs read, and this one too.</summary>
public sealed class ExportPeople(Engine engine, AuditTrail audit)
{
    private static readonly string[] Columns =
        ["Name", "Also writes as", "Address", "Postcode", "E-mail addresses", "Telephone numbers", "Languages",
            "Answer by", "Needs", "Constituent", "Notes"];

    /// <returns>How many people were written.</returns>
    public async Task<int> RunAsync(TextWriter output, bool asVCards, Actor by, CancellationToken cancellationToken)
    {
        var queries = new PeopleQueries(engine);
        // Recorded first: a copy that began to leave has left.
        await audit.RecordAsync(
            engine, new AuditFact(PeopleAudit.Exported, by) { Details = [("format", asVCards ? "vcard" : "csv")] },
            cancellationToken);
        using var csv = asVCards ? null : CsvWriter.Create(output, CsvWriterOptions.Default, true);
        csv?.WriteRecord(Columns);

        var count = 0;
        foreach (var person in await queries.AllAsync(cancellationToken))
        {
            var details = await queries.DetailsAsync(person, cancellationToken);
            if (csv is null) await output.WriteAsync(VCards.Write(details, person.Id.ToString()));
            else csv.WriteRecord(CellsOf(details));
            count++;
        }

        return count;
    }

    /// <summary>Those who weren't taken, with why, in the columns they came in.</summary>
    public static string Rejects(IReadOnlyList<string> header, IReadOnlyList<RejectedPerson> rejected)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default, true))
        {
            csv.WriteRecord([.. header.Append("Why it wasn’t taken").Select(PeopleCsv.Guarded)]);
            foreach (var (person, why) in rejected)
            {
                var cells = person.Source.Count > 0 ? person.Source : [person.Name, .. person.Emails];
                csv.WriteRecord([.. header.Select((_, i) => PeopleCsv.Guarded(i < cells.Count ? cells[i] : "")), why]);
            }
        }

        return text.ToString();
    }

    private static string[] CellsOf(PersonDetails details)
    {
        var person = details.Person;
        var home = details.Addresses.FirstOrDefault(address => address.To is null);
        string[] cells =
        [
            person.Name, string.Join("; ", details.Names.Where(name => name != person.Name)), home?.Address ?? "",
            home?.Postcode ?? "",
            string.Join("; ", details.Emails), string.Join("; ", details.Phones), person.Languages,
            PeopleWords.Of(person.AnswerBy) ?? "",
            string.Join("; ", PeopleWords.Of(person.Needs)), person.Grade is { } grade ? PeopleWords.Of(grade) : "",
            string.Join("\n", details.Notes.Select(note => note.Content)),
        ];
        return [.. cells.Select(PeopleCsv.Guarded)];
    }
}
