using System.Text;
using Postbag.Casework.People.Grading;
using Postbag.Casework.People.Moving;
using Postbag.Casework.People.Register;
using Postbag.Office.Audit;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>The office's register of electors: its answers are evidence, and who isn't on it is no less a
/// constituent.</summary>
public sealed class RegisterTests
{
    private const string File = "Elector Surname,Elector Forename,Address1,PostCode\nPEMBLE,Hazel Mary,14 Corve Row,ZZ1 1BH\nTregarth,Lowena,2 Mill Lane,ZZ1 2AB\nGone,,,\n";

    [Fact]
    public async Task Who_is_on_the_register_under_their_name_and_postcode_is_confirmed_and_nobody_else_changes()
    {
        await using var office = await OfficeAsync();
        await office.LinkAsync();
        (await GradesAsync(office)).ShouldBe([Grade.Unclear, Grade.Unclear, Grade.Unclear]);

        (await TakeAsync(office)).ShouldBe(new RegisterCount(2, 1));
        await office.LinkAsync();

        (await GradesAsync(office)).ShouldBe([Grade.Confirmed, Grade.Unclear, Grade.Unclear]);
        (await office.WriterAsync(1)).Reasons.ShouldContain("They are on the register.");
        (await office.NumberAsync("SELECT count(*) FROM audit_entry WHERE act = 'people.register'")).ShouldBe(1);
    }

    [Fact]
    public async Task Only_keys_are_kept_and_a_new_register_takes_the_place_of_the_old_one()
    {
        await using var office = await OfficeAsync();
        await TakeAsync(office);
        (await office.NumberAsync("SELECT count(*) FROM register_key WHERE length(key) = 32")).ShouldBe(2);
        (await office.NumberAsync("SELECT count(*) FROM person")).ShouldBe(0);

        await TakeAsync(office, "Name,Postcode\nLowena Tregarth,ZZ1 2AB\n");
        await office.LinkAsync();

        (await GradesAsync(office)).ShouldBe([Grade.Unclear, Grade.Unclear, Grade.Unclear]);
        (await office.NumberAsync("SELECT count(*) FROM register_key")).ShouldBe(1);
    }

    [Fact]
    public async Task A_forgotten_register_leaves_no_key_and_no_grade()
    {
        await using var office = await OfficeAsync();
        await TakeAsync(office);
        await office.LinkAsync();

        await new TakeRegister(office.Engine, new AuditTrail(office.Clock), office.Clock)
            .ForgetAsync(Actor.Command, CancellationToken.None);
        await office.LinkAsync();

        (await GradesAsync(office)).ShouldBe([Grade.Unclear, Grade.Unclear, Grade.Unclear]);
        (await office.NumberAsync("SELECT count(*) FROM register_key")).ShouldBe(0);
        (await office.NumberAsync("SELECT count(*) FROM register_head WHERE secret = '' AND entries = 0")).ShouldBe(1);
    }

    [Fact]
    public async Task The_command_takes_a_register_and_forgets_it()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await using (await LedgerOffice.OpenAsync(place)) { }
        var file = Letters.File("register.csv", Encoding.UTF8.GetBytes(File));

        var taken = await PostbagProcess.RunAsync(["people", "register", file, "--json", .. place]);
        var forgotten = await PostbagProcess.RunAsync(["people", "register", "--forget", .. place]);
        var neither = await PostbagProcess.RunAsync(["people", "register", .. place]);

        taken.Output.Trim().ShouldBe("""{"entries":2,"left":1}""");
        forgotten.Output.Trim().ShouldBe("The register is forgotten.");
        neither.ExitCode.ShouldNotBe(0);
        neither.Errors.ShouldContain("Name the register’s file, or say --forget.");
    }

    [Fact]
    public void What_is_left_out_is_said_row_by_row_before_anything_is_kept()
    {
        var csv = PeopleCsv.Read("Name,Postcode\nHazel Pemble,ZZ1 1BH\nHazel,ZZ1 1BH\nOwen Marl,\n"u8.ToArray());

        var (count, left) = TakeRegister.Try(csv.People(csv.Guess()));

        count.ShouldBe(new RegisterCount(1, 2));
        left.Select(row => (row.Person.Row, row.Why))
            .ShouldBe([(2, "There is no name of two words."), (3, "There is no postcode.")]);
    }

    /// <summary>On the register; a neighbour who isn't; and one of the same name elsewhere.</summary>
    private static async Task<LedgerOffice> OfficeAsync()
    {
        var office = await LedgerOffice.OpenAsync();
        await office.ReceiveAsync([
            Letters.Plain("Bins", "Dear Ms Prys\n\nThe bins.\n\nYours\nHazel Pemble\n14 Corve Row\nMarchbury\nZZ1 1BH",
                "Hazel Pemble <hazel@example.org>", id: "1"),
            Letters.Plain("Bins", "Dear Ms Prys\n\nThe bins.\n\nYours\nOwen Marl\n16 Corve Row\nMarchbury\nZZ1 1BH",
                "Owen Marl <owen@example.org>", id: "2"),
            Letters.Plain("Bins",
                "Dear Ms Prys\n\nThe bins.\n\nYours\nHazel Pemble\n3 Pier Street\nHarbury Sands\nZZ41 2AB",
                "Hazel Pemble <hp@example.net>", id: "3"),
        ]);
        return office;
    }

    private static async Task<Grade[]> GradesAsync(LedgerOffice office) =>
        [(await office.WriterAsync(1)).Grade, (await office.WriterAsync(2)).Grade, (await office.WriterAsync(3)).Grade];

    private static Task<RegisterCount> TakeAsync(LedgerOffice office, string file = File)
    {
        var csv = PeopleCsv.Read(Encoding.UTF8.GetBytes(file));
        return new TakeRegister(office.Engine, new AuditTrail(office.Clock), office.Clock)
            .RunAsync(csv.People(csv.Guess()), Actor.Command, CancellationToken.None);
    }
}
