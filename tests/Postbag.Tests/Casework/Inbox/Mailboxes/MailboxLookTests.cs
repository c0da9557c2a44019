using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office.Staff;
using Postbag.Tests.Office;
using Postbag.Tests.Support;
using Xunit;

namespace Postbag.Tests.Casework.Inbox.Mailboxes;

/// <summary>The pages about mailboxes as they look, in light and dark, on a desk and on a phone.</summary>
public sealed class MailboxLookTests(OfficeBrowser browser) : IClassFixture<OfficeBrowser>
{
    [Theory]
    [InlineData(MailboxLinks.Index)]
    [InlineData(MailboxLinks.Add)]
    [InlineData("SHOW")]
    [InlineData("REMOVE")]
    public async Task A_page_has_no_fault_and_fits_a_phone(string path)
    {
        var casework = browser.Office.Casework;
        var mailbox = await casework.HaveMailboxAsync("casework.team@riverside-constituency-office.example");
        var address = path switch
        {
            "SHOW" => MailboxLinks.Show(mailbox),
            "REMOVE" => MailboxLinks.Remove(mailbox),
            _ => path,
        };
        await using var page = await browser.OpenAsync(casework, address, Role.OfficeManager);

        await OfficeLookTests.CheckAsync(page, $"mailbox-{path}");
    }

    [Fact]
    public async Task A_form_that_comes_back_with_faults_has_none_of_its_own()
    {
        await using var page = await browser.OpenAsync(browser.Office.Casework, MailboxLinks.Add, Role.OfficeManager);
        await page.Shown.CheckAsync("input[value=Token]");
        await page.Shown.ClickAsync("main button:has-text('Try it')");

        await OfficeLookTests.CheckAsync(page, "mailbox-add-faults");
    }
}
