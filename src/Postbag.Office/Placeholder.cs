namespace Postbag.Office;

internal static class Placeholder;
