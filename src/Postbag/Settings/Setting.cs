namespace Postbag.Settings;

/// <summary>One thing whoever runs the server may set.</summary>
/// <param name="Key">As in postbag.json; nested keys are joined by a colon, in the environment by two
/// underscores.</param>
/// <param name="Default">What holds when nobody sets it; empty for "not set".</param>
/// <param name="Meaning">A sentence for `postbag settings`.</param>
/// <param name="WhyNot">Says what is wrong with a value and what to write instead; null if it is right.</param>
/// <param name="IsSecret">Never printed.</param>
internal sealed record Setting(
    string Key, string Default, string Meaning, Func<string, string?> WhyNot, bool IsSecret = false)
{
    /// <summary>The environment variable of this setting, e.g. POSTBAG_LOG__FORMAT.</summary>
    public string Variable => "POSTBAG_" + Key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}

/// <summary>A setting's value and where it came from.</summary>
internal sealed record SettingValue(Setting Setting, string Value, string Origin)
{
    /// <summary>What may be shown to people: secrets are not.</summary>
    public string Shown => Setting.IsSecret && Value.Length > 0 ? "(secret)" : Value;
}
