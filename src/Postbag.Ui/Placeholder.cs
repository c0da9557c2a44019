namespace Postbag.Ui;

internal static class Placeholder;
