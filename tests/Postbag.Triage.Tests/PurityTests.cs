using System.Reflection;
using Shouldly;
using Xunit;

namespace Postbag.Triage.Tests;

public sealed class PurityTests
{
    [Fact]
    public void The_library_references_nothing_but_dotnet()
    {
        var references = Assembly.Load("Postbag.Triage").GetReferencedAssemblies().Select(a => a.Name!);

        references.ShouldAllBe(name => name.StartsWith("System", StringComparison.Ordinal));
    }
}
