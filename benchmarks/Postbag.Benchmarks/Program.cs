using Postbag.Benchmarks;

// One class per promise; the first word says which. Each prints its own figures: see benchmarks/README.md.
var benchmarks = new Dictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["campaign"] = CampaignBenchmark.Run,
    ["inbox"] = InboxBenchmark.Run,
    ["growth"] = GrowthBenchmark.Run,
    ["grouping"] = GroupingBenchmark.Run,
    ["imap"] = ImapBenchmark.Run,
    ["lmtp"] = LmtpBenchmark.Run,
    ["mime"] = MimeBenchmark.Run,
    ["mime-dump"] = MimeDump.Run,
    ["places"] = PlacesBenchmark.Run,
    ["road"] = RoadBenchmark.Run,
    ["search"] = SearchBenchmark.Run,
    ["steps"] = StepsBenchmark.Run,
    ["triage"] = TriageBenchmark.Run,
    ["people"] = PeopleBenchmark.Run,
    ["workbench"] = WorkbenchBenchmark.Run,
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var run))
    return run(args[1..]);

Console.Error.WriteLine($"Say which: {string.Join(", ", benchmarks.Keys.Order(StringComparer.Ordinal))}");
return 2;
