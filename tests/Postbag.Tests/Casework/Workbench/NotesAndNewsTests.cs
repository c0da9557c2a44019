using System.Net.Http.Headers;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Casework.Workbench;
using Postbag.Mime;
using Postbag.Office;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Workbench;

/// <summary>A call that was written down is an item like a letter; and who has the page open hears of new
/// post.</summary>
public sealed class NotesAndNewsTests(TestOffice office) : IClassFixture<TestOffice>
{
    private ServedSide Side => office.Casework;

    [Fact]
    public async Task A_call_is_written_down_and_lies_in_the_post_with_its_words_and_its_scan()
    {
        var caseworker = await Side.AsAsync(Role.Caseworker);
        var page = await caseworker.GetAsync(PostLinks.Note);
        var token = page.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var scan = new ByteArrayContent(OddLetters.Png);
        scan.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("Counter"), "How" },
            { new StringContent("The lift has been broken for nine weeks.\r\nShe lives on the fourth floor."), "What" },
            { new StringContent("Eluned Prydderch"), "Who" },
            { new StringContent("01632 960123"), "Reach" },
            { scan, "Files", "../letter from the landlord.png" },
        };
        (await caseworker.Http.PostAsync(PostLinks.Note, form)).Headers.Location!.ToString().ShouldBe(PostLinks.Bench);

        await new ReadWaiting(Side.Office.Engine).RunAsync(CancellationToken.None);
        var message = await Side.MessageAsync(
            "Counter: The lift has been broken for nine weeks. She lives on the fourth floor.");
        message.SenderName.ShouldBe("Eluned Prydderch");
        var letter = await StoredMessage.LoadAsync(Side.Office.Engine, message.Number, CancellationToken.None);
        letter.Message.Letter.Text.ShouldContain("01632 960123");
        letter.Message.Attachments.ShouldHaveSingleItem().Name.ShouldBe("letter from the landlord.png");
        await Side.SortAsync();
        (await caseworker.GetAsync(MessageLinks.Show(message.Id))).Document.QuerySelector(".pb-standing")
            .ShouldNotBeNull();
    }

    [Fact]
    public async Task A_note_without_words_is_refused_and_what_was_typed_stays()
    {
        var caseworker = await Side.AsAsync(Role.Caseworker);

        var page = await caseworker.PostAsync(PostLinks.Note, new { How = "Phone", Who = "Eluned", What = " " });

        page.Document.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain("Write down what they want.");
        page.Document.QuerySelector("input[name=Who]")!.GetAttribute("value").ShouldBe("Eluned");
        TakeNote.WhyNot(new CallNote("Phone", "", "", new string('x', TakeNote.MostText + 1), "", []))
            .ShouldNotBeNull();
    }

    [Fact]
    public async Task Notes_are_counted_as_a_source_of_their_own()
    {
        await using var ledger = await LedgerOffice.OpenAsync();
        var take = new TakeNote(ledger.Office, new Arrivals(), ledger.Clock);
        await take.RunAsync(new CallNote("Phone", "", "", "Twice the same", "Non", []), CancellationToken.None);
        await take.RunAsync(new CallNote("Phone", "", "", "Twice the same", "Non", []), CancellationToken.None);

        var source = (await ledger.ReconcileAsync()).ShouldHaveSingleItem();
        source.Source.Kind.ShouldBe(DeliveryListing.NoteKind);
        (source.Last!.There, source.Last.Here, source.Last.MissingCount).ShouldBe((2, 2, 0));
    }

    [Fact]
    public async Task Who_listens_is_told_when_something_comes_in()
    {
        var caseworker = await Side.AsAsync(Role.Caseworker);
        using var asking = new HttpRequestMessage(HttpMethod.Get, PostLinks.News);
        asking.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await caseworker.Http.SendAsync(asking, HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var before = await NextAsync(lines);

        await Side.ReceiveAsync(Support.Letters.Plain("News", "Something new.", id: "news"));

        (await NextAsync(lines)).ShouldBe(before + 1);
    }

    private static async Task<long> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return long.Parse(line[6..]);
        throw new InvalidOperationException("The stream has ended.");
    }
}
