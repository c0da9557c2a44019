using System.Globalization;
using System.Net;
using System.Text;

namespace Postbag.Demo;

/// <summary>The smallest documents that open: PDF, docx, a winmail.dat, a calendar entry. Not compressed, so that their
/// bytes never change.</summary>
internal static class Documents
{
    /// <summary>One page of text (ISO 32000-1, section 7.5).</summary>
    public static byte[] Pdf(IEnumerable<string> lines)
    {
        var content = new StringBuilder("BT /F1 11 Tf 60 780 Td 15 TL\n");
        foreach (var line in lines)
            content.Append('(').Append(line.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("(", "\\(", StringComparison.Ordinal)
                .Replace(")", "\\)", StringComparison.Ordinal)).Append(") Tj T*\n");
        content.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 "
                + "R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append("xref\n0 6\n0000000000 65535 f \n");
        foreach (var offset in offsets) pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Charset.Windows1252.Encode(pdf.ToString());
    }

    public static byte[] Docx(IEnumerable<string> paragraphs)
    {
        const string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        const string open = "http://schemas.openxmlformats.org/";
        var body = string.Concat(paragraphs.Select(paragraph =>
            $"<w:p><w:r><w:t xml:space=\"preserve\">{WebUtility.HtmlEncode(paragraph)}</w:t></w:r></w:p>"));
        return Zip(
            ("[Content_Types].xml", $"{xml}<Types xmlns=\"{open}package/2006/content-types\">"
                + "<Default Extension=\"rels\" "
                + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/word/document.xml\" "
                + "ContentType=\"application/vnd.openxmlformats-officedocument"
                + ".wordprocessingml.document.main+xml\"/></Types>"),
            ("_rels/.rels", $"{xml}<Relationships xmlns=\"{open}package/2006/relationships\"><Relationship Id=\"r1\" "
                + $"Type=\"{open}officeDocument/2006/relationships/officeDocument\" "
                + $"Target=\"word/document.xml\"/></Relationships>"),
            ("word/document.xml", $"{xml}<w:document "
                + $"xmlns:w=\"{open}wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"));
    }

    /// <summary>A zip of stored files (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16), all from midnight, 1 January
    /// 1980.</summary>
    private static byte[] Zip(params ReadOnlySpan<(string Name, string Text)> files)
    {
        var zip = new MemoryStream();
        var directory = new MemoryStream();
        foreach (var (name, text) in files)
        {
            var (path, data) = (Encoding.ASCII.GetBytes(name), Encoding.UTF8.GetBytes(text));
            var offset = (int)zip.Position;
            byte[] common =
            [
                20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, .. Little(Checksums.Crc32(data)),
                .. Little((uint)data.Length), .. Little((uint)data.Length), (byte)path.Length, 0, 0, 0,
            ];
            zip.Write([.. "PK\u0003\u0004"u8, .. common, .. path, .. data]);
            directory.Write([.. "PK\u0001\u0002"u8, 20, 0, .. common, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                .. Little((uint)offset), .. path]);
        }
        var start = (uint)zip.Position;
        zip.Write(directory.ToArray());
        zip.Write([.. "PK\u0005\u0006"u8, 0, 0, 0, 0, (byte)files.Length, 0, (byte)files.Length, 0,
            .. Little((uint)directory.Length), .. Little(start), 0, 0]);
        return zip.ToArray();
    }

    /// <summary>What Outlook sends when it thinks the other side is Outlook too ([MS-OXTNEF]): a text and one
    /// file.</summary>
    public static byte[] Winmail(string text, string fileName, byte[] file)
    {
        var tnef = new MemoryStream();
        tnef.Write([0x78, 0x9f, 0x3e, 0x22, 1, 0]); // signature, key
        Attribute(tnef, 1, 0x00089006, [0, 0, 1, 0]); // version
        Attribute(tnef, 1, 0x00069007, [0xe4, 4, 0, 0, 0, 0, 0, 0]); // code page 1252
        Attribute(tnef, 1, 0x00078008, [.. "IPM.Microsoft Mail.Note\0"u8]);
        Attribute(tnef, 1, 0x0002800C, [.. Charset.Windows1252.Encode(text), 0]);
        Attribute(tnef, 2, 0x00069002, [1, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]); // a file begins
        Attribute(tnef, 2, 0x00018010, [.. Encoding.ASCII.GetBytes(fileName), 0]);
        Attribute(tnef, 2, 0x0006800F, file);
        return tnef.ToArray();
    }

    private static void Attribute(MemoryStream tnef, byte level, uint id, byte[] data)
    {
        var sum = data.Sum(b => b) & 0xffff;
        tnef.Write([level, .. Little(id), .. Little((uint)data.Length), .. data, (byte)sum, (byte)(sum >> 8)]);
    }

    private static byte[] Little(uint number) =>
        [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)];
}
