namespace Postbag.Demo;

/// <summary>The programs and forms that people write with; each leaves its own marks on the mail.</summary>
internal enum Client { WebMail, Outlook, Apple, Flowed, Phone, Old, WebForm, LetterSite }

/// <summary>An invented person with a home, an address and a habit of writing.</summary>
internal sealed record Person
{
    public required string Given { get; init; }
    public required string Family { get; init; }
    public required string Title { get; init; }
    public required string Email { get; init; }
    public required string Phone { get; init; }
    public required int House { get; init; }
    public required DemoStreet Street { get; init; }
    public required Client Client { get; init; }
    public required string Culture { get; init; }

    public string Name => Family.Length == 0 ? Given : $"{Given} {Family}";
    public string AddressLine => Street.Name.EndsWith("House", StringComparison.Ordinal)
        || Street.Name.EndsWith("Court", StringComparison.Ordinal)
        ? $"Flat {House % 24 + 1}, {Street.Name}"
        : $"{House} {Street.Name}";

    public static Person Draw(Dice dice, string? culture = null, bool elsewhere = false)
    {
        var (drawn, given, family, male) = Names.Draw(dice, culture);
        var house = dice.Between(1, 118);
        return new Person
        {
            Given = given,
            Family = family,
            Culture = drawn,
            Title = dice.Chance(80) ? "" : dice.Pick<string>(male
                ? ["Mr", "Mr", "Mr", "Dr", "Revd", "Mx"] : ["Mrs", "Ms", "Miss", "Mrs", "Dr", "Revd"]),
            Email = EmailOf(given, family, dice),
            Phone = PhoneOf(dice),
            House = house,
            Street = dice.Pick(elsewhere ? DemoPlaces.StreetsElsewhere : DemoPlaces.Streets),
            Client = ClientOf(dice),
        };
    }

    // Only numbers that Ofcom keeps for drama: https://www.ofcom.org.uk (numbers for drama use).
    public static string PhoneOf(Dice dice) => dice.Below(10) switch
    {
        < 7 => $"07700 900{dice.Below(1000):D3}",
        < 9 => $"01632 960{dice.Below(1000):D3}",
        _ => $"029 2018 0{dice.Below(1000):D3}",
    };

    private static string EmailOf(string given, string family, Dice dice)
    {
        var (first, last) = (Names.Fold(given), Names.Fold(family));
        var digits = dice.Chance(45) ? dice.Between(1, 99).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "";
        var local = first.Length == 0 ? $"post{dice.Between(1000, 9999)}" : last.Length == 0
            ? $"{first}{dice.Between(10, 999)}" : dice.Below(6) switch
        {
            0 => $"{first}{last}{digits}",
            1 => $"{first[..1]}.{last}{digits}",
            2 => $"{last}.{first}{digits}",
            3 => $"{first}_{last}{digits}",
            4 => $"{first}{dice.Between(50, 99)}",
            _ => $"{first}.{last}{digits}",
        };
        var host = dice.Pick(["post.example.com", "webmail.example.net", "homemail.example.com", "letters.example.net",
            "example.com", "example.net", "quickmail.example.com", "village.example.net"]);
        return $"{local}@{host}";
    }

    private static Client ClientOf(Dice dice) => dice.Below(100) switch
    {
        < 28 => Client.WebMail,
        < 50 => Client.Outlook,
        < 68 => Client.Apple,
        < 76 => Client.Flowed,
        < 86 => Client.Phone,
        < 91 => Client.Old,
        < 96 => Client.WebForm,
        _ => Client.LetterSite,
    };
}
