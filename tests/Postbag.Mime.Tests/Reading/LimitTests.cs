using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class LimitTests
{
    [Fact]
    public void Multiparts_nested_beyond_the_limit_are_kept_whole()
    {
        var text = new StringBuilder();
        for (var level = 0; level < 300; level++)
            text.Append($"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");

        var message = Mail.Read(text + "\nthe end");

        var depth = 0;
        for (var part = message.Root; part.Children.Count > 0; part = part.Children[0])
            depth++;

        depth.ShouldBe(ReadOptions.Default.MaxDepth);
        message.Kinds().ShouldContain(DefectKind.TooDeep);
    }

    [Fact]
    public void Messages_nested_beyond_the_limit_are_kept_whole()
    {
        var message = Mail.Read(
            string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 1000)) + "Subject: end\n\n");

        message.ReadAll();

        message.AllParts().Count().ShouldBe(ReadOptions.Default.MaxDepth + 1);
        message.Kinds().ShouldContain(DefectKind.TooDeep);
    }

    [Fact]
    public void Encoded_messages_nested_beyond_the_limit_are_kept_whole()
    {
        var text = "Subject: innermost\n\n";
        for (var level = 0; level < 12; level++)
        {
            text = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
                + Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
        }

        var message = Mail.Read(text, new ReadOptions { MaxDepth = 5 });

        message.AllParts().Count().ShouldBe(5);
    }

    [Fact]
    public void Parts_beyond_the_limit_stay_in_the_multipart()
    {
        var text = "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(
            Enumerable.Repeat("--b\n\nx\n", 50)) + "--b--\n";

        var message = Mail.Read(text, new ReadOptions { MaxParts = 10 });

        message.AllParts().Count().ShouldBe(10);
        message.Root.Raw.Length.ShouldBeGreaterThan(300);
        message.Kinds().ShouldBe([DefectKind.TooManyParts]);
    }

    [Fact]
    public void A_message_beyond_the_limit_is_cut()
    {
        var message = Mail.Read("Subject: x\n\n0123456789", new ReadOptions { MaxBytes = 17 });

        message.PlainText.ShouldBe("01234");
        message.Kinds().ShouldBe([DefectKind.MessageTooLong]);
    }

    [Fact]
    public void Defects_beyond_the_limit_are_only_counted_as_one()
    {
        var lines = string.Concat(Enumerable.Range(0, 40).Select(number => $"no field\nX-{number}: y\n"));

        var message = Mail.Read("A: b\n" + lines + "\n", new ReadOptions { MaxDefects = 10 });

        message.Defects.Count.ShouldBe(11);
        message.Defects[^1].Kind.ShouldBe(DefectKind.TooManyDefects);
    }
}
