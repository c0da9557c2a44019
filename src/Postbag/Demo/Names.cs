namespace Postbag.Demo;

/// <summary>Names as the people of a border constituency bear them. The cultures are weighted, not counted.</summary>
internal static class Names
{
    // A table, so its lines are long. Weight, culture: women's names; men's names; family names. "-" stands for "has no
    // family name".
    private const string Table = """
        22 English: Margaret Susan Joanne Denise Lorraine Hazel Tracey Beryl Ellie Jade Pauline Stacey Maureen Kayleigh; Alan Peter Kevin Ian Simon Graham Martin Callum Nigel Craig Arthur Liam; Hartwell Pemble Thistlewood Garside Bickerstaff Rowntree Oakeshott Dibley Farrow Winstanley Lumb Haddock Ackroyd Purslow Tranter Beddoes Gittins Hotchkiss Mapstone Yapp
        20 Welsh: Megan Siân Eluned Carys Mair Ffion Gwenllian Bethan Nerys Angharad Llinos Lowri; Rhys Gethin Dafydd Ieuan Aled Owain Iolo Huw Emyr Dewi; Jones Evans Prydderch Bebb Pugh Morgan Gwynne Tudor ap~Rhys Llewelyn Meredith Howells Parry Gittoes Vaughan Breeze Cadwaladr Ellis-Rees Tregaron
        5 Scottish: Morag Isla Catriona Eilidh; Fraser Hamish Ruairidh Iain; MacAskill Geddes Strachan Abernethy McQuarrie MacLeòid Balfour Ogilvie
        5 Irish: Aoife Niamh Siobhán Brigid Róisín; Declan Oisín Cormac Pádraig; O'Hanrahan Ó~Cuív McGlinchey Kinsella Mac~Bhriain Fogarty O'Dowd Mulcahy
        9 SouthAsian: Shazia Anjali Farzana Nasreen Kiran Parveen Meena Gurpreet; Imran Mohammed Harjit Rajesh Arif Zubair Sanjay; Akhtar Chaudhry Dhaliwal Iyer Siddiqui Grewal Nair Bhatti Rahman Hussain Patel Subramaniam
        7 Polish: Agnieszka Małgorzata Beata Zofia; Paweł Krzysztof Łukasz Wojciech; Nowak Kowalczyk Wróbel Sikora Gołąb Mazur Pająk
        4 Somali: Hodan Sahra Ifrah Ayaan; Abdirahman Cabdi Yusuf Guled; Warsame Jama Farah Cali~Nuur Duale Ismail
        4 Chinese: Mei-Ling Xiu~Ying Siu-Fong Grace; Wai-Kit Jun Ka-Ho; Chan Leung Zhou Ng Tsang Wong
        5 Romanian: Ioana Mihaela Cătălina Elena; Ștefan Răzvan Bogdan; Munteanu Țurcanu Dumitrescu Ciobanu Rădulescu Lungu
        5 Ukrainian: Olena Nataliia Iryna; Taras Yevhen Bohdan; Kovalenko Shevchuk Petrenko Melnyk Hrytsenko Bondar
        4 Nigerian: Chidinma Ngozi Folake Ifeoma; Olúwaṣeun Emeka Ibrahim Tunde; Okonjo Adébáyọ̀ Nwachukwu Eze Balogun Danjuma
        4 Portuguese: Conceição Inês Fátima; João Rui Tiago; da~Conceição Gonçalves dos~Santos Magalhães Simões Brandão
        2 Turkish: Ayşe Emine; Çağlar Oğuz; Yılmaz Şahin Özdemir Kılıç
        2 Dutch: Marijke Hendrika Sanne; Joost Sander; van~der~Meulen de~Wit ter~Horst van~Dijk
        2 Caribbean: Marcia Yvonne; Delroy Winston; Campbell-Brown Grant Lindo Morrison
        1 Arabic: Rania Huda; Mahmoud Khalid; al-Khatib Haddad bin~Saleh el-Amin
        1 Cyrillic: Олена Наталія Ірина; Тарас Богдан Євген; Коваленко Шевчук Мельник Бондар
        1 ArabicScript: رانيا هدى سمر; محمود خالد يوسف; الخطيب حداد النجار
        1 Han: 陳美玲 林淑芬; 王志偉 黃家明; -
        1 Single: Suparti Khatera; Wahyuni Zalmai; -
        """;

    private const string Folded =
        "àaáaâaäaąaāaạaçcćcčcèeéeêeëeęeẹeìiíiîiïiıiłlńnòoóoôoöoőoọoșsşsśsṣsțtţtùuúuûuüuýyŵwŷyźzżzğgãaõoăa";

    private static readonly (int Weight, string Culture, string[] Women, string[] Men, string[] Family)[] Cultures =
        Read();
    private static readonly int Whole = Cultures.Sum(culture => culture.Weight);

    public static (string Culture, string Given, string Family, bool Male) Draw(
        Dice dice, string? wanted = null, bool? male = null)
    {
        var man = male ?? dice.Chance(48);
        var culture = wanted is null
            ? ByWeight(dice.Below(Whole))
            : Cultures.First(candidate => candidate.Culture == wanted);
        // One in twenty-five has a given name from somewhere else: families mix on a border.
        var home = dice.Chance(4) ? ByWeight(dice.Below(Whole)) : culture;
        return (culture.Culture, dice.Pick(man ? home.Men : home.Women), dice.Pick(culture.Family), man);
    }

    /// <summary>A name's letters without accents or spaces, as people make addresses of them.</summary>
    public static string Fold(string name)
    {
        var folded = new System.Text.StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter)) folded.Append(letter);
            else if (FoldedLetter(letter) is { } plain) folded.Append(plain);
        }
        return folded.ToString();
    }

    private static char? FoldedLetter(char letter)
    {
        for (var i = 0; i < Folded.Length; i += 2)
            if (Folded[i] == letter) return Folded[i + 1];
        return null;
    }

    private static (int Weight, string Culture, string[] Women, string[] Men, string[] Family) ByWeight(int place)
    {
        foreach (var culture in Cultures)
        {
            if (place < culture.Weight) return culture;
            place -= culture.Weight;
        }
        return Cultures[0];
    }

    private static (int Weight, string Culture, string[] Women, string[] Men, string[] Family)[] Read() =>
        [.. Table.Split('\n').Select(line =>
        {
            var (head, lists) = (line[..line.IndexOf(':', StringComparison.Ordinal)],
                line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..].Split("; "));
            return (int.Parse(head.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture),
                head.Split(' ')[1], Words(lists[0]), Words(lists[1]), Words(lists[2]));
        })];

    private static string[] Words(string list) =>
        [.. list.Split(' ').Select(word => word == "-" ? "" : word.Replace('~', ' '))];
}
