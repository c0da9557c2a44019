using System.Text;

namespace Postbag.Tests.Support;

/// <summary>Invented mail for tests.</summary>
public static class Letters
{
    /// <summary>A plain letter; equal arguments give equal bytes.</summary>
    public static byte[] Plain(
        string subject, string text, string from = "Rhian Probert <rhian.probert@example.org>",
        string to = "office@example.com", string date = "Mon, 1 Jun 2026 09:30:00 +0100", string? id = null) =>
        Encoding.UTF8.GetBytes(
            $"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\n"
            + $"Message-ID: <{id ?? Math.Abs((long)subject.GetHashCode(StringComparison.Ordinal)) + "." + text.Length}@example.org>\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + $"{text.ReplaceLineEndings("\r\n")}\r\n");

    /// <summary>An mbox (mboxrd) of letters.</summary>
    public static byte[] Mbox(params IEnumerable<byte[]> letters)
    {
        var mbox = new MemoryStream();
        foreach (var letter in letters)
        {
            mbox.Write("From sender@example.org Mon Jun  1 08:30:00 2026\n"u8);
            foreach (var line in Encoding.Latin1.GetString(letter).TrimEnd('\r', '\n').ReplaceLineEndings("\n")
                .Split('\n'))
            {
                if (line.TrimStart('>').StartsWith("From ", StringComparison.Ordinal)) mbox.Write(">"u8);
                mbox.Write(Encoding.Latin1.GetBytes(line + "\n"));
            }

            mbox.Write("\n"u8);
        }

        return mbox.ToArray();
    }

    /// <summary>Writes a file into a folder of its own and gives its path.</summary>
    public static string File(string name, byte[] content)
    {
        var path = Path.Combine(TestPlace.NewFolder(), name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }
}
