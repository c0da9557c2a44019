using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Casework.People;
using Postbag.Demo;
using Postbag.Places;

namespace Postbag.Tests.Support;

public sealed partial class ServedSide
{
    public PlacesFolder Places => Services.GetRequiredService<PlacesFolder>();

    /// <summary>Gives the office the demo's invented constituency, with its neighbours and their
    /// representatives.</summary>
    public async Task ImportPlacesAsync()
    {
        var files = await DemoPlaceFiles.WriteAsync(TestPlace.NewFolder(), CancellationToken.None);
        new ImportPlaces(Places, TimeProvider.System).Run(files, CancellationToken.None);
        await using var db = Office.OpenDb();
        (await db.Offices.SingleAsync()).Areas = DemoPlaceFiles.Constituency;
        await db.SaveChangesAsync();
    }

    /// <summary>Finds who wrote what has come in, with what the places say, as the step after reading does.</summary>
    public Task LinkWithPlacesAsync() =>
        new LinkWriters(Office.Engine, TimeProvider.System, Places.Index).RunAsync(null, CancellationToken.None);
}
