using System.Text.Json;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>`postbag mailbox` and `postbag fetch`, as scripts use them.</summary>
public sealed class MailboxCommandTests(Dovecot dovecot) : IClassFixture<Dovecot>
{
    private readonly string authority = TestAuthority.Shared.File();

    [Fact]
    public async Task A_mailbox_is_added_listed_fetched_counted_and_removed_by_commands()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var user = dovecot.AddUser();
        user.Deliver([Letters.Plain("Damp", "The wall is wet."), Letters.Plain("Noise", "It is loud.")]);

        var added = await RunAsync([.. AddCommand(user), "--json", .. place]);
        var again = await RunAsync([.. AddCommand(user), "--json", .. place]);
        var listed = await RunAsync(["mailbox", "list", "--json", .. place]);
        var name = listed.Json[0].GetProperty("mailbox").GetString()!;
        var tested = await RunAsync(["mailbox", "test", name, "--json", .. place]);
        var fetched = await RunAsync(["fetch", "--json", .. place]);
        user.Deliver([Letters.Plain("Bins", "They are full.")]);
        var reconciled = await RunAsync(["reconcile", "--json", .. place]);
        var fetchedAgain = await RunAsync(["fetch", .. place]);
        var removed = await RunAsync(["mailbox", "remove", name, .. place]);
        var check = await RunAsync(["check", "--json", .. place]);

        added.ExitCode.ShouldBe(0, added.Errors);
        added.Json.GetProperty("folders")[0].GetProperty("messages").GetInt32().ShouldBe(2);
        added.Json.GetProperty("folders")[0].GetProperty("chosen").GetBoolean().ShouldBeTrue();
        (again.ExitCode, again.Errors).ShouldBe((1, "This mailbox is there already."));
        tested.ExitCode.ShouldBe(0, tested.Errors);
        fetched.ExitCode.ShouldBe(0, fetched.Errors);
        Numbers(fetched.Json[0], "there", "here", "missingCount", "fetched", "stored").ShouldBe([2, 2, 0, 2, 2]);
        reconciled.ExitCode.ShouldBe(1);
        reconciled.Json[0].GetProperty("kind").GetString().ShouldBe("imap");
        Numbers(reconciled.Json[0], "there", "here").ShouldBe([3, 2]);
        fetchedAgain.Output.ShouldContain("1 messages fetched, 1 of them new; 3 there, 3 here, 0 missing");
        removed.ExitCode.ShouldBe(0, removed.Errors);
        Numbers(check.Json, "messages").ShouldBe([3]);
        Numbers(check.Json.GetProperty("sources")[0], "there", "here").ShouldBe([3, 3]);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_folder_are_refused_and_nothing_is_kept()
    {
        var place = await TestPlace.NewArgumentsAsync();
        var user = dovecot.AddUser();

        var wrong = await RunAsync([.. AddCommand(user, password: "wrong"), .. place]);
        var unknown = await RunAsync([.. AddCommand(user), "--folder", "Elsewhere", .. place]);
        var listed = await RunAsync(["mailbox", "list", "--json", .. place]);

        wrong.ExitCode.ShouldBe(1);
        wrong.Errors.ShouldContain("refused the user name or the password");
        (unknown.ExitCode, unknown.Errors).ShouldBe((1, "There is no folder Elsewhere. There are: INBOX."));
        listed.Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_is_away_makes_fetching_fail_with_a_sentence_and_is_remembered()
    {
        await using var own = new Dovecot();
        await own.InitializeAsync();
        var place = await TestPlace.NewArgumentsAsync();
        var added = await RunAsync([.. AddCommand(own.AddUser()), .. place]);
        await own.KillAsync();

        var fetched = await RunAsync(["fetch", "--json", .. place]);
        var sources = await RunAsync(["sources", "--json", .. place]);

        added.ExitCode.ShouldBe(0, added.Errors);
        fetched.ExitCode.ShouldBe(1);
        fetched.Json[0].GetProperty("state").GetString().ShouldBe("failed");
        fetched.Json[0].GetProperty("failure").GetString()!.ShouldContain("Nothing listens at localhost");
        sources.Json[0].GetProperty("trouble").GetString()!.ShouldContain("Nothing listens at localhost");
    }

    [Fact]
    public async Task A_host_may_refuse_inner_networks()
    {
        var place = await TestPlace.NewArgumentsAsync();

        var refused = await PostbagProcess.RunAsync(
            "env", ["POSTBAG_IMAP__PRIVATEADDRESSES=refuse", PostbagProcess.Program, .. AddCommand(dovecot.AddUser()),
                .. place]);

        refused.ExitCode.ShouldBe(1);
        refused.Errors.ShouldContain("is on an inner network");
    }

    private Task<PostbagRun> RunAsync(string[] arguments) => PostbagProcess.RunAsync(
        "env", [$"POSTBAG_IMAP__AUTHORITIES={authority}", PostbagProcess.Program, .. arguments]);

    private static string[] AddCommand(DovecotUser user, string password = DovecotUser.Password) =>
    [
        "mailbox", "add", "--host", "localhost", "--port", $"{user.Server.TlsPort}", "--user", user.Name,
        "--password-file", Letters.File("password", System.Text.Encoding.UTF8.GetBytes(password + "\n")),
    ];

    private static long[] Numbers(JsonElement json, params string[] names) =>
        [.. names.Select(name => json.GetProperty(name).GetInt64())];
}
