namespace Postbag.Grouping;

internal static class Placeholder;
