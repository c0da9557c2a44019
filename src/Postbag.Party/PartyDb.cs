using Microsoft.EntityFrameworkCore;
using Postbag.Office;
using Postbag.Storage;

namespace Postbag.Party;

/// <summary>What the party holds: members, ballots, seats. Nothing a constituent confided is ever in it.</summary>
public sealed class PartyDb(Engine engine) : OfficeDb(engine)
{
    public static readonly SchemaSet PartySchema = new("party", typeof(PartyDb).Assembly);

    protected override void MapSide(ModelBuilder model)
    {
    }
}
