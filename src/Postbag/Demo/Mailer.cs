namespace Postbag.Demo;

/// <summary>Writes a draft as the program would that its sender uses.</summary>
internal static class Mailer
{
    public static byte[] Write(Draft draft, Dice dice)
    {
        var body = BodyOf(draft, dice);
        if (draft.Enclosures.Exists(enclosure => !enclosure.Inline))
            body = MimeText.Multi("mixed", Boundary(draft.Client, dice),
                [body, .. draft.Enclosures.Where(enclosure => !enclosure.Inline).Select(enclosure =>
                File(enclosure, dice))]);
        return body.Under(Fields(draft, dice)).ToBytes();
    }

    /// <summary>The fields above the body, in the order of the program's habit.</summary>
    public static List<string> Fields(Draft draft, Dice dice)
    {
        var charset = draft.Client is Client.Old or Client.Outlook
            ? Charset.FirstFor(draft.Subject + draft.FromName, Charset.Windows1252, Charset.Latin2, Charset.Windows1251)
            : Charset.Utf8;
        var base64 = draft.Client is Client.Phone or Client.Outlook;
        var fields = new List<string>(Trace(draft, dice));
        fields.Add($"From: {HeaderText.Address(draft.FromName, draft.FromAddress, charset, base64)}");
        if (draft.ReplyTo is not null) fields.Add($"Reply-To: {draft.ReplyTo}");
        var named = dice.Chance(30) ? HeaderText.Address(DemoStaff.OfficeName, draft.To, Charset.Utf8) : draft.To;
        fields.Add($"To: {named}");
        if (draft.Cc is not null) fields.Add($"Cc: {draft.Cc}");
        fields.Add($"Subject: {HeaderText.Words(draft.Subject, charset, base64)}");
        fields.Add($"Date: {HeaderText.Date(draft.At)}");
        fields.Add($"Message-ID: <{draft.MessageId}>");
        if (draft.InReplyTo is not null) fields.Add($"In-Reply-To: <{draft.InReplyTo}>");
        if (draft.References.Count > 0)
            fields.Add("References: " + string.Join(' ', draft.References.Select(id => $"<{id}>")));
        fields.AddRange(draft.ExtraFields);
        if (draft.Client == Client.Outlook)
        {
            var topic = draft.Subject.Replace("Re: ", "", StringComparison.Ordinal);
            fields.Add($"Thread-Topic: {HeaderText.Words(topic, charset, base64)}");
            fields.Add($"Thread-Index: {Convert.ToBase64String(dice.Bytes(22))}");
            fields.Add("Accept-Language: en-GB, en-US");
            fields.Add($"X-MS-Has-Attach: {(draft.Enclosures.Count > 0 ? "yes" : "")}");
        }
        fields.Add("MIME-Version: 1.0");
        return fields;
    }

    /// <summary>What the servers on the way wrote above it.</summary>
    public static IEnumerable<string> Trace(Draft draft, Dice dice)
    {
        var host = draft.FromAddress.Contains('@', StringComparison.Ordinal)
            ? draft.FromAddress.Split('@')[1] : "mail.example.net";
        var address = $"{dice.Pick(["192.0.2", "198.51.100", "203.0.113"])}.{dice.Between(1, 254)}"; // RFC 5737
        yield return $"Return-Path: <{draft.FromAddress}>";
        yield return $"Received: from out{dice.Between(1, 9)}.{host} ([{address}])\r\n\tby mx.example.org with "
            + $"ESMTPS id {dice.Hex(12)}\r\n"
            + $"\tfor <{draft.To}>; {HeaderText.Date(draft.At.AddSeconds(dice.Between(1, 20)))}";
        if (dice.Chance(60))
            yield return $"Authentication-Results: mx.example.org; spf=pass smtp.mailfrom={host}; dkim=pass "
                + $"header.d={host}; dmarc=pass";
    }

    public static string Boundary(Client client, Dice dice) => client switch
    {
        Client.WebMail => $"000000000000{dice.Hex(18)}",
        Client.Outlook => $"_000_{dice.Hex(32).ToUpperInvariant()}_",
        Client.Apple => $"Apple-Mail={dice.Hex(8)}-{dice.Hex(4)}-{dice.Hex(12)}",
        Client.Flowed => $"------------{dice.Hex(24)}",
        _ => $"=_{dice.Hex(20)}",
    };

    private static MimeText BodyOf(Draft draft, Dice dice)
    {
        var plain = Plain(draft);
        switch (draft.Client)
        {
            case Client.Outlook:
                return Outlook(draft, plain, dice);
            case Client.Apple when dice.Chance(50) && draft.Quotation is null && draft.Banner is null:
                return MimeText.Text("plain", plain, Charset.FirstFor(plain, Charset.Ascii), Transfer.QuotedPrintable);
            case Client.Flowed:
                var flowed = LetterForm.Wrap(draft.Body, 72, flowed: true) + Quoted(draft);
                return MimeText.Text("plain", flowed, Charset.Utf8, EightUnlessAscii(flowed), "; format=flowed");
            case Client.Phone when dice.Chance(60):
                return MimeText.Text("html", LetterForm.Html(draft, dice, null), Charset.Utf8, Transfer.Base64);
            case Client.Phone:
                return MimeText.Text("plain", plain, Charset.Utf8, Transfer.Base64);
            case Client.Old:
                var old = LetterForm.Wrap(draft.Body, 74) + Quoted(draft);
                var charset = Charset.FirstFor(old, Charset.Latin1, Charset.Windows1252, Charset.Latin2,
                    Charset.Windows1251);
                return MimeText.Text("plain", old, charset, EightUnlessAscii(old));
            case Client.WebForm or Client.LetterSite:
                return MimeText.Text("plain", plain, Charset.Utf8, Ascii(plain)
                    ? Transfer.SevenBit : Transfer.QuotedPrintable);
        }
        var html = LetterForm.Html(draft, dice, null);
        return MimeText.Multi("alternative", Boundary(draft.Client, dice),
            MimeText.Text("plain", plain, Charset.Utf8, Ascii(plain) ? Transfer.SevenBit : Transfer.QuotedPrintable),
            MimeText.Text("html", html, Charset.Utf8, Transfer.QuotedPrintable));
    }

    private static MimeText Outlook(Draft draft, string plain, Dice dice)
    {
        var picture = dice.Chance(35) || draft.Enclosures.Exists(enclosure => enclosure.Inline);
        var id = picture ? $"image001.png@01D{dice.Hex(5).ToUpperInvariant()}.{dice.Hex(8).ToUpperInvariant()}" : null;
        var html = LetterForm.Html(draft, dice, id);
        var charset = Charset.FirstFor(plain + html, Charset.Ascii, Charset.Windows1252);
        var body = MimeText.Multi("alternative", Boundary(draft.Client, dice),
            MimeText.Text("plain", plain, charset, Transfer.QuotedPrintable),
            MimeText.Text("html", html, charset, Transfer.QuotedPrintable));
        if (id is null) return body;
        var bytes = draft.Enclosures.Find(enclosure => enclosure.Inline)?.Bytes ?? Pictures.Png(32, 12, dice);
        return MimeText.Multi("related", Boundary(draft.Client, dice), body,
            MimeText.File("image/png", bytes, "inline; filename=\"image001.png\"", "; name=\"image001.png\"")
                .Add("Content-ID", $"<{id}>"));
    }

    private static MimeText File(Enclosure file, Dice dice)
    {
        if (file.MediaType == "message/rfc822")
            return MimeText.Body(file.Bytes).Add("Content-Type", "message/rfc822")
                .Add("Content-Disposition", "attachment" + HeaderText.Parameter("filename", file.FileName));
        // One program in four names its files in the way that RFC 2047 forbids.
        var name = dice.Chance(25)
            ? HeaderText.WrongParameter("filename", file.FileName)
            : HeaderText.Parameter("filename", file.FileName);
        return MimeText.File(file.MediaType, file.Bytes, "attachment" + name);
    }

    private static string Plain(Draft draft)
    {
        var whole = draft.Client switch
        {
            Client.Apple or Client.Outlook or Client.Phone => draft.Body + "\n",
            _ => LetterForm.Wrap(draft.Body, 76),
        };
        return whole + Quoted(draft);
    }

    private static string Quoted(Draft draft)
    {
        if (draft.Quotation is not { } quotation) return "";
        return draft.Client is Client.Outlook or Client.Phone or Client.WebForm or Client.LetterSite or Client.Old
            ? $"\n{LetterForm.OutlookHeader(draft, quotation)}\n\n{quotation.Text}\n"
            : $"\n{LetterForm.Attribution(quotation, draft.Client)}\n\n{LetterForm.Quote(quotation.Text, 72)}\n";
    }

    private static Transfer EightUnlessAscii(string text) => Ascii(text) ? Transfer.SevenBit : Transfer.EightBit;

    private static bool Ascii(string text) => System.Text.Ascii.IsValid(text);
}
