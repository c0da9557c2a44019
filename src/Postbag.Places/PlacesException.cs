namespace Postbag.Places;

/// <summary>A file that can't be used, or a folder that can't be written: one sentence that says which and what to
/// do.</summary>
/// <param name="sentence">The sentence.</param>
/// <param name="inner">What it comes from; null if nothing was thrown.</param>
public sealed class PlacesException(string sentence, Exception? inner = null) : Exception(sentence, inner);
