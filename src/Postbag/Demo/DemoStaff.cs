namespace Postbag.Demo;

/// <summary>The people of the demo office. All invented, and so is where they work.</summary>
internal sealed record DemoStaff(string Name, string Role, string Email)
{
    public const string OfficeName = "Office of Nia Thackwray MP";
    public const string OfficeAddress = "office@example.org";
    public const string Constituency = "Marchbury and Dyffryn Orran";
    public const string PartySideName = "The Lantern Alliance in Marchbury and Dyffryn Orran";

    public static DemoStaff Representative { get; } =
        new("Nia Thackwray", "representative", "nia.thackwray@example.org");

    public static IReadOnlyList<DemoStaff> All { get; } =
    [
        Representative,
        new("Gwilym Achterberg", "office manager", "gwilym.achterberg@example.org"),
        new("Shabnam Qureshi", "caseworker", "shabnam.qureshi@example.org"),
        new("Tomos Ridley", "caseworker", "tomos.ridley@example.org"),
        new("Dorota Wilk", "caseworker", "dorota.wilk@example.org"),
        new("Femi Adeyemi-Lloyd", "volunteer", "femi.adeyemi-lloyd@example.org"),
        new("Margaret Pennock", "auditor", "margaret.pennock@example.org"),
    ];

    public static IReadOnlyList<DemoStaff> Caseworkers { get; } = [.. All.Where(person => person.Role == "caseworker")];

    /// <summary>Who runs the party side. Other people than the casework side's, as the wall wants.</summary>
    public static IReadOnlyList<DemoStaff> Party { get; } =
    [
        new("Hywel Stannard", "office manager", "hywel.stannard@lantern.example.org"),
        new("Ifeoma Brandreth", "volunteer", "ifeoma.brandreth@lantern.example.org"),
    ];
}
