namespace Postbag.Casework;

internal static class Placeholder;
