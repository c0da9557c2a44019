using Postbag.Casework.People;

namespace Postbag.Tests.Support;

public sealed partial class ServedSide
{
    public PeopleQueries People => new(Office.Engine);

    /// <summary>Finds who wrote what has come in, as the step after reading does.</summary>
    public Task LinkAsync() =>
        new LinkWriters(Office.Engine, TimeProvider.System, null).RunAsync(null, CancellationToken.None);

    public async Task<Person> PersonAsync(string name) => (await People.FindAsync(
        (await People.ListAsync(name, 1, CancellationToken.None)).Rows.First(person => person.Name == name).Id,
        CancellationToken.None))!;
}
