namespace Postbag.Storage;

internal static class Placeholder;
