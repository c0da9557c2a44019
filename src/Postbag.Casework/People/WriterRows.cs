using System.Data.Common;
using Postbag.Casework.Inbox;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Writers;
using Postbag.Storage;

namespace Postbag.Casework.People;

/// <summary>What has become of a batch of messages and their writers, before it is written.</summary>
internal sealed class WrittenBatch
{
    /// <summary>New people, with the name they are shown by.</summary>
    public List<(AroundPerson Person, string Name)> Made { get; } = [];

    public List<(long Message, AroundPerson Person, LinkState State, IReadOnlyList<string> Reasons)> Links { get; } =
        [];

    public List<(long Message, LetterEvidence Evidence, GradeAnswer Answer)> Graded { get; } = [];

    public List<(AroundPerson Person, long Message, LearnedFacts Facts)> Learned { get; } = [];

    /// <summary>People known before, who are shown otherwise now.</summary>
    public HashSet<AroundPerson> Changed { get; } = [];

    /// <summary>People whose messages were looked at again.</summary>
    public HashSet<long> LookedAtAgain { get; } = [];
}

/// <summary>Writes a batch with one statement for each table.</summary>
internal sealed class WriterRows(Engine engine)
{
    private const ColumnKind Number = ColumnKind.Number;
    private const ColumnKind Text = ColumnKind.Text;

    private static readonly RowTable People = new(
        "person", [("id", ColumnKind.Id), ("name", Text), ("folded", Text), ("created_at", Number), ("grade", Number),
            ("special", Number), ("last_at", Number)]);

    private static readonly RowTable Shown =
        new("person", [("number", Number), ("grade", Number), ("special", Number), ("last_at", Number)]);

    private static readonly RowTable Names = new(
        "person_name", [("person", Number), ("folded", Text), ("name", Text), ("message", Number)],
        "ON CONFLICT (person, folded) DO NOTHING");

    private static readonly RowTable Emails = new(
        "person_email", [("person", Number), ("address", Text), ("message", Number)],
        "ON CONFLICT (person, address) DO NOTHING");

    private static readonly RowTable Phones = new(
        "person_phone", [("person", Number), ("digits", Text), ("message", Number)],
        "ON CONFLICT (person, digits) DO NOTHING");

    private static readonly RowTable Addresses = new(
        "person_address",
        [("person", Number), ("folded", Text), ("address", Text), ("postcode", Text), ("from_on", Number),
            ("to_on", Number), ("message", Number)],
        "ON CONFLICT (person, folded) DO NOTHING");

    private static readonly RowTable Links = new(
        "message_person", [("message", Number), ("person", Number), ("state", Number), ("reasons", Text)],
        "ON CONFLICT (message, person) DO UPDATE SET state = excluded.state, reasons = excluded.reasons");

    private readonly RowWriter writer = RowWriter.Of(engine);

    public async Task WriteAsync(
        DbConnection connection, WrittenBatch batch, long at, CancellationToken cancellationToken)
    {
        var numbers = await writer.AddAsync(
            connection, People,
            [.. batch.Made.Select(made => new object?[]
            {
                Guid.CreateVersion7(Instants.FromMicroseconds(at)), made.Name, PersonTables.FoldName(made.Name), at,
                (long?)made.Person.Grade, made.Person.Special, made.Person.LastAt,
            })],
            cancellationToken);
        var given = batch.Made.Select((made, i) => (made.Person, Number: numbers[i]))
            .ToDictionary(pair => pair.Person, pair => pair.Number);
        long numberOf(AroundPerson person) => given.GetValueOrDefault(person, person.Number);
        await writer.UpdateAsync(
            connection, Shown,
            [.. batch.Changed.Select(
                person => new object?[] { person.Number, (long?)person.Grade, person.Special, person.LastAt })],
            cancellationToken);
        await LearnAsync(
            connection, [.. batch.Learned.Select(
                learned => (numberOf(learned.Person), (long?)learned.Message, learned.Facts))], cancellationToken);
        await writer.InsertAsync(
            connection, Links,
            [.. batch.Links.Select(
                link => new object?[] { link.Message, numberOf(link.Person), (long)link.State,
                string.Join('\n', link.Reasons) })],
            cancellationToken);
        await writer.InsertAsync(
            connection, EvidenceTables.Items,
            [.. batch.Graded.SelectMany(graded => EvidenceTables.RowsOf(graded.Message, graded.Evidence))],
            cancellationToken);
        await writer.InsertAsync(
            connection, EvidenceTables.Answers,
            [.. batch.Graded.Select(graded => EvidenceTables.RowOf(graded.Message, graded.Evidence, graded.Answer))],
            cancellationToken);
    }

    /// <summary>Adds facts to what is known of people; what is known already stays as it is.</summary>
    public async Task LearnAsync(
        DbConnection connection, IReadOnlyList<(long Person, long? Message, LearnedFacts Facts)> learned,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows<T>(
            Func<LearnedFacts, IReadOnlyList<T>> facts, Func<long, long?, T, object?[]> row) =>
            [.. learned.SelectMany(one => facts(one.Facts).Select(fact => row(one.Person, one.Message, fact)))];
        await writer.InsertAsync(
            connection, Names, rows(
                facts => facts.Names, (person, message, name) => [person, PersonTables.FoldName(name), name, message]),
                cancellationToken);
        await writer.InsertAsync(
            connection, Emails, rows(facts => facts.Emails, (person, message, address) => [person, address, message]),
            cancellationToken);
        await writer.InsertAsync(
            connection, Phones, rows(facts => facts.Phones, (person, message, digits) => [person, digits, message]),
            cancellationToken);
        await writer.InsertAsync(
            connection, Addresses,
            rows(facts => facts.Addresses, (person, message, fact) =>
                [person, MatchWriter.FoldAddress(fact.Address), fact.Address, fact.Postcode, DaysOf(fact.From),
                    DaysOf(fact.To), message]),
            cancellationToken);
    }

    private static long? DaysOf(DateOnly? day) => day is { } known ? PersonTables.Days(known) : null;
}
