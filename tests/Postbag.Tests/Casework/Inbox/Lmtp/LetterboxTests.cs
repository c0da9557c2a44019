using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Postbag.Casework;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Lmtp;
using Postbag.Office;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Lmtp;

/// <summary>For which domains and addresses an office takes mail.</summary>
public sealed class LetterboxTests
{
    private const string Taken = "riverside.example post@town.example bücher.example";

    [Theory]
    [InlineData("anybody@riverside.example", true)]
    [InlineData("Anybody@RIVERSIDE.example", true)]
    [InlineData("anybody@sub.riverside.example", false)]
    [InlineData("anybody@notriverside.example", false)]
    [InlineData("post@town.example", true)]
    [InlineData("Post+damp@Town.example", true)]
    [InlineData("poster@town.example", false)]
    [InlineData("anybody@town.example", false)]
    [InlineData("rhian@xn--bcher-kva.example", true)]
    [InlineData("rhian@Bücher.example", true)]
    [InlineData("\"odd @ name\"@riverside.example", true)]
    [InlineData("Postmaster", true)]
    [InlineData("riverside.example", false)]
    public async Task An_office_that_says_for_whom_it_takes_mail_takes_that_and_no_other(string recipient, bool isTaken)
    {
        await using var offices = new OfficeRegistry([await OpenAsync("", Taken)]);
        await using var boxes = Boxes(offices);

        (boxes.Find(new LmtpPath(recipient, [])) is not null).ShouldBe(isTaken);
    }

    [Fact]
    public async Task An_office_that_is_alone_and_says_nothing_takes_whatever_it_is_sent()
    {
        await using var offices = new OfficeRegistry([await OpenAsync("prys.example", "")]);
        await using var boxes = Boxes(offices);

        boxes.Find(new LmtpPath("anybody@anywhere.example", [])).ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_several_offices_each_takes_what_it_says_or_else_what_is_for_its_host_names()
    {
        await using var offices = new OfficeRegistry(
            [await OpenAsync("prys.example", "riverside.example"), await OpenAsync("owen.example", ""),
                await OpenAsync("rees.example", "rees@riverside.example")]);
        await using var boxes = Boxes(offices);
        DeliveryIntake? To(string recipient) => boxes.Find(new LmtpPath(recipient, []));

        offices.WhyNotReachable().ShouldBeNull();
        To("anybody@riverside.example").ShouldNotBeNull().ShouldNotBe(To("rees@riverside.example").ShouldNotBeNull());
        To("anybody@owen.example").ShouldNotBeNull().ShouldNotBe(To("anybody@riverside.example"));
        To("anybody@prys.example").ShouldBeNull();
        To("postmaster").ShouldBeNull();
    }

    [Fact]
    public async Task Two_offices_that_take_the_same_mail_are_named_before_serving_begins()
    {
        await using var offices = new OfficeRegistry(
            [await OpenAsync("prys.example", "town.example"), await OpenAsync("owen.example", "TOWN.example")]);

        offices.WhyNotReachable()
            .ShouldBe("Two offices take mail for town.example. Only one can: see postbag office set.");
    }

    [Fact]
    public async Task A_mail_server_hears_at_once_that_mail_is_for_nobody_here()
    {
        var place = await TestPlace.NewArgumentsAsync();
        await (await LedgerOffice.OpenAsync(place)).DisposeAsync();
        var wrong = await PostbagProcess.RunAsync(["office", "set", "--mail-for", "no domain", .. place]);
        var set = await PostbagProcess.RunAsync(
            ["office", "set", "--mail-for", "Riverside.example", "--mail-for", "post@town.example", .. place]);
        await using var serving = ServingProcess.Start(place, Path.Combine(TestPlace.NewFolder(), "lmtp"));
        using var client = await serving.GreetAsync();
        (await client.SayAsync("LHLO mail.example")).ShouldStartWith("250");
        (await client.SayAsync("MAIL FROM:<rhian@example.org>")).ShouldStartWith("250");

        var others = await client.SayAsync("RCPT TO:<mp@elsewhere.example>");
        var ours = await client.SayAsync("RCPT TO:<mp@riverside.example>");

        (wrong.ExitCode, set.ExitCode).ShouldBe((1, 0));
        wrong.Errors.ShouldContain("Mail is taken for domains and addresses");
        set.Output.ShouldContain("takes mail for post@town.example riverside.example");
        others.ShouldStartWith("550 5.1.1");
        ours.ShouldStartWith("250");
    }

    private static Letterboxes Boxes(OfficeRegistry offices) =>
        new(offices, new Arrivals(), TimeProvider.System, NullLogger<Letterboxes>.Instance);

    private static async Task<OpenOffice> OpenAsync(string hosts, string mailFor)
    {
        var arguments = await TestPlace.NewArgumentsAsync();
        await using (var office = await OpenAsync(arguments))
        {
            await using var db = office.OpenDb();
            var record = await db.Offices.SingleAsync();
            (record.Hosts, record.MailFor) = (hosts, MailFor.Read(mailFor)!.ToString());
            await db.SaveChangesAsync();
        }

        return await OpenAsync(arguments);
    }

    private static async Task<OpenOffice> OpenAsync(string[] arguments) => await OpenOffice.OpenAsync(
        await TestPlace.FindAsync(arguments), new CaseworkSide(), TimeProvider.System, CancellationToken.None);
}
