using Postbag.Casework;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office.Audit;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>Signing in with tokens: a real Dovecot, which asks a real provider whose they are.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_mailbox_opens_with_a_token_and_the_new_refresh_token_is_kept()
    {
        await using var provider = await TokenProvider.StartAsync();
        await using var dovecot = new Dovecot { TokenCheck = provider.Check };
        await dovecot.InitializeAsync();
        await using var office = await LedgerOffice.OpenAsync();
        var user = dovecot.AddUser();
        provider.User = user.Name;
        user.Deliver([Letters.Plain("Damp", "The wall is wet.")]);

        var mailbox = await AddAsync(office, dovecot, user, provider, "refresh-0");
        var first = await office.FetchAsync(mailbox);
        provider.ForgetAll();
        user.Deliver([Letters.Plain("Noise", "It is loud.")]);
        var afterwards = await office.FetchAsync(mailbox);

        (first.Stored, afterwards.Stored).ShouldBe((1, 1));
        // One for the first visits, kept in memory; one when the provider had forgotten it.
        provider.Given.ShouldBe(2);
        await using var db = (CaseworkDb)office.Office.OpenDb();
        var kept = office.Door.Secrets.Decrypt(office.Office, mailbox.Id, db.Mailboxes.Single().Secret);
        kept.RefreshToken.ShouldBe(provider.RefreshToken);
    }

    [Fact]
    public async Task A_refresh_token_that_is_good_no_more_is_a_sentence_without_the_token()
    {
        await using var provider = await TokenProvider.StartAsync();
        await using var dovecot = new Dovecot { TokenCheck = provider.Check };
        await dovecot.InitializeAsync();
        await using var office = await LedgerOffice.OpenAsync();

        var failure = await Should.ThrowAsync<ImapException>(
            AddAsync(office, dovecot, dovecot.AddUser(), provider, "refresh-of-last-year"));

        failure.Fault.ShouldBe(ImapFault.SignInRefused);
        failure.Message.ShouldContain("gives no token");
        failure.Message.ShouldNotContain("refresh-of-last-year");
    }

    [Fact]
    public async Task A_token_of_somebody_else_opens_nothing()
    {
        await using var provider = await TokenProvider.StartAsync();
        await using var dovecot = new Dovecot { TokenCheck = provider.Check };
        await dovecot.InitializeAsync();
        await using var office = await LedgerOffice.OpenAsync();
        provider.User = "somebody.else@example.com";

        var failure = await Should.ThrowAsync<ImapException>(
            AddAsync(office, dovecot, dovecot.AddUser(), provider, "refresh-0"));

        failure.Fault.ShouldBe(ImapFault.SignInRefused);
    }

    [Theory]
    [InlineData("http://login.example.org/token")]
    [InlineData("https://user:word@login.example.org/token")]
    [InlineData("login.example.org")]
    public void Tokens_are_had_over_https_only(string address) => AccessTokens.WhyNot(address).ShouldNotBeNull();

    private static async Task<Mailbox> AddAsync(
        LedgerOffice office, Dovecot dovecot, DovecotUser user, TokenProvider provider, string refreshToken)
    {
        await using var db = (CaseworkDb)office.Office.OpenDb();
        var (mailbox, _) = await office.MailboxesOf(db).AddAsync(
            new NewMailbox
            {
                Host = "localhost", Port = dovecot.TlsPort, Security = ImapSecurity.Tls, UserName = user.Name,
                TokenAddress = provider.TokenAddress, ClientId = "postbag",
                Secret = new MailboxSecret(null, refreshToken, "a secret"),
            },
            isPaused: false, Actor.Command, CancellationToken.None);
        return mailbox;
    }
}
