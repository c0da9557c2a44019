using System.Text;
using Postbag.Casework.Inbox;
using Postbag.Casework.Inbox.Reconciliation;
using Postbag.Mime;
using Postbag.Office;

namespace Postbag.Casework.Workbench;

/// <summary>What somebody wrote down at the telephone or the counter, or of a letter on paper.</summary>
/// <param name="How">"Phone", "Counter" or "Letter".</param>
/// <param name="Who">The name as it was given; may be empty.</param>
/// <param name="Reach">A telephone number, an address, an e-mail address: whatever was given; may be empty.</param>
/// <param name="What">What they want.</param>
/// <param name="TakenBy">Who wrote it down.</param>
public sealed record CallNote(
    string How, string Who, string Reach, string What, string TakenBy, IReadOnlyList<OutgoingFile> Files);

/// <summary>Makes a note the same kind of item as a letter: it goes into the ledger and takes the same road.</summary>
public sealed class TakeNote(OpenOffice office, Arrivals arrivals, TimeProvider clock)
{
    public const int MostText = 20_000;

    /// <summary>A scan or two; more come by mail.</summary>
    public const long MostBytes = 25 << 20;

    /// <summary>Names nobody (RFC 2606): a note has no sender's address, and must not look as if it had.</summary>
    private const string NoDomain = "note.invalid";

    public static Refusal? WhyNot(CallNote note) =>
        string.IsNullOrWhiteSpace(note.What) ? new("Write down what they want.")
        : note.What.Length + note.Reach.Length + note.Who.Length > MostText
        ? new($"A note has at most {MostText:N0} characters.")
        : note.Files.Sum(file => (long)file.Content.Length) > MostBytes
        ? new("Scans and photos of one note have at most 25 MB together.")
        : null;

    /// <returns>When it is on disk. It appears in the post a moment later.</returns>
    public async Task RunAsync(CallNote note, CancellationToken cancellationToken)
    {
        Refused.ThrowIf(WhyNot(note));
        var bytes = new MessageWriter(clock, NoDomain).Write(MessageOf(note)).Bytes;
        var ledger = new Ledger(office.Engine, clock);
        var source = await ledger.OpenSourceAsync(DeliveryListing.NoteKind, "Phone and counter", cancellationToken);
        await ledger.AcceptAsync(source, [Ledger.Pack(new Incoming("", bytes))], cancellationToken);
        arrivals.Ring(office);
    }

    private OutgoingMessage MessageOf(CallNote note)
    {
        var text = new StringBuilder(note.What.Trim().ReplaceLineEndings("\n")).Append('\n');
        // Beneath the words, as people sign a letter: so it is found as their name and address.
        if (note.Who.Length > 0 || note.Reach.Length > 0)
            text.Append('\n').Append(note.Who.Trim()).Append('\n').Append(note.Reach.Trim()).Append('\n');
        return new OutgoingMessage
        {
            From = new Mailbox(note.Who.Trim().Length > 0 ? OneLine(note.Who, 200)
                : "No name given", $"{Guid.CreateVersion7(clock.GetUtcNow()):N}@{NoDomain}", null),
            Subject = $"{note.How}: {OneLine(note.What, 80)}",
            Text = text.ToString(),
            Attachments = note.Files,
            MoreFields = [KeyValuePair.Create("X-Postbag-Taken-By", OneLine(note.TakenBy, 200))],
        };
    }

    private static string OneLine(string text, int most) => MessageReading.Line(text, most);
}
