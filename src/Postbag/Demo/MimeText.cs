using System.Text;

namespace Postbag.Demo;

/// <summary>One part of a message, written as told.</summary>
/// <remarks>The office's real letters are written by Postbag.Mime's writer. This one exists because the demo needs what
/// that one refuses to make: old forms, wrong forms and broken mail, as the world sends them.</remarks>
internal sealed class MimeText
{
    private readonly List<string> header = [];
    private readonly List<MimeText> children = [];
    private byte[] body = [];
    private string? boundary;

    /// <summary>Bytes to write as they are, after an empty line.</summary>
    public static MimeText Body(byte[] bytes) => new() { body = bytes };

    public static MimeText Text(string subtype, string text, Charset charset, Transfer transfer, string parameters = "")
    {
        var bytes = charset.Encode(text.ReplaceLineEndings("\r\n"));
        return Body(TransferText.Encode(bytes, transfer))
            .Add("Content-Type", $"text/{subtype}; charset={charset.Label}{parameters}")
            .Add("Content-Transfer-Encoding", TransferText.NameOf(transfer));
    }

    public static MimeText Multi(string subtype, string boundary, params IEnumerable<MimeText> children)
    {
        var multi = new MimeText { boundary = boundary };
        multi.children.AddRange(children);
        return multi.Add("Content-Type", $"multipart/{subtype}; boundary=\"{boundary}\"");
    }

    public static MimeText File(string mediaType, byte[] bytes, string disposition, string nameParameter = "") =>
        Body(TransferText.Encode(bytes, Transfer.Base64))
            .Add("Content-Type", mediaType + nameParameter)
            .Add("Content-Transfer-Encoding", "base64")
            .Add("Content-Disposition", disposition);

    /// <summary>Adds a field. The value is written as Latin-1 bytes, so that raw eight-bit headers can be
    /// made.</summary>
    public MimeText Add(string name, string value)
    {
        header.Add($"{name}: {value}");
        return this;
    }

    public void Replace(string name, string value) =>
        header[header.FindIndex(field => field.StartsWith(name + ":", StringComparison.Ordinal))] = $"{name}: {value}";

    /// <summary>Puts fields in front of those that say what the body is.</summary>
    public MimeText Under(IEnumerable<string> fields)
    {
        header.InsertRange(0, fields);
        return this;
    }

    public byte[] ToBytes()
    {
        var output = new MemoryStream();
        Write(output);
        return output.ToArray();
    }

    private void Write(MemoryStream output)
    {
        foreach (var field in header) Line(output, HeaderText.Fold(field));
        Line(output, "");
        if (boundary is null)
        {
            output.Write(body);
            return;
        }
        foreach (var child in children)
        {
            Line(output, $"--{boundary}");
            child.Write(output);
            Line(output, "");
        }
        Line(output, $"--{boundary}--");
    }

    private static void Line(MemoryStream output, string line)
    {
        output.Write(Encoding.Latin1.GetBytes(line));
        output.Write("\r\n"u8);
    }
}
