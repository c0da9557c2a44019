using System.Text;

namespace Postbag.Mime.Tests.Reading;

/// <summary>Messages for the tests: text in, with LF line ends as they stand in the source.</summary>
internal static class Mail
{
    public static MimeMessage Read(string text, ReadOptions? options = null) =>
        MimeMessage.Read(Encoding.Latin1.GetBytes(text), options);

    public static MimeMessage Read(ReadOnlySpan<byte> text) => MimeMessage.Read(text.ToArray());

    /// <summary>A message of one part with a body in some transfer encoding.</summary>
    public static MimePart Part(string encoding, string body, string type = "text/plain; charset=utf-8") =>
        Read($"Content-Type: {type}\nContent-Transfer-Encoding: {encoding}\n\n{body}").Root;

    public static byte[] Bytes(string header, params byte[] body) =>
        [.. Encoding.Latin1.GetBytes(header + "\n\n"), .. body];

    public static IEnumerable<DefectKind> Kinds(this MimeMessage message) =>
        message.Defects.Select(defect => defect.Kind);
}
