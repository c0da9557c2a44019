using System.Diagnostics;
using System.Globalization;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.People;
using Postbag.Casework.People.Writers;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Benchmarks;

/// <summary>How long it takes to find a message's writer among many people, on a database of them: the look-up, the
/// comparison and the decision, each message by itself.</summary>
internal static class PeopleBenchmark
{
    private static readonly string[] Given =
        ["Hazel", "Siân", "Khalid", "Zofia", "Rhys", "Margaret", "John", "Aoife", "Imran", "Mei-Ling", "Olena", "Tomos",
        "Susan", "Peter", "Ifeoma", "Joost"];

    private static readonly string[] Family =
        ["Pemble", "ferch Owain", "al-Khatib", "Wróbel", "ap Rhys", "Smith", "Jones", "Ní Bhriain", "Akhtar", "Chan",
        "Shevchuk", "Llewelyn", "Garside", "Evans", "Okonjo", "van der Meulen", "Taylor", "Patel"];

    public static int Run(string[] args)
    {
        if (args is ["letters", var file]) return LettersAsync(file).GetAwaiter().GetResult();
        var people = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var messages = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5_000;
        return RunAsync(people, messages).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(int people, int messages)
    {
        var folder = Directory.CreateTempSubdirectory("postbag-people-");
        try
        {
            var place = (await OfficeLocation.FindAsync(folder.FullName, null, null, CancellationToken.None))[0];
            await using var office =
                await OpenOffice.OpenAsync(place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            var tables = new PersonTables(office.Engine, TimeProvider.System);
            var random = new Random(20261122);
            var start = Stopwatch.GetTimestamp();
            foreach (var chunk in Enumerable.Range(0, people).Chunk(2000))
            {
                await office.Engine.WriteAsync(
                    async (connection, token) =>
                    {
                        foreach (var n in chunk)
                        {
                            var evidence = LetterOf(n);
                            var number = await tables.AddAsync(connection, evidence.Name!, isKept: true, token);
                            await tables.LearnAsync(
                                connection, number, null, LearnedFacts.Of(evidence, DateTimeOffset.UnixEpoch), token);
                        }
                    },
                    CancellationToken.None);
            }

            Console.WriteLine($"{people:N0} people made in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
            var looks = new MatchTimes(messages);
            var certain = 0;
            await using var reader = await office.Engine.OpenReaderAsync(CancellationToken.None);
            for (var i = -500; i < messages; i++)
            {
                // Half write again, some from another mailbox, the rest are new.
                var n = random.Next(people * 2);
                var evidence = LetterOf(n);
                if (i % 5 == 0) evidence = evidence with { Email = $"other{n}@example.net" };
                looks.Begin();
                var matches = MatchWriter.Of(
                    evidence, await tables.LikeAsync(reader, evidence, CancellationToken.None));
                if (i < 0) continue;
                looks.End(i);
                if (matches.Any(match => match.IsCertain)) certain++;
            }

            Console.WriteLine($"match: {looks}; {certain:N0} certain");
            await WriteEachAsync(office, Math.Min(messages, 1000));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A match that is made is written too, and synced: how long that takes for a message by itself. A
    /// mailbox's share a sync.</summary>
    private static async Task WriteEachAsync(OpenOffice office, int messages)
    {
        var writes = new MatchTimes(messages);
        for (var i = 0; i < messages; i++)
        {
            writes.Begin();
            await office.Engine.WriteAsync(
                (connection, token) =>
                    connection.ExecuteAsync("UPDATE people_head SET places = @mark", token, ("@mark", $"mark {i}")),
                    CancellationToken.None);
            writes.End(i);
        }

        Console.WriteLine($"a synced write of one row: {writes}");
    }

    /// <summary>What a letter costs of processor time: its reading, and with it the finding, grading and writing of its
    /// writer.</summary>
    private static async Task<int> LettersAsync(string file)
    {
        var folder = Directory.CreateTempSubdirectory("postbag-people-");
        try
        {
            var place = (await OfficeLocation.FindAsync(folder.FullName, null, null, CancellationToken.None))[0];
            await using var office =
                await OpenOffice.OpenAsync(place, new CaseworkSide(), TimeProvider.System, CancellationToken.None);
            await new ImportMail(office.Engine, TimeProvider.System)
                .RunAsync([file], new ImportCount(), CancellationToken.None);
            var numbers = new List<long>();
            await using (var connection = await office.Engine.OpenReaderAsync(CancellationToken.None))
                numbers.AddRange(await connection.NumbersAsync(
                    "SELECT number FROM message WHERE state = 1 ORDER BY number LIMIT 5000", CancellationToken.None));
            var letters = new List<WriterLetter>();
            foreach (var number in numbers)
                letters.Add(WriterLetter.Of(
                    (await StoredMessage.LoadAsync(office.Engine, number, CancellationToken.None)).Message, []));
            // Once to have it compiled and the phrases' automata built.
            foreach (var letter in letters) EvidenceReader.Read(letter, OfficeDetails.None);
            var began = Environment.CpuUsage.TotalTime;
            foreach (var letter in letters) EvidenceReader.Read(letter, OfficeDetails.None);
            var read = Environment.CpuUsage.TotalTime - began;
            began = Environment.CpuUsage.TotalTime;
            var linked = await new LinkWriters(office.Engine, TimeProvider.System, null)
                .RunAsync(null, CancellationToken.None);
            var all = Environment.CpuUsage.TotalTime - began;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"evidence {read.TotalMilliseconds / letters.Count:0.000} ms of processor a letter; all of it, with unpacking and parsing, {all.TotalMilliseconds / linked:0.000} ms over {linked:N0} letters"));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Nobody's name is theirs alone; sixteen doors share a postcode, and every twentieth mailbox is two
    /// people's.</summary>
    private static LetterEvidence LetterOf(int n)
    {
        var name = $"{Given[n % Given.Length]} {Family[n / 7 % Family.Length]}";
        var door = n / 2;
        var (a, b, c) = (door / 16 % 26, door / 416 % 26, door / 10816 % 90);
        var postcode = $"ZZ{c + 1} {door / 16 % 10}{(char)('A' + a)}{(char)('A' + b)}";
        var email = n % 20 == 1 ? $"person{n - 1}@example.org" : $"person{n}@example.org";
        var phone = string.Create(CultureInfo.InvariantCulture, $"07{n:000000000}");
        var address = $"{door % 16 + 1} Mill Lane, Marchbury, {postcode}";
        Evidence Item(EvidenceKind kind, string value) =>
            new(kind, value, TheWriter, EvidenceWay.SignOff, EvidenceField.Text, 0, value.Length);
        return new LetterEvidence
        {
            Name = name, Email = email, Address = address, Postcode = postcode,
            Items =
            [
                Item(EvidenceKind.Name, name), Item(EvidenceKind.Email, email), Item(EvidenceKind.Phone, phone),
                Item(EvidenceKind.Postcode, postcode), Item(EvidenceKind.Address, address),
            ],
        };
    }

    private const EvidenceOf TheWriter = Postbag.Casework.People.Writers.EvidenceOf.Writer;
}
