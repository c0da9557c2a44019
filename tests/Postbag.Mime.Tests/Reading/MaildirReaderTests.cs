using System.Text;
using Shouldly;
using Xunit;

namespace Postbag.Mime.Tests.Reading;

public sealed class MaildirReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("postbag-maildir-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Messages_of_cur_and_new_come_in_the_order_of_their_names()
    {
        Put("cur", "1700000002.M1.host:2,S", "b");
        Put("cur", "1700000001.M1.host:2,", "a");
        Put("new", "1700000003.M1.host", "c");
        Put("tmp", "1700000004.M1.host", "not yet there");
        Put("cur", ".hidden", "no message");

        new MaildirReader(folder).Messages().Select(message =>
            Encoding.ASCII.GetString(message.Span)).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_file_that_went_away_meanwhile_is_left_out()
    {
        Put("cur", "1", "a");
        Put("cur", "2", "b");

        var seen = new List<string>();
        foreach (var message in new MaildirReader(folder).Messages())
        {
            seen.Add(Encoding.ASCII.GetString(message.Span));
            File.Delete(Path.Combine(folder, "cur", "2"));
        }

        seen.ShouldBe(["a"]);
    }

    [Fact]
    public void A_folder_that_is_no_Maildir_holds_no_message() => new MaildirReader(folder).Messages().ShouldBeEmpty();

    private void Put(string part, string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllText(Path.Combine(folder, part, name), text);
    }
}
