using System.Globalization;
using System.Text;

namespace Postbag.Demo;

/// <summary>The invented post of an invented office, in the order in which it came.</summary>
internal static class DemoMailbox
{
    public static IEnumerable<DemoLetter> Letters(DemoOptions options)
    {
        var number = 0;
        for (var copy = 0; copy < options.Copies; copy++)
        {
            // One copy's drafts are in memory at a time; their bytes are made one by one.
            var seed = options.Seed + (ulong)copy * 1_000_003;
            var back = options.Copies == 1 ? 0 : 3.0 * 365 * (options.Copies - 1 - copy) / (options.Copies - 1);
            var end = options.Now.AddMinutes(-Math.Floor(back * 24 * 60));
            foreach (var draft in Drafts(new LetterMaker(seed, end), options, copy))
                yield return draft.Letter($"letter-{++number:D6}.eml", options.Seed);
        }
    }

    /// <summary>Writes the letters as one mbox with LF line ends and mboxrd quoting; gives how many.</summary>
    public static int WriteMbox(Stream stream, DemoOptions? options = null)
    {
        var count = 0;
        foreach (var letter in Letters(options ?? new DemoOptions()))
        {
            var sender = letter.Sender.Length > 0 ? letter.Sender : "MAILER-DAEMON";
            var at = letter.At.ToUniversalTime().ToString("ddd MMM dd HH:mm:ss yyyy", CultureInfo.InvariantCulture);
            stream.Write(Encoding.ASCII.GetBytes($"From {sender} {at}\n"));
            WriteQuoted(stream, letter.Raw);
            stream.WriteByte((byte)'\n');
            count++;
        }
        return count;
    }

    private static void WriteQuoted(Stream stream, ReadOnlySpan<byte> raw)
    {
        while (raw.Length > 0)
        {
            var end = raw.IndexOf((byte)'\n');
            var line = end < 0 ? raw : raw[..end];
            raw = end < 0 ? [] : raw[(end + 1)..];
            if (line.TrimStart((byte)'>').StartsWith("From "u8)) stream.WriteByte((byte)'>');
            stream.Write(line is [.., (byte)'\r'] ? line[..^1] : line);
            stream.WriteByte((byte)'\n');
        }
    }

    private static IEnumerable<Draft> Drafts(LetterMaker maker, DemoOptions options, int copy)
    {
        List<Draft> drafts = [.. OrdinaryMail.Drafts(maker)];
        drafts.AddRange([.. Threads.Drafts(maker, drafts).Where(draft => options.WithSent || draft.Kind != "own")]);
        drafts.AddRange(Campaigns.Drafts(maker, copy));
        drafts.AddRange(MachineMail.Drafts(maker));
        drafts.AddRange(BrokenMail.Drafts(maker));
        if (options.LargeLetter && copy == 0) drafts.Add(Large(maker));
        return drafts.OrderBy(draft => draft.At).ThenBy(draft => draft.MessageId, StringComparer.Ordinal);
    }

    private static Draft Large(LetterMaker maker)
    {
        var dice = Dice.For(maker.Seed, "large");
        var draft = maker.FromPerson("large", "case", TextBank.Get("casework", "planning"));
        draft.Enclosures.Clear();
        draft.Enclosures.Add(new Enclosure("Whole planning file.zip", "application/zip", dice.Bytes(8 * 1024 * 1024)));
        return draft;
    }
}
