namespace Postbag.Party;

internal static class Placeholder;
