using System.Text;
using Postbag.Casework.People.Moving;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>People come in from files as they are found in offices, and leave in files that come in again.</summary>
public sealed class MovingPeopleTests
{
    private const string Csv =
        """
        First name,Surname,E-mail,Mobile,Address 1,Town,Post code,Notes
        Siân,ferch Owain,SIAN@example.org,+44 7700 900123,7 Heol y Capel,Pont-y-Garreg,zz8 7wa,"Deaf in one ear;
        ring, don't write"
        Khalid,al-Khatib,,07700 900124,,,,
        ,,nobody@example.org,,,,,
        Jo,Nobody,,,,,,
        Pat,Wrong,not an address,,,,,
        """;

    [Fact]
    public async Task A_file_says_beforehand_how_it_would_go_and_changes_nothing()
    {
        await using var office = await LedgerOffice.OpenAsync();

        var count = await ImportOf(office).TryAsync(People(Csv), default);

        (count.Added, count.Known).ShouldBe((2, 0));
        count.Rejected.Select(rejected => rejected.Why)
            .ShouldBe(["There is no name.", "There is nothing but a name.",
            "“not an address” isn’t an e-mail address."]);
        (await office.NamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Importing_again_adds_nobody()
    {
        await using var office = await LedgerOffice.OpenAsync();

        var first = await ImportOf(office).RunAsync(People(Csv), Actor.Command, null, default);
        var rows = await office.PeopleRowsAsync();
        var again = await ImportOf(office).RunAsync(People(Csv), Actor.Command, null, default);

        ((first.Added, first.Known), (again.Added, again.Known)).ShouldBe(((2, 0), (0, 2)));
        (await office.PeopleRowsAsync()).ShouldBe(rows);
        var sian = await office.People.DetailsAsync(await office.PersonAsync("Siân ferch Owain"), default);
        sian.Addresses.Single().Address.ShouldBe("7 Heol y Capel, Pont-y-Garreg, ZZ8 7WA");
        (sian.Emails.Single(), sian.Phones.Single()).ShouldBe(("sian@example.org", "07700900123"));
        sian.Notes.Single().Content.ShouldContain("ring, don't write");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("vcard")]
    public async Task What_leaves_one_office_comes_whole_into_another(string format)
    {
        await using var office = await LedgerOffice.OpenAsync();
        await using var other = await LedgerOffice.OpenAsync();
        await ImportOf(office).RunAsync(People(Csv), Actor.Command, null, default);
        var text = new StringWriter();
        await new ExportPeople(office.Engine, new AuditTrail(office.Clock))
            .RunAsync(text, format == "vcard", Actor.Command, default);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());

        var count = await ImportOf(other)
            .RunAsync(VCards.AreIn(bytes) ? VCards.Read(bytes) : People(text.ToString()), Actor.Command, null, default);

        count.Added.ShouldBe(2);
        (await other.NamesAsync()).ShouldBe(await office.NamesAsync());
        var sian = await other.People.DetailsAsync(await other.PersonAsync("Siân ferch Owain"), default);
        (sian.Emails.Single(), sian.Phones.Single(), sian.Addresses.Single().Postcode)
            .ShouldBe(("sian@example.org", "07700900123", "ZZ8 7WA"));
        sian.Notes.Single().Content.ShouldContain("Deaf in one ear;\nring, don't write");
    }

    [Theory]
    [InlineData("utf-8-bom")]
    [InlineData("utf-16")]
    [InlineData("utf-16 without its mark")]
    [InlineData("windows-1252")]
    [InlineData("semicolons")]
    public void A_file_is_read_in_any_encoding_and_with_any_separator(string kind)
    {
        var text = "Name,E-mail\nSiân Gŵyr,sian@example.org\n".Replace("ŵ", kind == "windows-1252" ? "w" : "ŵ");
        var bytes = kind switch
        {
            "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            "utf-16 without its mark" => Encoding.Unicode.GetBytes(text),
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
            _ => Encoding.UTF8.GetBytes(text.Replace(',', ';')),
        };

        var csv = PeopleCsv.Read(bytes);

        csv.People(csv.Guess()).Single().Name.ShouldStartWith("Siân G");
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 0, 0, 0, 0 }, "empty")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0, 0, 7 }, "something other than text")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', (byte)'\n', (byte)'c' }, "one column")]
    public void What_is_no_list_of_people_is_refused_with_a_sentence(byte[] bytes, string sentence) =>
        Should.Throw<CannotException>(() => PeopleCsv.Read(bytes)).Message.ShouldContain(sentence);

    [Theory]
    [InlineData("Name,E-mail,Note\nJo Doe,jo@example.org,\"rings on\nPat Lee,pat@example.org,\nAnn Orr,ann@example.org,\n", "opens in line 2 is never closed")]
    [InlineData("Name,E-mail,Note\nJo Doe,jo@example.org,\"rings on\nPat Lee,pat@example.org,\"late\"\n",
        "don’t match in the row that begins in line 2")]
    [InlineData("Name,E-mail,Note\nPat Lee,pat@example.org,\n\"Jo, Doe,\"jo@example.org\",\n",
        "don’t match in the row that begins in line 3")]
    [InlineData("Name,E-mail,Note\nJo Doe,jo@example.org,none\nPat Lee,pat@exam", "has fewer cells than the headings")]
    [InlineData("Jo Doe,jo@example.org\nPat Lee,pat@example.org\n", "no headings")]
    [InlineData("Name,E-mail\n", "nobody below them")]
    public void A_file_that_would_lose_somebody_is_refused_and_says_where(string text, string sentence) =>
        Should.Throw<CannotException>(() => PeopleCsv.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldContain(
            sentence);

    [Theory]
    [InlineData("Name,E-mail,Note\nRobert \"Bob\" Lee,bob@example.org,\n", "Robert \"Bob\" Lee")]
    [InlineData("Note,E-mail,Name\n\"says \"\"no\"\",\nand rings\",bob@example.org,Bob Lee\n", "Bob Lee")]
    [InlineData("Name,E-mail,Note\nAnn Orr,ann@example.org,none\nBob Lee,bob@example.org\n", "Ann Orr")]
    public void Quotation_marks_and_lines_within_cells_do_no_harm(string text, string first) =>
        People(text)[0].Name.ShouldBe(first);

    [Fact]
    public void A_card_of_version_3_with_folded_and_escaped_lines_is_read()
    {
        var cards = VCards.Read(Encoding.UTF8.GetBytes(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:van der Meulen;Joost;;Dr;\r\nFN:Joost van der Me\r\n ulen\r\nitem1.EMAIL;TYPE=INTERNET,HOME:joost@example.org\r\n"
            + "TEL;TYPE=\"cell:1\":+44 7700 900125\r\nADR;TYPE=HOME:;;3 Mill Lane\\, The Green;Marchbury;;ZZ1 1AA;UK\r\nNOTE:Likes bicycles\\; and trains\\nVery much\r\nEND:VCARD\r\n"));

        var joost = cards.Single();
        (joost.Name, joost.Emails.Single(), joost.Phones.Single())
            .ShouldBe(("Joost van der Meulen", "joost@example.org", "+44 7700 900125"));
        (joost.Address, joost.Postcode, joost.Note)
            .ShouldBe(("3 Mill Lane, The Green, Marchbury", "ZZ1 1AA", "Likes bicycles; and trains\nVery much"));
    }

    [Fact]
    public void Cards_that_are_cut_short_are_refused_and_those_of_old_programs_read()
    {
        const string card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Siân Lee\r\nEMAIL:sian@example.org\r\nEND:VCARD\r\n";

        VCards.Read(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(card))
            .Single().Name.ShouldBe("Siân Lee");
        Should.Throw<CannotException>(
            () => VCards.Read(Encoding.UTF8.GetBytes(card + card[..60]))).Message.ShouldContain(
            "number 2, isn’t closed");
    }

    [Fact]
    public void What_a_spreadsheet_would_run_goes_out_as_text()
    {
        var rejects = ExportPeople.Rejects(
            ["Name", "E-mail"], [new RejectedPerson(new ImportedPerson(1, ["=HYPERLINK(1)", "+44"]), "No.")]);

        rejects.ShouldContain("'=HYPERLINK(1),'+44,No.");
    }

    [Fact]
    public async Task The_command_imports_tries_and_exports()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var file = Letters.File("people.csv", Encoding.UTF8.GetBytes(Csv));
        var rejects = Path.Combine(TestPlace.NewFolder(), "rejects.csv");

        var trial = await PostbagProcess.RunAsync(["people", "import", file, "--dry-run", "--json", .. place]);
        var import = await PostbagProcess.RunAsync(["people", "import", file, "--rejects", rejects, .. place]);
        var export = await PostbagProcess.RunAsync(["people", "export", "-", .. place]);

        trial.Output.ShouldContain("\"dryRun\":true,\"added\":2,\"known\":0");
        (trial.ExitCode, import.ExitCode, export.ExitCode).ShouldBe((1, 1, 0), export.Errors);
        import.Output.ShouldContain("2 people added, 0 known already, 3 not taken");
        (await File.ReadAllTextAsync(rejects)).ShouldContain("There is nothing but a name.");
        export.Output.ShouldContain("Khalid al-Khatib");
    }

    private static ImportPeople ImportOf(LedgerOffice office) =>
        new(office.Engine, new AuditTrail(office.Clock), office.Clock);

    private static IReadOnlyList<ImportedPerson> People(string text)
    {
        var csv = PeopleCsv.Read(Encoding.UTF8.GetBytes(text));
        return csv.People(csv.Guess());
    }
}
