using Postbag.Casework.Inbox.Threads;
using Postbag.Mime;
using Postbag.Storage;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Threads;

/// <summary>Letters that belong together are shown together, and a stranger's never among them.</summary>
public sealed class ThreadTests
{
    private static readonly Post First = new("a", "rhian");
    private static readonly Post Ours =
        new("b", "office", "rhian", Subject: "Re: Damp", Hour: 2, InReplyTo: "a", References: ["a"]);
    private static readonly Post Again =
        new("c", "rhian", Subject: "RE: Damp", Hour: 4, InReplyTo: "b", References: ["a", "b"]);

    [Fact]
    public async Task Answers_stand_with_what_they_answer()
    {
        await using var office = await ThreadOffice.OpenAsync(First, Ours, Again, new Post("x", "mari", Hour: 5));

        (await office.ThreadAsync("b")).ShouldBe("a b c");
        (await office.ThreadAsync("x")).ShouldBe("x");
        (await office.SuggestionsAsync("b")).ShouldBe("");
    }

    [Fact]
    public async Task A_parent_that_comes_late_finds_its_answers()
    {
        await using var office = await ThreadOffice.OpenAsync(Again, First, Ours);

        (await office.ThreadAsync("a")).ShouldBe("a b c");
    }

    [Fact]
    public async Task Two_answers_of_one_person_to_a_letter_we_never_saw_belong_together()
    {
        await using var office = await ThreadOffice.OpenAsync(
            new Post("c", "rhian", Hour: 1, InReplyTo: "lost"), new Post("d", "rhian", Hour: 2, InReplyTo: "lost"),
            new Post("e", "evil", Hour: 3, InReplyTo: "lost"));

        (await office.ThreadAsync("c")).ShouldBe("c d");
        (await office.ThreadAsync("e")).ShouldBe("e");
    }

    /// <summary>Messages are read by several at once: a later number may be read first.</summary>
    [Theory]
    [InlineData("3 21")]
    [InlineData("3 1 2")]
    [InlineData("2 31")]
    [InlineData("32 1")]
    [InlineData("213")]
    public async Task In_whatever_order_they_are_read(string order)
    {
        Post[] post = [.. Enumerable.Range(1, 3).Select(n => new Post($"d{n}", "rhian", Hour: n, InReplyTo: "lost"))];
        await using var office = await ThreadOffice.OpenAsync(post);
        var engine = office.Ledger.Engine;
        await office.Ledger.ExecuteAsync("DELETE FROM thread_key");
        await office.Ledger.ExecuteAsync("DELETE FROM thread_message");

        foreach (var batch in order.Split(' '))
        {
            List<ThreadEntry> entries = [];
            foreach (var n in batch.Select(digit => digit - '0'))
            {
                var message = await office.MessageAsync($"d{n}");
                entries.Add(new ThreadEntry(
                    message.Number, Instants.ToMicroseconds(message.ReceivedAt),
                    ThreadFacts.Of(MimeMessage.Read(post[n - 1].Bytes()))));
            }

            await engine.WriteAsync(
                (connection, token) => new JoinThreads(engine).RunAsync(connection, entries, token),
                CancellationToken.None);
        }

        (await office.ThreadAsync("d1")).ShouldBe("d1 d2 d3");
    }

    [Fact]
    public async Task A_stranger_who_quotes_a_reference_is_suggested_and_not_joined()
    {
        await using var office = await ThreadOffice.OpenAsync(
            First, Ours, new Post("e", "evil", Subject: "Re: Damp", Hour: 3, InReplyTo: "b", References: ["a", "b"]));

        (await office.ThreadAsync("a")).ShouldBe("a b");
        (await office.ThreadAsync("e")).ShouldBe("e");
        (await office.SuggestionsAsync("e")).ShouldContain("Stranger:e.b");
        (await office.SuggestionsAsync("a")).ShouldContain("Stranger:e.b");
    }

    [Fact]
    public async Task Whoever_was_written_to_is_no_stranger()
    {
        await using var office = await ThreadOffice.OpenAsync(
            First, new Post("q", "office", "council", Subject: "Damp at 4 High Street", Hour: 3, InReplyTo: "a",
                References: ["a"]),
            new Post("r", "council", Subject: "RE: Damp at 4 High Street", Hour: 5, InReplyTo: "q"));

        (await office.ThreadAsync("r")).ShouldBe("a q r");
    }

    [Fact]
    public async Task A_stranger_who_is_written_to_later_is_a_party_from_then_on_only()
    {
        await using var office = await ThreadOffice.OpenAsync(
            First, new Post("e", "evil", Hour: 1, InReplyTo: "a"),
            new Post("b", "office", "rhian evil", Hour: 2, InReplyTo: "a", References: ["a"]),
            new Post("f", "evil", Hour: 3, InReplyTo: "b", References: ["a", "b"]));

        (await office.ThreadAsync("a")).ShouldBe("a b f");
        (await office.ThreadAsync("e")).ShouldBe("e");
    }

    [Fact]
    public async Task A_Message_ID_with_other_content_brings_nobody_in()
    {
        await using var office = await ThreadOffice.OpenAsync(
            First, new Post("e", "evil", "office rhian", Id: "a", Hour: 1), Ours, Again);

        (await office.ThreadAsync("c")).ShouldBe("a b c");
        (await office.ThreadAsync("e")).ShouldBe("e");
    }

    [Fact]
    public async Task The_same_subject_by_the_same_person_is_a_suggestion_by_anybody_else_nothing()
    {
        await using var office = await ThreadOffice.OpenAsync(
            First, new Post("d", "rhian", Subject: "Fwd: damp!", Hour: 30), new Post("x", "mari", Hour: 31));

        (await office.ThreadAsync("d")).ShouldBe("d");
        (await office.SuggestionsAsync("d")).ShouldBe("SameMatter:d.a");
        (await office.SuggestionsAsync("x")).ShouldBe("");
        (await office.JoinAsync("d", "a")).ShouldBeNull();
        (await office.ThreadAsync("d")).ShouldBe("a d");
        (await office.SuggestionsAsync("d")).ShouldBe("");
    }

    [Fact]
    public async Task A_changed_subject_suggests_to_split_and_a_split_can_be_undone()
    {
        await using var office = await ThreadOffice.OpenAsync(
            First, Ours, Again, new Post(
                "n", "rhian", Subject: "The bus", Hour: 6, InReplyTo: "b", References: ["a", "b"]),
            new Post("o", "office", "rhian", Subject: "Re: The bus", Hour: 7, InReplyTo: "n",
                References: ["a", "b", "n"]));

        (await office.SuggestionsAsync("n")).ShouldBe("ChangedSubject:n.b");
        (await office.KeepApartAsync("n", "b")).ShouldBeNull();
        (await office.SuggestionsAsync("n")).ShouldBe("");
        (await office.UndoAsync("n")).ShouldBeNull();
        (await office.SuggestionsAsync("n")).ShouldBe("ChangedSubject:n.b");
        (await office.SplitAsync("n")).ShouldBeNull();
        (await office.ThreadAsync("n")).ShouldBe("n o");
        (await office.ThreadAsync("c")).ShouldBe("a b c");
        (await office.SuggestionsAsync("n")).ShouldBe("");

        // Answers quote both, and belong to the nearer.
        await office.ReceiveAsync(
            new Post("p", "rhian", Subject: "Re: The bus", Hour: 8, InReplyTo: "o", References: ["a", "b", "n", "o"]));
        (await office.ThreadAsync("p")).ShouldBe("n o p");
        (await office.ThreadAsync("a")).ShouldBe("a b c");

        (await office.UndoAsync("n")).ShouldBeNull();
        (await office.ThreadAsync("n")).ShouldBe("a b c n o p");
        (await office.ShowAsync("n")).History.Select(act => (act.Kind, act.Undid, act.IsUndone))
            .Take(2).ShouldBe([(ThreadActKind.Undone, ThreadActKind.Split, false), (ThreadActKind.Split, null, true)]);
        (await office.Ledger.NumberAsync("SELECT count(*) FROM audit_entry WHERE act LIKE 'thread.%'")).ShouldBe(4);
    }

    [Fact]
    public async Task Joining_is_undone_with_the_answers_that_came_since()
    {
        await using var office = await ThreadOffice.OpenAsync(
            First, Ours, new Post("e", "evil", Hour: 3, InReplyTo: "b"));

        (await office.JoinAsync("e", "b")).ShouldBeNull();
        (await office.ThreadAsync("a")).ShouldBe("a b e");
        await office.ReceiveAsync(new Post("f", "evil", Hour: 5, InReplyTo: "e"), Again);
        (await office.ThreadAsync("a")).ShouldBe("a b e c f");

        (await office.UndoAsync("e")).ShouldBeNull();
        (await office.ThreadAsync("a")).ShouldBe("a b c");
        (await office.ThreadAsync("e")).ShouldBe("e f");
        (await office.SuggestionsAsync("e")).ShouldContain("Stranger:e.b");
        (await office.UndoAsync("e")).ShouldBe("There is nothing to undo.");
    }

    [Fact]
    public async Task What_a_person_keeps_apart_stays_apart()
    {
        await using var office =
            await ThreadOffice.OpenAsync(First, Ours, new Post("e", "evil", Hour: 3, InReplyTo: "b"));

        (await office.KeepApartAsync("e", "b")).ShouldBeNull();
        (await office.SuggestionsAsync("e")).ShouldBe("");
        // One who was a party answers both at once.
        await office.ReceiveAsync(
            new Post("g", "office", "evil rhian", Hour: 4, InReplyTo: "e", References: ["a", "b", "e"]));

        (await office.ThreadAsync("e")).ShouldBe("e g");
        (await office.ThreadAsync("a")).ShouldBe("a b");
    }

    [Fact]
    public async Task A_letter_alone_or_the_first_of_all_cannot_be_split_off()
    {
        await using var office = await ThreadOffice.OpenAsync(First, Ours, new Post("x", "mari"));

        (await office.SplitAsync("x")).ShouldBe("The letter stands alone already.");
        (await office.SplitAsync("a")).ShouldNotBeNull().ShouldStartWith("All the others answer this letter.");
        (await office.JoinAsync("b", "a")).ShouldBe("They are one conversation already.");
    }

    [Theory]
    [InlineData("Re: Damp", "damp")]
    [InlineData("AW: Re[2]: FW: [Members] Damp!", "damp")]
    [InlineData("Ateb: Lleithder", "lleithder")]
    [InlineData("Regarding the damp", "regarding the damp")]
    [InlineData("Re:", "")]
    [InlineData(null, "")]
    public void A_subject_is_compared_without_the_marks_of_programs(string? subject, string expected) =>
        ThreadSubject.Of(subject).ShouldBe(expected);
}
