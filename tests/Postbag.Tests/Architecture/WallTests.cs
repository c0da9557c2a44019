using System.Reflection;
using Shouldly;
using Xunit;

namespace Postbag.Tests.Architecture;

public sealed class WallTests
{
    [Theory]
    [InlineData("Postbag.Casework", "Postbag.Party")]
    [InlineData("Postbag.Party", "Postbag.Casework")]
    public void Neither_side_can_name_the_others_types(string side, string other)
    {
        var references = Assembly.Load(side).GetReferencedAssemblies().Select(a => a.Name);

        references.ShouldNotContain(other);
    }
}
