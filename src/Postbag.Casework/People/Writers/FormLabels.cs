using System.Collections.Frozen;

namespace Postbag.Casework.People.Writers;

/// <summary>What a line with a label gives.</summary>
internal enum FormField
{
    Name,
    GivenName,
    FamilyName,
    Email,
    Phone,
    Address,
    AddressLine,
    Postcode,

    /// <summary>A label of somebody else's, or of no use here: it ends what stood before it.</summary>
    Other,
}

/// <summary>Lines such as "Postcode: ZZ1 1AA", as websites' forms and platforms write them.</summary>
internal static class FormLabels
{
    private const int LongestLabel = 40;

    private const string Table =
        """
        Name: name|full name|your name|my name|your full name|sender|sender name|sent by|signed by|supporter|supporter name|signatory|constituent name|constituent|name of constituent|contact name|enw|enw llawn|from|name of sender|submitted by|customer name
        GivenName: first name|firstname|given name|forename|forename(s)|first name(s)|enw cyntaf
        FamilyName: last name|lastname|surname|family name|second name|cyfenw
        Email: email|e-mail|email address|e-mail address|your email|your email address|e-bost|ebost|my email|from email|reply to|contact email|mail
        Phone: phone|telephone|tel|tel no|mobile|mob|phone number|telephone number|contact number|mobile number|home telephone|home phone|daytime telephone|daytime phone|telephone no|mobile no|contact telephone|t|m|tel/mob|ffôn|symudol|rhif ffôn|your phone number|day tel|evening phone|telephone (home)|telephone (mobile)|ph|my number|my phone|contact no
        Address: address|my address|home address|postal address|full address|your address|constituent address|residential address|cyfeiriad|address and postcode|full postal address|current address|where i live|i live at|we live at|we are at|both of us|our address|our home|home|my home|me|us|my details|yes|yes of course|of course|here it is|here you are|as requested|as asked|sure|certainly|address as asked|address as requested|it is|it's|it’s|my home is|my details are|details|my home address is|my address is|supply address|address (incl. postcode)
        AddressLine: address line 1|address line 2|address line 3|address 1|address 2|address 3|street|street address|house number|house name or number|house|town|city|town/city|town or city|town / city|village|tref|locality|county
        Postcode: postcode|post code|my postcode|your postcode|home postcode|post-code|pcode|zip|zip code|zip/postcode|cod post|côd post|constituent postcode|uk postcode
        """;

    private static readonly FrozenDictionary<string, FormField> Labels = Table.Split('\n')
        .Select(line => (Field: Enum.Parse<FormField>(line[..line.IndexOf(':')]),
            Listed: line[(line.IndexOf(':') + 1)..].Trim()))
        .SelectMany(row => row.Listed.Split('|').Select(label => (Label: label, row.Field)))
        .DistinctBy(pair => pair.Label)
        .ToFrozenDictionary(pair => pair.Label, pair => pair.Field, StringComparer.OrdinalIgnoreCase);

    /// <summary>The label of a line and where its value starts; null if it has none.</summary>
    public static (FormField Field, int Value)? Split(string line)
    {
        var colon = line.IndexOfAny([':', '：']);
        // "Name - Jane Doe" is a form's line too, if what stands before the dash is one of its labels.
        if (colon < 0 && line.IndexOf(" - ", StringComparison.Ordinal) is > 0 and <= LongestLabel and var dash
            && Labels.TryGetValue(line[..dash].Trim(), out var dashed)) return (dashed, dash + 3);
        if (colon is <= 0 or > LongestLabel) return null;
        var label = line[..colon].Trim(' ', '*', '_', '-', '•', '>', '\t', '|', '.', '[', ']')
            .Replace("  ", " ", StringComparison.Ordinal);
        var value = colon + 1;
        while (value < line.Length && line[value] is ' ' or '\t' or '*' or '_') value++;
        if (Labels.TryGetValue(label, out var field)) return (field, value);
        if (IsOfAddress(label) && !FormBlock.IsOthersLabel(label)) return (FormField.AddressLine, value);
        // "Landlord's address: …", "Message:": whatever it is, it isn't the writer's, and ends what stood before.
        return label.Length > 0 && label.Count(c => c == ' ') <= 4 && char.IsLetter(label[0])
            ? (FormField.Other, value) : null;
    }

    /// <summary>"House and street", "Number/street", "Town or village": forms call the lines of an address as they
    /// like.</summary>
    private static bool IsOfAddress(string label)
    {
        var words = label.ToLowerInvariant()
            .Split([' ', '/', ',', '(', ')', '-', '&'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= 6 && words.Any(AddressParts.Contains)
            && words.All(word => AddressParts.Contains(word) || AddressJoins.Contains(word) || word.All(char.IsDigit));
    }

    private static readonly FrozenSet<string> AddressParts =
        "house street road town city village county flat building address line district locality property avenue lane".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> AddressJoins =
        "and or name number no first second third of your home my the if any area".Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A label alone on its line, as some forms print them: "Postcode" and the value below.</summary>
    public static FormField? Alone(string line)
    {
        if (line.Length > LongestLabel) return null;
        return Labels.TryGetValue(line.Trim(' ', '*', ':', '_'), out var field)
            && line.Trim('*', '_', ' ') is not ("from" or "t" or "m" or "mail" or "street" or "house")
            ? field : null;
    }
}
