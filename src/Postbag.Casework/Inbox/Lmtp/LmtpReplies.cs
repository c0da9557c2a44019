using System.Globalization;
using System.Net;

namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>What clients are answered, with enhanced status codes (RFC 2034, RFC 3463). Nothing of the mail is in
/// it.</summary>
internal static class LmtpReplies
{
    public const string Done = "250 2.0.0 OK\r\n";
    public const string SenderTaken = "250 2.1.0 OK\r\n";
    public const string RecipientTaken = "250 2.1.5 OK\r\n";
    public const string Stored = "250 2.6.0 Stored\r\n";
    public const string NotVerified = "252 2.5.0 Send it, and see\r\n";
    public const string Goodbye = "221 2.0.0 Goodbye\r\n";
    public const string SendMessage = "354 Send it; end with a dot on a line of its own\r\n";

    public const string IdleTooLong = "421 4.4.2 No command for too long\r\n";
    public const string ClosingDown = "421 4.3.2 Closing down; come again\r\n";
    public const string TooManyConnections = "421 4.3.2 Too many connections; come again\r\n";
    public const string TooManyErrors = "421 4.7.0 Too many commands that lead nowhere\r\n";

    public const string StoreTrouble = "451 4.3.0 It can't be stored now; send it again\r\n";
    public const string Busy = "452 4.3.1 Too much mail at once; send it again\r\n";
    public const string DiskFull = "452 4.3.1 The disk is full; send it again\r\n";
    public const string TooManyRecipients = "452 4.5.3 Too many recipients; send it again for the rest\r\n";

    public const string NotUnderstood = "500 5.5.1 That isn't a command here\r\n";
    public const string NotSmtp = "500 5.5.1 This is LMTP: say LHLO\r\n";
    public const string LineTooLong = "500 5.5.6 The line is too long\r\n";
    public const string BareLineFeed = "500 5.5.2 Lines end with CR LF\r\n";
    public const string BadArgument = "501 5.5.4 That can't be understood\r\n";
    public const string GreetFirst = "503 5.5.1 Say LHLO first\r\n";
    public const string NestedMail = "503 5.5.1 A message is under way already\r\n";
    public const string MailFirst = "503 5.5.1 Say MAIL first\r\n";
    public const string RecipientsFirst = "503 5.5.1 There is no recipient\r\n";
    public const string OutOfOrder = "503 5.5.1 A message is being sent in chunks\r\n";
    public const string NobodyHere = "550 5.1.1 There is no such office here\r\n";
    public const string TooLarge = "552 5.3.4 The message is too large\r\n";
    public const string Empty = "554 5.6.0 The message is empty\r\n";
    public const string UnknownParameter = "555 5.5.4 That parameter isn't known here\r\n";

    public static readonly string Greeting = $"220 {Dns.GetHostName()} LMTP Postbag\r\n";

    /// <summary>What is offered: RFC 2920, RFC 6152, RFC 6531, RFC 1870, RFC 3030, RFC 2034.</summary>
    public static string Welcome(LmtpLimits limits) => string.Create(
        CultureInfo.InvariantCulture,
        $"250-{Dns.GetHostName()}\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-SIZE {limits.MaxMessageBytes}\r\n"
        + $"250-CHUNKING\r\n250 ENHANCEDSTATUSCODES\r\n");
}
