using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework;
using Postbag.Office;
using Postbag.Party;
using Postbag.Tests.Support;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Architecture;

/// <summary>What constituents confide in their representative and what the party holds never meet.</summary>
public sealed class WallTests(TestOffice office) : IClassFixture<TestOffice>
{
    private static readonly string[] House =
        ["Postbag.Office", "Postbag.Ui", "Postbag.Storage", "Postbag.Mime", "Postbag.Grouping", "Postbag.Places",
            "Postbag.Triage"];

    [Theory]
    [InlineData("Postbag.Casework", "Postbag.Party")]
    [InlineData("Postbag.Party", "Postbag.Casework")]
    public void Neither_side_reaches_the_other_by_any_chain_of_references(string side, string other)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var toVisit = new Queue<string>([side]);
        while (toVisit.TryDequeue(out var name))
        {
            if (!reached.Add(name)) continue;
            foreach (var reference in Assembly.Load(name).GetReferencedAssemblies())
                if (reference.Name!.StartsWith("Postbag", StringComparison.OrdinalIgnoreCase))
                    toVisit.Enqueue(reference.Name);
        }

        reached.ShouldNotContain(other);
        reached.ShouldNotContain("postbag");
    }

    [Fact]
    public void The_projects_files_refer_to_no_other_side_either()
    {
        foreach (var (side, other) in new[] { ("Postbag.Casework", "Postbag.Party"),
            ("Postbag.Party", "Postbag.Casework") })
        {
            var project = File.ReadAllText(Path.Combine(Repository.Root, "src", side, side + ".csproj"));
            project.ShouldNotContain(other);
        }
    }

    [Fact]
    public void Only_the_program_itself_names_both_sides()
    {
        string[] sides = ["Postbag.Casework", "Postbag.Party"];
        foreach (var house in House)
            Assembly.Load(house).GetReferencedAssemblies().Select(a => a.Name).Intersect(sides).ShouldBeEmpty(house);
        Assembly.Load("postbag").GetReferencedAssemblies().Select(a => a.Name).Intersect(sides).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(typeof(CaseworkSide), "Postbag.Party")]
    [InlineData(typeof(PartySide), "Postbag.Casework")]
    public void No_type_of_the_other_side_is_named_in_an_assembly(Type side, string other)
    {
        using var file = new PEReader(File.OpenRead(side.Assembly.Location));
        var metadata = file.GetMetadataReader();

        var named = metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle))
            .Select(type => metadata.GetString(type.Namespace));

        named.Where(name => name == other || name.StartsWith(other + ".", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_sides_have_no_table_of_their_own_in_common()
    {
        using var casework = office.Casework.Office.OpenDb();
        using var party = office.Party.Office.OpenDb();

        OwnTables(casework).Intersect(OwnTables(party)).ShouldBeEmpty();
    }

    [Fact]
    public void Neither_process_has_a_page_of_the_other_side()
    {
        var casework = PagesOf(office.Casework);
        var party = PagesOf(office.Party);

        casework.Where(page => page.Contains("party", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        party.Where(page => page.Contains("casework", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        party.ShouldContain("party/members");
    }

    [Fact]
    public void A_sides_own_pages_stand_below_its_name()
    {
        foreach (var side in new[] { office.Casework, office.Party })
        {
            var stray = side.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(page => page.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } descriptor
                    && descriptor.ModelTypeInfo?.Assembly == side.Office.Side.Assembly
                    && !page.RoutePattern.RawText!.TrimStart('/')
                        .StartsWith(side.Office.Side.Key + "/", StringComparison.Ordinal));

            stray.Select(page => page.RoutePattern.RawText).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_other_sides_database_is_refused()
    {
        var arguments = await TestPlace.NewArgumentsAsync();
        await using (await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), new PartySide(), TimeProvider.System, CancellationToken.None))
        {
        }

        var refusal = await Should.ThrowAsync<CannotException>(async () => await OpenOffice.OpenAsync(
            await TestPlace.FindAsync(arguments), new CaseworkSide(), TimeProvider.System, CancellationToken.None));

        refusal.Message.ShouldContain("the two never share a place");
    }

    /// <summary>Not even under the other's file name.</summary>
    [Fact]
    public async Task A_party_database_renamed_to_a_casework_one_is_refused()
    {
        Assert.SkipWhen(TestPlace.OnPostgres,
            "Files are SQLite's; on PostgreSQL a schema's name and role say the side.");
        var folder = TestPlace.NewFolder();
        async Task<OpenOffice> OpenAsync(Side side) => await OpenOffice.OpenAsync(
            (await OfficeLocation.FindAsync(folder, null, null, CancellationToken.None)).Single(), side,
            TimeProvider.System, CancellationToken.None);
        await using (await OpenAsync(new PartySide()))
        {
        }

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(folder, "party.db*"))
            File.Move(file, file.Replace("party.db", "casework.db", StringComparison.Ordinal));

        await Should.ThrowAsync<CannotException>(() => OpenAsync(new CaseworkSide()));
    }

    private static IReadOnlyList<string> OwnTables(OfficeDb db) =>
    [
        .. db.Model.GetEntityTypes().Where(entity => entity.ClrType.Assembly == db.GetType().Assembly)
            .Select(entity => entity.GetTableName()).OfType<string>(),
    ];

    private static IReadOnlyList<string> PagesOf(ServedSide side) =>
    [
        .. side.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/')),
    ];
}
