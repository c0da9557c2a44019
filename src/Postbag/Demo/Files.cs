using System.Globalization;
using System.Text;

namespace Postbag.Demo;

/// <summary>What people attach: photographs, scans, letters, tables.</summary>
internal static class Files
{
    public static Enclosure Draw(Draft draft, bool photograph, Dice dice)
    {
        if (photograph && dice.Chance(75)) return Photograph(draft, dice);
        return dice.Below(6) switch
        {
            0 => Word(draft, dice),
            1 => new Enclosure($"scan{dice.Between(1, 40):D4}.png", "image/png", Pictures.Png(60, 84, dice)),
            2 => Statement(draft, dice),
            3 => Photograph(draft, dice),
            _ => Pdf(draft, dice),
        };
    }

    private static Enclosure Photograph(Draft draft, Dice dice) =>
        new(dice.Pick(["IMG_{0}.jpg", "IMG_{0}.JPG", "photo {0}.jpg", "Wall – bedroom {0}.jpg", "{0}_WA0007.jpg"])
            .Replace("{0}", $"{draft.At.Month:D2}{draft.At.Day:D2}{dice.Between(10, 99)}", StringComparison.Ordinal),
            "image/jpeg", Pictures.Jpeg(dice.Between(20, 40), dice.Between(14, 26), dice));

    private static Enclosure Pdf(Draft draft, Dice dice) =>
        new(dice.Pick(["Decision letter.pdf", "letter.pdf", "Scan_2.pdf", "Letter – page 2.pdf", "Reply 14-10.pdf",
            "report (1).pdf"]),
            "application/pdf", Documents.Pdf([draft.At.AddDays(-dice.Between(9, 60)).ToString("d MMMM yyyy",
                CultureInfo.InvariantCulture), "",
                $"Reference: {dice.Between(100000, 999999)}/{dice.Hex(2).ToUpperInvariant()}", "", "Dear customer", "",
                dice.Pick(["We have looked again at what you told us. We have not changed our decision.",
                    "Thank you for your report. It has been passed to the team concerned.",
                    "This letter confirms the appointment that you were given by telephone."]),
                "If you disagree you have one month from the date of this letter.", "",
                    "(This document was made up for a demonstration.)"]));

    private static Enclosure Word(Draft draft, Dice dice) =>
        new(draft.Writer?.Culture switch
            {
                "Polish" => "Załącznik – pismo.docx",
                "Welsh" => dice.Pick(["Datganiad.docx", "Llythyr tŷ.docx"]),
                "Cyrillic" or "Ukrainian" => "Лист.docx",
                "Han" or "Chinese" => "信件.docx",
                _ => dice.Pick(["My statement.docx", "letter to MP.docx", "Timeline.docx", "Naïve summary.docx"]),
            },
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Documents.Docx([.. draft.Paragraphs.Take(6),
                "I confirm that the above is true to the best of my knowledge."]));

    private static Enclosure Statement(Draft draft, Dice dice)
    {
        var table = new StringBuilder("date,what,amount\r\n");
        for (var i = 0; i < 12; i++)
            table.Append(draft.At.AddDays(-i * 7 - 3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                .Append(CultureInfo.InvariantCulture,
                    $",{dice.Pick(["rent", "standing order", "top-up", "\"repayment, see letter\"", "taxi"])}")
                .Append(CultureInfo.InvariantCulture, $",{dice.Between(3, 210)}.{dice.Below(100):D2}\r\n");
        return new Enclosure(dice.Pick(["payments.csv", "diary.csv", "statement-export.csv"]), "text/csv",
            Encoding.UTF8.GetBytes(table.ToString()));
    }
}
