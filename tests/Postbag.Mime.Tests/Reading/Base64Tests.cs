using System.Text;
using Postbag.Mime.TransferDecoding;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class Base64Tests
{
    [Theory]
    [InlineData("SGVsbG8=\n", "Hello")]
    [InlineData("SGVs\nbG8=", "Hello")]
    [InlineData("SGVs\r\nbG8=\r\n", "Hello")]
    [InlineData("  SGVs\t\n bG8 = \n", "Hello")]
    [InlineData("S\nG\nV\ns\nb\nG\n8\n=\n", "Hello")]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    [InlineData("====", "")]
    public void Lines_and_white_space_do_not_matter(string encoded, string expected) =>
        Decode(encoded).ShouldBe((expected, ""));

    [Theory]
    [InlineData("SGVsbG8", "Hello")]
    [InlineData("SGVsb", "Hel")]
    [InlineData("SGVsbGB", "Hell`")]
    public void A_last_group_cut_short_gives_what_it_holds(string encoded, string expected) =>
        Decode(encoded).ShouldBe((expected, nameof(DefectKind.BadBase64)));

    [Fact]
    public void Characters_outside_the_alphabet_are_left_out() =>
        Decode("SG*Vs-bG_8=\n").ShouldBe(("Hello", nameof(DefectKind.BadBase64)));

    [Fact]
    public void Several_encoded_texts_joined_are_all_decoded() =>
        Decode("SGVsbG8=\nSGVsbG8=\n").ShouldBe(("HelloHello", ""));

    [Fact]
    public void Padding_in_the_middle_of_a_line_begins_a_new_group() =>
        Decode("SGVsbG8=SGVsbG8=\n").ShouldBe(("HelloHello", ""));

    [Fact]
    public void A_footer_that_a_list_put_beneath_is_not_decoded() =>
        Decode("SGVsbG8=\n\n-- \nA list about parks\nhttps://list.example.org/\n")
            .ShouldBe(("Hello", nameof(DefectKind.BadBase64)));

    [Theory]
    [InlineData("SGVsbG8= and more\n")]
    [InlineData("SGVsbG8=____\nhttps://list.example.org/\n")]
    public void What_follows_the_padding_on_its_line_is_left_out_if_it_is_no_base64(string encoded) =>
        Decode(encoded).ShouldBe(("Hello", nameof(DefectKind.BadBase64)));

    [Fact]
    public void Any_bytes_in_lines_of_any_length_come_back()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(40_000)];
            random.NextBytes(bytes);
            var encoded = Broken(Convert.ToBase64String(bytes), random.Next(1, 20_000), random);
            var defects = new DefectList();

            TransferDecoder.Decode(encoded, TransferEncoding.Base64, 0, defects).ShouldBe(bytes);

            defects.ShouldBeEmpty();
        }
    }

    private static byte[] Broken(string text, int lineLength, Random random)
    {
        var lines = new StringBuilder();
        var end = random.Next(2) == 0 ? "\n" : "\r\n";
        for (var i = 0; i < text.Length; i += lineLength)
            lines.Append(text.AsSpan(i, Math.Min(lineLength, text.Length - i))).Append(end);

        return Encoding.ASCII.GetBytes(lines.ToString());
    }

    private static (string Text, string Defects) Decode(string encoded)
    {
        var defects = new DefectList();
        var bytes = TransferDecoder.Decode(Encoding.ASCII.GetBytes(encoded), TransferEncoding.Base64, 0, defects);
        return (Encoding.ASCII.GetString(bytes), string.Join(", ", defects.Select(defect => defect.Kind)));
    }
}
