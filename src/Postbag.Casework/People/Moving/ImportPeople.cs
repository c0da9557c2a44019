using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Writers;
using Postbag.Office.Audit;
using Postbag.Storage;

namespace Postbag.Casework.People.Moving;

/// <summary>Takes people from a file. Whoever is known already gets what is new about them; a row that may be either of
/// two, or says too little, is left for a person. Importing again adds nothing.</summary>
public sealed class ImportPeople(Engine engine, AuditTrail audit, TimeProvider clock)
{
    private const int BatchRows = 200;

    private readonly PersonTables tables = new(engine, clock);

    /// <summary>Says how it would go, and changes nothing.</summary>
    public async Task<PeopleImportCount> TryAsync(
        IReadOnlyList<ImportedPerson> people, CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenReaderAsync(cancellationToken);
        var (added, known, rejected) = (0, 0, new List<RejectedPerson>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            var (evidence, why) = Read(person);
            if (evidence is null)
            {
                rejected.Add(new RejectedPerson(person, why!));
                continue;
            }

            var (found, doubt) = await FindAsync(connection, evidence, cancellationToken);
            if (doubt is not null) rejected.Add(new RejectedPerson(person, doubt));
            // Twice in the file is once.
            else if (found is not null || KeysOf(evidence).Any(seen.Contains)) known++;
            else added++;
            seen.UnionWith(KeysOf(evidence));
        }

        return new PeopleImportCount(added, known, rejected);
    }

    /// <param name="people">In the file's order.</param>
    /// <param name="by">Who imports them.</param>
    /// <param name="report">Told how many rows are done; null if nobody looks.</param>
    /// <param name="cancellationToken">Stops between two batches; what was taken stays, and importing again goes
    /// on.</param>
    public async Task<PeopleImportCount> RunAsync(
        IReadOnlyList<ImportedPerson> people, Actor by, Action<int>? report, CancellationToken cancellationToken)
    {
        var (added, known, rejected, done) = (0, 0, new List<RejectedPerson>(), 0);
        foreach (var batch in people.Chunk(BatchRows))
        {
            var (a, k, r) = await engine.WriteAsync(
                async (connection, token) =>
                {
                    await PersonTables.LockAsync(connection, token);
                    return await TakeAsync(connection, batch, by, token);
                },
                cancellationToken);
            added += a;
            known += k;
            rejected.AddRange(r);
            report?.Invoke(done += batch.Length);
        }

        await audit.RecordAsync(
            engine,
            new AuditFact(PeopleAudit.Imported,
                by) { Details = [("added", $"{added}"), ("known", $"{known}"), ("rejected", $"{rejected.Count}")] },
            cancellationToken);
        return new PeopleImportCount(added, known, rejected);
    }

    private async Task<(int Added, int Known, List<RejectedPerson> Rejected)> TakeAsync(
        DbConnection connection, IReadOnlyList<ImportedPerson> batch, Actor by, CancellationToken cancellationToken)
    {
        var (added, known, rejected) = (0, 0, new List<RejectedPerson>());
        foreach (var person in batch)
        {
            var (evidence, why) = Read(person);
            if (evidence is null)
            {
                rejected.Add(new RejectedPerson(person, why!));
                continue;
            }

            var (found, doubt) = await FindAsync(connection, evidence, cancellationToken);
            if (doubt is not null)
            {
                rejected.Add(new RejectedPerson(person, doubt));
                continue;
            }

            var number = found ?? await tables.AddAsync(connection, evidence.Name!, isKept: true, cancellationToken);
            await tables.LearnAsync(connection, number, null, FactsOf(evidence), cancellationToken);
            await KeepWordsAsync(connection, number, person, by, isNew: found is null, cancellationToken);
            if (found is null) added++;
            else known++;
        }

        return (added, known, rejected);
    }

    /// <summary>What a row says as evidence; or why it can't be taken.</summary>
    private static (LetterEvidence? Evidence, string? Why) Read(ImportedPerson person)
    {
        var name = MessageReading.Line(PersonName.InOrder(person.Name), 200);
        if (name.Length == 0) return (null, "There is no name.");
        if (person.Emails.FirstOrDefault(email => !IsEmail(email)) is { } wrong)
            return (null, $"“{MessageReading.Line(wrong, 60)}” isn’t an e-mail address.");
        var address = MessageReading.Line(person.Address, 300);
        var postcode = PostcodeText.Normal(person.Postcode)
            ?? (PostcodeText.Find(address) is [.., var last] ? last.Postcode : null);
        if (person.Postcode.Trim().Length > 0 && postcode is null && PhoneText.Normal(person.Postcode) is not null)
            return (null, "The postcode is a telephone number: are the columns right?");
        var phones = person.Phones.Select(PhoneText.Normal).OfType<string>().Distinct().ToList();
        if (person.Emails.Count == 0 && phones.Count == 0 && postcode is null && address.Length == 0)
            return (null, person.Phones.Count > 0
                ? "The telephone number isn’t one, and there is nothing else but a name."
                : "There is nothing but a name.");
        if (postcode is not null && PostcodeText.Find(address).Count == 0)
            address = address.Length > 0 ? $"{address}, {postcode}" : postcode;
        var items = new List<Evidence>();
        void Add(EvidenceKind kind, string value) =>
            items.Add(new Evidence(kind, value, EvidenceOf.Writer, EvidenceWay.Form, EvidenceField.Text, 0, 0));
        Add(EvidenceKind.Name, name);
        foreach (var email in person.Emails) Add(EvidenceKind.Email, email.ToLowerInvariant());
        foreach (var phone in phones) Add(EvidenceKind.Phone, phone);
        if (postcode is not null) Add(EvidenceKind.Postcode, postcode);
        if (address.Length > 0) Add(EvidenceKind.Address, address);
        return (
            new LetterEvidence
            {
                Items = items, Name = name, Email = person.Emails.Count > 0
                    ? person.Emails[0].ToLowerInvariant() : null,
                Address = address.Length > 0 ? address : null, Postcode = postcode,
            },
            null);
    }

    /// <summary>The one person of the same whole name and something else the same; a doubt if there are
    /// several.</summary>
    private async Task<(long? Person, string? Doubt)> FindAsync(
        DbConnection connection, LetterEvidence evidence, CancellationToken cancellationToken)
    {
        var known = await tables.LikeAsync(connection, evidence, cancellationToken);
        var same = known.Where(
            person => person.Names.Any(name => PersonTables.FoldName(name) == PersonTables.FoldName(evidence.Name!)))
            .ToList();
        if (same.Count <= 1) return (same.Count == 1 ? same[0].Number : null, null);
        var certain = MatchWriter.Of(evidence, same).Where(match => match.IsCertain).ToList();
        return certain.Count == 1
            ? (certain[0].Person, null) : (null, $"{same.Count} people known have this name and these details.");
    }

    private static LearnedFacts FactsOf(LetterEvidence evidence)
    {
        string[] all(EvidenceKind kind) => [.. evidence.Of(kind).Select(item => item.Value)];
        return new LearnedFacts(
            [evidence.Name!], all(EvidenceKind.Email), all(EvidenceKind.Phone),
            evidence.Address is { } address ? [(address, evidence.Postcode ?? "", null, null)] : []);
    }

    private async Task KeepWordsAsync(
        DbConnection connection, long person, ImportedPerson row, Actor by, bool isNew,
        CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            "UPDATE person SET is_kept = @yes, languages = CASE WHEN languages = '' THEN @languages ELSE languages END WHERE number = @person",
            cancellationToken, ("@yes", true), ("@languages", MessageReading.Line(row.Languages, 200)),
            ("@person", person));
        var note = row.Note.Trim();
        if (note.Length is 0 or > 10_000 || !isNew) return;
        await connection.ExecuteAsync(
            "INSERT INTO person_note (person, content, staff_id, at) VALUES (@person, @note, @staff, @at)",
            cancellationToken,
            ("@person", person), ("@note", note.Replace("\0", "", StringComparison.Ordinal)),
            ("@staff", by.StaffId is { } staff ? engine.IdValue(staff.Value) : null),
            ("@at", Instants.ToMicroseconds(clock.GetUtcNow())));
    }

    private static IEnumerable<string> KeysOf(LetterEvidence evidence) =>
        evidence.Items.Where(item => item.Kind is EvidenceKind.Email or EvidenceKind.Phone or EvidenceKind.Postcode)
            .Select(item => $"{PersonTables.FoldName(evidence.Name!)}\n{item.Value}");

    private static bool IsEmail(string text) =>
        text.Length <= 254 && text.IndexOf('@') is > 0 and var at && at < text.Length - 1
            && !text.Any(char.IsWhiteSpace) && text.IndexOf('@', at + 1) < 0;
}
