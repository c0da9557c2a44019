using System.Net;
using Postbag.Casework.Inbox;
using Postbag.Office.Staff;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Threads;

/// <summary>A letter's page shows its conversation and what may be done to it.</summary>
public sealed class ThreadPagesTests(TestOffice office) : IClassFixture<TestOffice>
{
    private ServedSide Casework => office.Casework;

    [Fact]
    public async Task A_conversation_is_shown_in_order_and_changed_with_buttons()
    {
        await Casework.ReceiveAsync(
            new Post("a", "rhian", Subject: "Mould").Bytes(),
            new Post("b", "office", "rhian", Subject: "Re: Mould", Hour: 1, InReplyTo: "a").Bytes(),
            new Post("c", "rhian", Subject: "The bus", Hour: 2, InReplyTo: "b").Bytes(),
            new Post("e", "evil", Subject: "Re: Mould (mine)", Hour: 3, InReplyTo: "b").Bytes());
        var visitor = await Casework.AsAsync(Role.Caseworker);
        var bus = MessageLinks.Show((await Casework.MessageAsync("The bus")).Id);
        var evil = MessageLinks.Show((await Casework.MessageAsync("Re: Mould (mine)")).Id);

        var page = await visitor.GetAsync(bus);
        Subjects(page).ShouldBe(["Mould", "Re: Mould", "The bus"]);
        page.Document.QuerySelector(".pb-thread [aria-current=true] .pb-row__subject")!.TextContent.ShouldBe("The bus");
        page.Document.QuerySelectorAll(".pb-thread .pb-alert, .pb-thread .moj-alert").Length.ShouldBe(2);

        (await visitor.PostAsync(bus, new { Act = "split", Of = bus }, "/conversation")).ShouldLeadTo(bus);
        Subjects(await visitor.GetAsync(bus)).ShouldBeEmpty();
        page = await visitor.GetAsync(bus);
        page.Text.ShouldContain("Split the conversation");
        var number = page.Document.QuerySelector(".pb-thread input[name=Number]")!.GetAttribute("value");
        await visitor.SubmitAsync(page, bus, new { Act = "undo", Number = number });
        Subjects(await visitor.GetAsync(bus)).ShouldBe(["Mould", "Re: Mould", "The bus"]);

        (await visitor.GetAsync(evil)).Text.ShouldContain("had no part in");
        await visitor.PostAsync(evil, new { Act = "join", Address = new Uri(Casework.Address, bus).ToString() });
        Subjects(await visitor.GetAsync(evil)).ShouldBe(["Mould", "Re: Mould", "The bus", "Re: Mould (mine)"]);
        await visitor.PostAsync(evil, new { Act = "join", Address = "nothing" });
        (await visitor.GetAsync(evil)).Text.ShouldContain("There is no such letter.");
    }

    [Fact]
    public async Task Whoever_may_not_read_letters_may_not_change_conversations()
    {
        await Casework.ReceiveAsync(new Post("z", "mari", Subject: "Alone").Bytes());
        var path = MessageLinks.Thread((await Casework.MessageAsync("Alone")).Id);
        var visitor = await Casework.AsAsync(Role.Auditor);

        (await visitor.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.PostWithoutTokenAsync(path, new { Act = "split" })).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    private static List<string> Subjects(VisitedPage page) =>
        page.Document.QuerySelectorAll(".pb-thread .pb-row__subject").Select(subject => subject.TextContent).ToList();
}
