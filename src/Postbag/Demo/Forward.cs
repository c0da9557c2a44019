using System.Globalization;

namespace Postbag.Demo;

/// <summary>Letters that carry another: a forwarded message, a winmail.dat, a signature.</summary>
internal static class Forward
{
    public static void Fill(Draft draft, Dice dice, int number)
    {
        switch (draft.Text)
        {
            case "signed":
                draft.Write = Signed;
                break;
            case "see-attached" when number % 2 == 0:
                draft.Write = Winmail;
                break;
            case "see-attached":
                if (draft.Enclosures.Count == 0) draft.Enclosures.Add(Files.Draw(draft, photograph: false, dice));
                break;
            default:
                draft.Enclosures.Add(new Enclosure($"{draft.Subject.Replace(":", "", StringComparison.Ordinal)}.eml",
                    "message/rfc822",
                    Landlord(draft, dice)));
                break;
        }
    }

    private static byte[] Landlord(Draft draft, Dice dice)
    {
        var inner = new Draft
        {
            At = draft.At.AddDays(-dice.Between(1, 6)).AddMinutes(-dice.Below(400)),
            Kind = "agency",
            Text = "landlord",
            FromName = dice.Pick(DemoPlaces.Agents),
            FromAddress = "lettings@agents.example",
            To = draft.FromAddress,
            Subject = "Your tenancy",
            Client = dice.Chance(50) ? Client.Outlook : Client.WebMail,
            Paragraphs =
            [
                $"Dear {draft.Writer?.Name ?? "tenant"},",
                string.Create(CultureInfo.InvariantCulture, $"""
                    Following a review of the local market, the rent of the above property will go up to
                    £{dice.Between(780, 1240)} a calendar month from the next payment date. A form of acceptance is attached.
                    """).ReplaceLineEndings(" "),
                "If we have not heard from you within 14 days we shall take it that you wish to surrender the tenancy.",
                "Lettings Team",
            ],
        };
        inner.MessageId = LetterMaker.MessageId(inner.Client, inner.FromAddress, dice);
        return Mailer.Write(inner, dice);
    }

    // What a rich-text Outlook sends to somebody whom it takes for a colleague.
    private static byte[] Winmail(Draft draft, Dice dice)
    {
        var letter = Charset.FirstFor(draft.Body, Charset.Windows1252) == Charset.Windows1252
            ? draft.Body : "See the letter above.";
        var file = Documents.Pdf(["Decision on your claim", "", "We can't pay you from the date that you asked for.",
            "Page 1 of 4"]);
        var plain = LetterForm.Wrap(draft.Body, 76);
        return MimeText.Multi("mixed", Mailer.Boundary(Client.Outlook, dice),
                MimeText.Text("plain", plain, Charset.FirstFor(plain, Charset.Ascii, Charset.Windows1252),
                    Transfer.QuotedPrintable),
                MimeText.File("application/ms-tnef", Documents.Winmail(letter, "decision.pdf", file),
                    "attachment; filename=\"winmail.dat\"",
                    "; name=\"winmail.dat\""))
            .Under(Mailer.Fields(draft, dice)).ToBytes();
    }

    // RFC 3156. The signature is noise: nobody's key is used in a demonstration.
    private static byte[] Signed(Draft draft, Dice dice)
    {
        var armour = "-----BEGIN PGP SIGNATURE-----\r\n\r\n"
            + Convert.ToBase64String(dice.Bytes(119), Base64FormattingOptions.InsertLineBreaks)
            + "\r\n=" + Convert.ToBase64String(dice.Bytes(3)) + "\r\n-----END PGP SIGNATURE-----\r\n";
        var boundary = Mailer.Boundary(Client.Flowed, dice);
        var signed = MimeText.Multi("signed", boundary,
            MimeText.Text("plain", LetterForm.Wrap(draft.Body, 72), Charset.Utf8, Transfer.QuotedPrintable),
            MimeText.Body(Charset.Ascii.Encode(armour))
                .Add("Content-Type", "application/pgp-signature; name=\"signature.asc\"")
                .Add("Content-Disposition", "attachment; filename=\"signature.asc\""));
        signed.Replace("Content-Type",
            $"multipart/signed; micalg=pgp-sha256; protocol=\"application/pgp-signature\"; boundary=\"{boundary}\"");
        return signed.Under(Mailer.Fields(draft, dice)).ToBytes();
    }
}
