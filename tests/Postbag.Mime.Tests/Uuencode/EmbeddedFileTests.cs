using System.Globalization;
using System.Text;
using Postbag.Mime.Uuencode;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Uuencode;

public sealed class EmbeddedFileTests
{
    private const string Cat = "begin 644 cat.txt\n#0V%T\n`\nend\n";

    [Fact]
    public void The_text_around_a_file_is_kept_and_the_file_is_an_attachment()
    {
        var message = Read($"Please see the file.\n\n{Cat}\nIt came today.\n");

        message.PlainText.ShouldBe("Please see the file.\n\n\nIt came today.\n");
        var file = message.Attachments.ShouldHaveSingleItem();
        (file.Name, file.MediaType).ShouldBe(("cat.txt", "text/plain"));
        Encoding.ASCII.GetString(file.Content.Span).ShouldBe("Cat");
        message.Defects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("begin 644 the count again\nand do not stop.\n")]
    [InlineData("begin with the roof, then the walls.\nend\n")]
    [InlineData("begin 644 cat.txt\nend\n")]
    [InlineData("begin 644\n#0V%T\n`\nend\n")]
    [InlineData("begin 999 cat.txt\n#0V%T\n`\nend\n")]
    [InlineData("begin-base64 644 cat.txt\nNot base64, I fear!\n====\n")]
    [InlineData("=ybegin is how yEnc begins\n=yend\n")]
    [InlineData("=ybegin line=128 size=3 name=never ends\nbut goes on as a sentence\n")]
    [InlineData("begin 644 LOUD\nPLEASE HELP US NOW\n`\nend\n")]
    public void A_sentence_is_no_file(string text)
    {
        var message = Read(text);

        message.PlainText.ShouldBe(text);
        message.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public void Lengths_of_all_kinds_are_decoded()
    {
        for (var length = 1; length < 200; length++)
        {
            var content = Enumerable.Range(0, length).Select(i => (byte)(i * 37)).ToArray();

            var file = EmbeddedFiles.Find(Encoding.ASCII.GetBytes(Uuencode(content))).ShouldHaveSingleItem();

            file.Content.ShouldBe(content);
            file.Defect.ShouldBeNull();
        }
    }

    [Fact]
    public void Base64_in_the_same_frame_is_decoded()
    {
        var file =
            EmbeddedFiles.Find("a\nbegin-base64 644 ../x/cat.txt\nQ2F0\nIHNhdA==\n====\nb\n"u8).ShouldHaveSingleItem();

        (file.Name, Encoding.ASCII.GetString(file.Content), file.Defect).ShouldBe(("cat.txt", "Cat sat", null));
    }

    [Fact]
    public void A_file_without_its_end_is_kept_and_reported()
    {
        var message = Read("See:\nbegin 644 cat.txt\n#0V%T\nThat is all I have, please help.\n");

        message.PlainText.ShouldBe("See:\nThat is all I have, please help.\n");
        message.Attachments.ShouldHaveSingleItem().Size.ShouldBe(3);
        message.Defects.ShouldContain(defect => defect.Kind == DefectKind.BadUuencode);
    }

    [Fact]
    public void Yenc_of_all_bytes_is_decoded_and_its_sum_checked()
    {
        var content = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var text = YEncode(content, "all bytes.bin");

        EmbeddedFiles.Find(text).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            file => file.Name.ShouldBe("all bytes.bin"),
            file => file.Content.ShouldBe(content),
            file => file.Defect.ShouldBeNull());
        text[60]++;
        EmbeddedFiles.Find(text).ShouldHaveSingleItem().Defect.ShouldBe("its checksum is wrong");
    }

    [Fact]
    public void Parts_of_a_yenc_file_that_follow_each_other_are_joined()
    {
        byte[] text = [.. YEncode([1, 2, 3], "a.bin", part: 1), .. YEncode([4, 5], "a.bin", part: 2)];

        var file = EmbeddedFiles.Find(text).ShouldHaveSingleItem();

        file.Content.ShouldBe([1, 2, 3, 4, 5]);
        EmbeddedFiles.Without([file], text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x-uuencode", Cat)]
    [InlineData("uuencode", "Some words before.\n" + Cat)]
    public void A_part_in_uuencode_is_decoded(string encoding, string body)
    {
        var message = MimeMessage.Read(Encoding.ASCII.GetBytes(
            $"From: a@example.org\nContent-Type: application/octet-stream; name=cat.bin\nContent-Transfer-Encoding: {encoding}\n\n{body}"));

        Encoding.ASCII.GetString(message.Attachments.ShouldHaveSingleItem().Content.Span).ShouldBe("Cat");
    }

    [Fact]
    public void Files_within_quoted_printable_text_are_found()
    {
        var message = MimeMessage.Read(Encoding.ASCII.GetBytes(
            "From: a@example.org\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
            + "quoted-printable\n\n"
            + $"Caf=C3=A9\n{Cat}"));

        message.PlainText.ShouldBe("Café\n");
        message.Attachments.ShouldHaveSingleItem().Name.ShouldBe("cat.txt");
    }

    [Theory]
    [InlineData("begin 644 a\n")]
    [InlineData("begin 644 a\n#0V%T\n")]
    [InlineData("=ybegin line=1 size=1 name=a\n\u00FF\n")]
    [InlineData("begin-base64 644 a\nQ2F0\n")]
    [InlineData("begin 644 a\n#0V%T\n`\nend\n")]
    public void A_hundred_thousand_beginnings_do_no_harm(string piece)
    {
        var text = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(piece, 100_000)));

        EmbeddedFiles.Find(text).Count.ShouldBeLessThanOrEqualTo(EmbeddedFiles.MaxFiles);
    }

    private static MimeMessage Read(string text) =>
        MimeMessage.Read(Encoding.UTF8.GetBytes($"From: a@example.org\n\n{text}"));

    private static string Uuencode(byte[] content)
    {
        var text = new StringBuilder("begin 644 x.bin\n");
        for (var i = 0; i < content.Length; i += 45)
        {
            var line = content.AsSpan(i, Math.Min(45, content.Length - i)).ToArray();
            text.Append(Character(line.Length));
            for (var j = 0; j < line.Length; j += 3)
            {
                var (a, b, c) = (line[j], j + 1 < line.Length ? line[j + 1] : 0, j + 2 < line.Length ? line[j + 2] : 0);
                text.Append(Character(a >> 2)).Append(Character(a << 4 & 63 | b >> 4)).Append(
                    Character(b << 2 & 63 | c >> 6)).Append(Character(c & 63));
            }
            text.Append('\n');
        }
        return text.Append("`\nend\n").ToString();

        static char Character(int value) => value == 0 ? '`' : (char)(value + 32);
    }

    private static byte[] YEncode(byte[] content, string name, int part = 0)
    {
        var text = new List<byte>();
        Add($"=ybegin {(part > 0 ? $"part={part} " : "")}line=128 size={content.Length} name={name}\r\n");
        if (part > 0) Add("=ypart begin=1 end=3\r\n");
        foreach (var value in content)
        {
            var encoded = (byte)(value + 42);
            if (encoded is 0 or (byte)'\n' or (byte)'\r' or (byte)'=') text.AddRange([(byte)'=', (byte)(encoded + 64)]);
            else text.Add(encoded);
        }
        var sum = Crc32.Of(content).ToString("x8", CultureInfo.InvariantCulture);
        Add($"\r\n=yend size={content.Length} {(part > 0 ? $"part={part} pcrc32" : "crc32")}={sum}\r\n");
        return [.. text];

        void Add(string line) => text.AddRange(Encoding.ASCII.GetBytes(line));
    }
}
