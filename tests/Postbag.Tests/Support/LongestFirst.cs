using Postbag.Tests.Casework.Inbox;
using Postbag.Tests.Casework.Inbox.Mailboxes;
using Postbag.Tests.Casework.Workbench;
using Postbag.Tests.Office;
using Postbag.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Postbag.Tests.Support;

/// <summary>Begins with the classes whose tests take minutes, so that none of them goes on alone when all others are
/// done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Long =
    [
        typeof(CrashTests), typeof(BadInputTests), typeof(BrokenArchiveTests), typeof(RealMailTests),
        typeof(MorningInTheBrowserTests), typeof(OfficeLookTests), typeof(MailboxCommandTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(tests => Weight(tests))];

    /// <summary>0 for a class that isn't long. A collection is a class here, and named after it.</summary>
    private static int Weight(ITestCollection tests) =>
        Long.Length - Array.FindIndex(
            Long, type => tests.TestCollectionDisplayName.Contains($" {type.FullName} ", StringComparison.Ordinal))
            is var weight && weight <= Long.Length ? weight : 0;
}
