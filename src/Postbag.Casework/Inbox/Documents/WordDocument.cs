using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Postbag.Casework.Inbox.Documents;

/// <summary>Reads the text of a Word document: ISO/IEC 29500-1 §17, a zip of XML files.</summary>
internal static class WordDocument
{
    private const string Namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string StrictNamespace = "http://purl.oclc.org/ooxml/wordprocessingml/main";

    /// <summary>Characters of XML read of one document: a small zip may unpack to terabytes.</summary>
    private const int MaxXmlChars = 40_000_000;

    /// <summary>Files within the zip that are looked at.</summary>
    private const int MaxEntries = 2000;

    /// <returns>A line for each paragraph; empty if the bytes are no such document.</returns>
    public static string TextOf(ReadOnlyMemory<byte> bytes)
    {
        var text = new StringBuilder();
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            foreach (var entry in zip.Entries.Take(MaxEntries).Where(entry => HoldsText(entry.FullName))
                .OrderBy(entry => entry.FullName != "word/document.xml"))
            {
                using var stream = entry.Open();
                Read(stream, text);
            }
        }
        // A damaged document has the text that could be read before the damage.
        catch (Exception damage)
            when (damage is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
        }

        return text.ToString();
    }

    private static bool HoldsText(string name) =>
        name.StartsWith("word/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal)
        && Path.GetFileNameWithoutExtension(name).TrimEnd("0123456789".ToCharArray())
            is "document" or "header" or "footer" or "footnotes" or "endnotes" or "comments";

    private static void Read(Stream stream, StringBuilder text)
    {
        // No document type, so no entities that grow; nothing is fetched.
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxXmlChars,
        };
        using var reader = XmlReader.Create(stream, settings);
        var isText = false;
        while (text.Length < DocumentText.MaxChars && reader.Read())
        {
            var isOurs = reader.NamespaceURI is Namespace or StrictNamespace;
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when isOurs && reader.LocalName == "t":
                    isText = !reader.IsEmptyElement;
                    break;
                case XmlNodeType.Element when isOurs && reader.LocalName is "tab" or "br" or "cr":
                    text.Append(' ');
                    break;
                case XmlNodeType.EndElement when isOurs && reader.LocalName == "t":
                    isText = false;
                    break;
                case XmlNodeType.EndElement when isOurs && reader.LocalName is "p" or "tc":
                    text.Append('\n');
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA when isText:
                    text.Append(reader.Value);
                    break;
            }
        }
    }
}
