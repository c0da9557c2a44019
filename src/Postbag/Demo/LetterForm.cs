using System.Globalization;
using System.Text;

namespace Postbag.Demo;

/// <summary>Plain text and HTML as the programs lay them out.</summary>
internal static class LetterForm
{
    public static string Wrap(string text, int width, bool flowed = false)
    {
        var whole = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var column = 0;
            foreach (var word in line.Split(' '))
            {
                if (column > 0 && column + 1 + word.Length > width)
                {
                    whole.Append(flowed ? " \n" : "\n"); // RFC 3676: a space before the line end means it flows on
                    column = 0;
                }
                if (column > 0)
                {
                    whole.Append(' ');
                    column++;
                }
                // RFC 3676, section 4.4: a line that begins with a space, ">" or "From " is stuffed.
                else if (flowed && (word.StartsWith('>') || word == "From")) whole.Append(' ');
                whole.Append(word);
                column += word.Length;
            }
            whole.Append('\n');
        }
        return whole.ToString();
    }

    public static string Quote(string text, int width) =>
        string.Join('\n', Wrap(text, width).TrimEnd('\n').Split('\n').Select(line => line.Length == 0
            ? ">" : $"> {line}"));

    /// <summary>The line that a program puts above what it repeats.</summary>
    public static string Attribution(Quotation quotation, Client client)
    {
        string In(string format) => quotation.At.ToString(format, CultureInfo.InvariantCulture);
        return client switch
        {
            Client.WebMail => $"On {In("ddd, d MMM yyyy 'at' HH:mm")}, {quotation.Name} <{quotation.Address}> wrote:",
            Client.Apple => $"On {In("d MMM yyyy")}, at {In("HH:mm")}, {quotation.Name} <{quotation.Address}> wrote:",
            Client.Flowed => $"On {In("dd/MM/yyyy HH:mm")}, {quotation.Name} wrote:",
            _ => $"From: {quotation.Name} <{quotation.Address}>\nSent: {In("dd MMMM yyyy HH:mm")}\nTo: \nSubject: ",
        };
    }

    public static string OutlookHeader(Draft draft, Quotation quotation) =>
        "-----Original Message-----\n"
        + $"From: {quotation.Name} <{quotation.Address}>\n"
        + $"Sent: {quotation.At.ToString("dd MMMM yyyy HH:mm", CultureInfo.InvariantCulture)}\n"
        + $"To: {draft.FromName} <{draft.FromAddress}>\n"
        + $"Subject: {draft.Subject.Replace("Re: ", "", StringComparison.Ordinal)}";

    public static string Html(Draft draft, Dice dice, string? pictureId)
    {
        var body = new StringBuilder();
        switch (draft.Client)
        {
            case Client.Outlook:
                Outlook(draft, body, pictureId);
                break;
            case Client.Apple:
                body.Append("<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"></head>"
                    + "<body style=\"overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: "
                    + "after-white-space;\">");
                foreach (var paragraph in draft.Paragraphs)
                    body.Append($"<div>{Lines(paragraph)}</div><div><br></div>");
                if (draft.Quotation is { } cited)
                    body.Append($"<div><br><blockquote "
                        + $"type=\"cite\"><div>{Lines(Attribution(cited, Client.Apple))}</div><br>"
                        + $"<div>{Lines(cited.Text)}</div></blockquote></div>");
                body.Append("</body></html>");
                break;
            case Client.Phone:
                foreach (var paragraph in draft.Paragraphs) body.Append($"<p dir=\"ltr\">{Lines(paragraph)}</p>\n");
                break;
            default:
                body.Append("<div dir=\"ltr\">");
                foreach (var paragraph in draft.Paragraphs)
                    body.Append($"<div>{Lines(paragraph)}</div><div><br></div>");
                body.Append("</div>");
                if (draft.Quotation is { } quoted)
                    body.Append($"<br><div class=\"gmail_quote\"><div dir=\"ltr\" "
                        + $"class=\"gmail_attr\">{Lines(Attribution(quoted, Client.WebMail))}"
                        + "<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px "
                        + "0.8ex;border-left:1px solid "
                        + $"rgb(204,204,204);padding-left:1ex\">{Lines(quoted.Text)}</blockquote></div>");
                break;
        }
        // Those who send in bulk like to know who reads: a picture of one pixel, and one from afar.
        if (draft.Banner is not null)
            body.Append($"<table role=\"presentation\" width=\"100%\"><tr><td><img "
                + $"src=\"https://pictures.example.com/{dice.Hex(8)}/banner.png\" "
                + $"alt=\"{Lines(draft.Banner)}\" width=\"560\"></td></tr></table>"
                + $"<img src=\"https://track.example.com/o/{dice.Hex(24)}.gif\" width=\"1\" height=\"1\" alt=\"\">");
        return body.ToString();
    }

    private static void Outlook(Draft draft, StringBuilder body, string? pictureId)
    {
        body.Append("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
            + "xmlns:w=\"urn:schemas-microsoft-com:office:word\">"
            + "<head><style><!--\n/* Font Definitions */\n@font-face\n\t{font-family:Calibri;}\np.MsoNormal, "
            + "li.MsoNormal, "
            + "div.MsoNormal\n\t{margin:0cm;font-size:11.0pt;font-family:\"Calibri\",sans-serif;}\n--></style>"
            + "<!--[if gte mso 9]><xml><o:shapedefaults v:ext=\"edit\" spidmax=\"1026\"/></xml><![endif]--></head>\n"
            + "<body lang=EN-GB link=\"#0563C1\"><div class=WordSection1>\n");
        foreach (var paragraph in draft.Paragraphs)
            body.Append($"<p class=MsoNormal>{Lines(paragraph)}<o:p></o:p></p>\n<p "
                + $"class=MsoNormal><o:p>&nbsp;</o:p></p>\n");
        if (pictureId is not null)
            body.Append("<table class=MsoNormalTable border=0 cellpadding=0><tr><td style='padding:0cm 12.0pt 0cm 0cm'>"
                + $"<img width=96 height=32 src=\"cid:{pictureId}\" alt=\"\"></td><td><p "
                + $"class=MsoNormal><b>{Lines(draft.FromName)}</b>"
                + $"<br>{draft.FromAddress}</p></td></tr></table>\n");
        if (draft.Quotation is { } quotation)
            body.Append("<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p "
                + "class=MsoNormal><b>From:</b> "
                + $"{Lines($"{quotation.Name} <{quotation.Address}>")}<br><b>Sent:</b> "
                + $"{quotation.At.ToString("dd MMMM yyyy HH:mm", CultureInfo.InvariantCulture)}<br><b>To:</b> "
                + $"{Lines(draft.FromName)}<br>"
                + $"<b>Subject:</b> {Lines(draft.Subject)}<o:p></o:p></p></div>\n<p "
                + $"class=MsoNormal>{Lines(quotation.Text)}</p>\n");
        body.Append("</div></body></html>");
    }

    /// <summary>Only what HTML must have escaped is escaped, as the programs do.</summary>
    public static string Lines(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\n", "<br>\n", StringComparison.Ordinal);
}
