using Postbag.Casework.People;
using Postbag.Casework.People.Grading;
using Postbag.Office;
using Postbag.Office.Audit;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.People;

/// <summary>Whose a message is: by evidence that agrees, never by the From address alone, and to be taken back
/// whole.</summary>
public sealed class LinkingWritersTests
{
    private const string Address = "14 Corve Row\nMarchbury\nZZ1 1BH";

    [Fact]
    public async Task A_second_letter_with_the_same_name_and_mailbox_is_the_same_persons()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office, Letter(1, "Hazel Pemble", "hazel@example.org"),
            Letter(2, "Hazel Pemble", "hazel@example.org"));

        await office.LinkAsync();

        (await office.NamesAsync()).ShouldBe(["Hazel Pemble"]);
        (await office.WriterAsync(2)).Writer!.State.ShouldBe(LinkState.Certain);
    }

    [Fact]
    public async Task Two_who_share_a_mailbox_and_an_address_stay_two()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(
            office, Letter(1, "John Smithson", "smithsons@example.org"),
            Letter(2, "John Smithson", "smithsons@example.org", signed: "Margaret Smithson"));

        await office.LinkAsync();

        (await office.NamesAsync()).ShouldBe(["John Smithson", "Margaret Smithson"]);
    }

    [Fact]
    public async Task A_letter_without_a_name_from_a_shared_mailbox_is_nobodys_until_somebody_says()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(
            office, Letter(1, "John Smithson", "smithsons@example.org"),
            Letter(2, "John Smithson", "smithsons@example.org", signed: "Margaret Smithson"),
            Letters.Plain("Third", "Nobody came again.", "smithsons@example.org", id: "3"));

        await office.LinkAsync();

        var writer = await office.WriterAsync(3);
        writer.Writer.ShouldBeNull();
        writer.People.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_name_at_another_mailbox_is_only_offered()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office, Letter(1, "Hazel Pemble", "hazel@example.org"),
            Letter(2, "Hazel Pemble", "hp@example.net"));

        await office.LinkAsync();

        var writer = await office.WriterAsync(2);
        writer.Writer.ShouldBeNull();
        writer.People.Single().Reasons.ShouldContain("The address is the same.");
        await office.PeopleActs.LinkAsync(
            writer.People[0].Person, await office.LetterAsync(2), Actor.Command, CancellationToken.None);
        (await office.WriterAsync(2)).Writer!.State.ShouldBe(LinkState.Decided);
    }

    [Fact]
    public async Task The_From_address_alone_makes_nobody_somebody()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(
            office, Letter(1, "Hazel Pemble", "hazel@example.org"),
            Letters.Plain("x", "Thank you.", "hazel@example.org", id: "2"));

        await office.LinkAsync();

        (await office.WriterAsync(2)).Writer.ShouldBeNull();
    }

    [Fact]
    public async Task Every_act_is_taken_back_whole()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(
            office, Letter(1, "Hazel Pemble", "hazel@example.org"), Letter(2, "Hazel Pemble", "hp@example.net"),
            Letter(3, "Alan Farrow", "alan@example.org"));
        await office.LinkAsync();
        var (hazel, alan) = (await office.PersonAsync("Hazel Pemble"), await office.PersonAsync("Alan Farrow"));
        var (one, two) = (await office.LetterAsync(1), await office.LetterAsync(2));
        var acts = office.PeopleActs;
        foreach (var act in new Func<Task>[]
        {
            () => acts.LinkAsync(hazel, two, Actor.Command, default), () =>
                acts.UnlinkAsync(hazel, one, Actor.Command, default),
            () => acts.LinkAsync(alan, one, Actor.Command, default),
            () => acts.MergeAsync(hazel, alan, Actor.Command, default),
            () => acts.KeepApartAsync(hazel, alan, Actor.Command, default),
            async () => await acts.EditAsync(
                hazel, new PersonWords(
                    "Hazel P", "Welsh", AnswerBy.Post, PersonNeeds.LargePrint, "", true, ["new@example.org"], [], [
                        new PersonAddress("2 Mill Lane", "", null, null, false)]),
                        (await office.PersonAsync("Hazel Pemble")).Version, Actor.Command, default),
        })
        {
            var before = await office.PeopleRowsAsync();
            await act();
            (await office.PeopleRowsAsync()).ShouldNotBe(before);

            (await acts.UndoAsync(
                await office.People.GetAsync((await LastPersonAsync(office)), default), Actor.Command, default))
                .ShouldNotBeNull();

            (await office.PeopleRowsAsync()).ShouldBe(before);
        }
    }

    [Fact]
    public async Task Who_was_joined_is_one_in_lists_and_two_again_after_undo_with_later_letters_where_they_belong()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office, Letter(1, "Hazel Pemble", "hazel@example.org"),
            Letter(2, "Hazel Farrow", "hf@example.net"));
        await office.LinkAsync();
        var (pemble, farrow) = (await office.PersonAsync("Hazel Pemble"), await office.PersonAsync("Hazel Farrow"));
        await office.PeopleActs.MergeAsync(pemble, farrow, Actor.Command, default);
        (await office.NamesAsync()).ShouldBe(["Hazel Pemble"]);

        await InOrderAsync(office, Letter(3, "Hazel Farrow", "hf@example.net"));
        await office.LinkAsync();
        (await office.WriterAsync(3)).Writer!.Person.Number.ShouldBe(pemble.Number);
        await office.PeopleActs.UndoAsync(pemble, Actor.Command, default);

        (await office.WriterAsync(3)).Writer!.Person.Number.ShouldBe(farrow.Number);
        (await office.WriterAsync(1)).Writer!.Person.Number.ShouldBe(pemble.Number);
    }

    [Fact]
    public async Task A_letter_that_was_refused_stays_refused_when_it_is_looked_at_again()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office, Letter(1, "Hazel Pemble", "hazel@example.org"),
            Letter(2, "Hazel Pemble", "hazel@example.org"));
        await office.LinkAsync();
        var hazel = (await office.WriterAsync(2)).Writer!.Person;
        await office.PeopleActs.UnlinkAsync(hazel, await office.LetterAsync(2), Actor.Command, default);

        await office.ExecuteAsync("UPDATE message SET people_state = 0");
        await office.LinkAsync();

        (await office.WriterAsync(2)).People.ShouldAllBe(offered => offered.Person.Number != hazel.Number);
    }

    [Fact]
    public async Task Looking_again_changes_nothing_and_two_at_once_make_nobody_twice()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await using var other = await office.OpenAgainAsync();
        await office.ReceiveAsync(
            Enumerable.Range(1, 30)
            .Select(n => Letter(n, $"Hazel Pemble{(char)('a' + (n % 3))}", $"h{n % 3}@example.org")));

        await Task.WhenAll(office.LinkAsync(), other.LinkAsync());
        var once = await office.PeopleRowsAsync();
        (await office.NamesAsync()).Count.ShouldBe(3);
        await office.ExecuteAsync("UPDATE message SET people_state = 0");
        await office.LinkAsync();

        (await office.PeopleRowsAsync()).ShouldBe(once);
    }

    [Fact]
    public async Task Being_on_the_register_confirms_a_persons_messages_and_what_people_put_right_stays_so()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office, Letter(1, "Hazel Pemble", "hazel@example.org"));
        await office.LinkAsync();
        var hazel = await office.PersonAsync("Hazel Pemble");

        await office.PeopleActs.EditAsync(
            hazel, new PersonWords(
                "Hazel Pemble", "", AnswerBy.NotSaid, PersonNeeds.None, "", true, ["other@example.org"], [], []),
                hazel.Version, Actor.Command, default);
        await office.LinkAsync();

        (await office.WriterAsync(1)).Grade.ShouldBe(Grade.Confirmed);
        (await office.People.DetailsAsync(hazel, default)).Emails.ShouldBe(["other@example.org"]);
    }

    [Fact]
    public async Task A_grade_is_kept_with_its_reasons_and_evidence()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office,
            Letters.Plain("x", "As your constituent I ask you.\n\nHazel Pemble", "Hazel Pemble <hazel@example.org>",
            id: "1"));

        await office.LinkAsync();

        var writer = await office.WriterAsync(1);
        writer.Grade.ShouldBe(Grade.Likely);
        writer.Reasons.ShouldContain("They say they are a constituent.");
        (await office.PersonAsync("Hazel Pemble")).Grade.ShouldBe(Grade.Likely);
    }

    [Theory]
    [InlineData("Pemble")]
    [InlineData("haz")]
    [InlineData("zz1 1bh")]
    [InlineData("corve row")]
    [InlineData("hazel@exa")]
    public async Task People_are_found_by_name_address_and_mail(string typed)
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office, Letter(1, "Hazel Pemble", "hazel@example.org"),
            Letters.Plain("y", "Hello", "Alan Farrow <alan@example.org>", id: "2"));
        await office.LinkAsync();

        (await office.People.ListAsync(typed, 1, default)).Rows.Select(row => row.Name).ShouldBe(["Hazel Pemble"]);
    }

    [Fact]
    public async Task A_couple_are_no_duplicates_and_one_with_two_mailboxes_is()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(office, Letter(1, "John Smithson", "smithsons@example.org"),
            Letter(2, "Margaret Smithson", "smithsons@example.org"), Letter(3, "John Smithson", "john@example.net"));
        await office.LinkAsync();
        await office.PeopleActs.MakeAsync(await office.LetterAsync(3), "John Smithson", Actor.Command, default);

        var pairs = await new FindDuplicates(office.Engine).RunAsync(default);

        pairs.Count.ShouldBe(1);
        (pairs[0].One.Name, pairs[0].Other.Name).ShouldBe(("John Smithson", "John Smithson"));
        await office.PeopleActs.KeepApartAsync(pairs[0].One, pairs[0].Other, Actor.Command, default);
        (await new FindDuplicates(office.Engine).RunAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writers_are_counted_once_and_constituents_by_their_grade()
    {
        await using var office = await LedgerOffice.OpenAsync();
        await InOrderAsync(
            office, Letters.Plain(
                "x", "As your constituent I ask you.\n\nHazel Pemble", "Hazel Pemble <hazel@example.org>", id: "1"),
            Letters.Plain("y", "And again.\n\nHazel Pemble", "Hazel Pemble <hazel@example.org>", id: "2"),
            Letters.Plain("z", "Do.\n\nAlan Farrow", "Alan Farrow <alan@example.org>", id: "3"));
        await office.LinkAsync();

        (await office.People.CountWritersAsync("SELECT number FROM message", default)).ShouldBe((2, 1));
    }

    private static async Task<long> LastPersonAsync(LedgerOffice office) =>
        await office.NumberAsync("SELECT person FROM person_act WHERE undone_at IS NULL ORDER BY number DESC LIMIT 1");

    /// <summary>One after the other: letters that come together are stored in any order.</summary>
    private static async Task InOrderAsync(LedgerOffice office, params byte[][] letters)
    {
        foreach (var letter in letters) await office.ReceiveAsync(letter);
    }

    private static byte[] Letter(int number, string from, string address, string? signed = null) => Letters.Plain(
        $"Letter {number}", $"Dear Ms Prys\n\nThe bins again, {number}.\n\nYours sincerely\n{signed ?? from}\n{Address}", $"{from} <{address}>",
        id: number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
