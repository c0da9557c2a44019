namespace Postbag.Mime;

internal static class Placeholder;
