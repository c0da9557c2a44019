using System.CommandLine;
using System.Globalization;
using Postbag.Casework;
using Postbag.Casework.Inbox.Imap;
using Postbag.Casework.Inbox.Mailboxes;
using Postbag.Office;
using Postbag.Office.Audit;

namespace Postbag.Commands;

/// <summary>`postbag mailbox add`: the password is asked for, or read from a file or standard input. It is never an
/// argument, because everybody on a machine can read those.</summary>
internal static class MailboxAddCommand
{
    private static readonly Option<string> Host =
        new("--host") { Description = "The mail server's name", Required = true };
    private static readonly Option<int?> Port =
        new("--port") { Description = "993 unless set; 143 with starttls and none" };
    private static readonly Option<string> User =
        new("--user") { Description = "The user name, often the address", Required = true };

    private static readonly Option<ImapSecurity> Security = new("--security")
    {
        Description = "tls (from the first byte), starttls, or none (this machine only)", DefaultValueFactory = _ =>
            ImapSecurity.Tls,
    };

    private static readonly Option<string?> PasswordFile = new("--password-file")
    {
        Description = "A file whose first line is the password; - for standard input. Without it you are asked",
        HelpName = "FILE",
    };

    private static readonly Option<string?> TokenAddress = new("--token-url")
    {
        Description = "OAuth 2: where access tokens are had. The refresh token takes the password's place",
        HelpName = "URL",
    };

    private static readonly Option<string?> ClientId =
        new("--client-id") { Description = "OAuth 2: who Postbag is to the provider" };

    private static readonly Option<string?> ClientSecretFile = new("--client-secret-file")
    {
        Description = "OAuth 2: a file whose first line is the client's secret, if there is one", HelpName = "FILE",
    };

    private static readonly Option<DateOnly?> Since = new("--since")
    {
        Description = "Only mail received on that day or later, as 2026-01-31", HelpName = "DATE",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(
                result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError("Write the day as 2026-01-31.");
            return null;
        },
    };

    private static readonly Option<string[]> Folder = new("--folder")
    {
        Description = "A folder to take in; repeat for several. Without it: all but drafts, sent, trash and junk",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create()
    {
        var office = new OfficeOptions();
        var command = new Command("add", "Try a mailbox, and keep it if it opens")
        {
            Host, Port, User, Security, PasswordFile, TokenAddress, ClientId, ClientSecretFile, Since, Folder, Json,
        };
        office.AddTo(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var wanted = Read(line);
            if (wanted.WhyNot() is { } refusal) throw new CannotException(refusal.Sentence);
            await using var open = await office.OpenAsync(line, new CaseworkSide(), make: true, cancellationToken);
            using var way = new WayIntoMailboxes(office.DataFolder(line));
            await using var db = (CaseworkDb)open.OpenDb();
            var acts = new Mailboxes(open, db, way.Door, new AuditTrail(TimeProvider.System), TimeProvider.System);
            if (await acts.WhyNotAddAsync(wanted, cancellationToken) is { } known)
                throw new CannotException(known.Sentence);
            try
            {
                var (mailbox, folders) = await acts.AddAsync(wanted, isPaused: false, Actor.Command, cancellationToken);
                MailboxLines.Print(mailbox, folders, line.GetValue(Json));
                return 0;
            }
            catch (ImapException failure)
            {
                throw new CannotException(failure.Message, failure);
            }
        });
        return command;
    }

    private static NewMailbox Read(ParseResult line)
    {
        var usesTokens = line.GetValue(TokenAddress) is not null;
        var secret = ReadSecret(line.GetValue(PasswordFile), usesTokens ? "Refresh token: " : "Password: ");
        var security = line.GetValue(Security);
        return new NewMailbox
        {
            Host = line.GetRequiredValue(Host),
            Port = line.GetValue(Port) ?? ImapServer.UsualPort(security),
            Security = security,
            UserName = line.GetRequiredValue(User),
            Secret = usesTokens
                ? new MailboxSecret(
                    null, secret, line.GetValue(ClientSecretFile) is { } file ? ReadSecret(file, "") : null)
                : new MailboxSecret(secret),
            TokenAddress = line.GetValue(TokenAddress),
            ClientId = usesTokens ? line.GetValue(ClientId) : null,
            SinceOn = line.GetValue(Since),
            Folders = line.GetValue(Folder) is { Length: > 0 } folders ? folders : null,
        };
    }

    private static string ReadSecret(string? file, string question)
    {
        try
        {
            if (file is null && !Console.IsInputRedirected) return Ask(question);
            using var reader = file is null or "-" ? Console.In : File.OpenText(file);
            return reader.ReadLine() ?? "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotException($"{file} can't be read.", failure);
        }
    }

    /// <summary>Without showing what is typed.</summary>
    private static string Ask(string question)
    {
        Console.Error.Write(question);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace) typed.Append(key.KeyChar);
            else if (typed.Length > 0) typed.Length--;
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
