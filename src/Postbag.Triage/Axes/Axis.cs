using Postbag.Triage.Learning;
using Postbag.Triage.Needs;

namespace Postbag.Triage.Axes;

/// <summary>
/// One question an office asks of each letter – its issue, how urgent, how sensitive, who else is responsible, what
/// kind of message – with its labels, the words it begins with, and what was learnt since.
/// </summary>
/// <remarks>Suggestions come from the words of the starting set on the first day and are marked as such; what is learnt
/// overrules them. Many threads may ask at once, but not while another learns, corrects or renames.</remarks>
public sealed class Axis
{
    /// <summary>"PTAX" and the version of the format.</summary>
    private const uint Mark = 0x50544101;

    private const int Reasons = 5;

    private readonly SeedWords seeds;
    private readonly List<string> labels;
    private readonly List<(string From, string To)> renamed = [];
    private Labeller? labeller;

    internal Axis(string key, string title, SeedWords seeds)
    {
        Key = key;
        Title = title;
        this.seeds = seeds;
        labels = [.. seeds.Labels];
    }

    /// <summary>What the axis is called in files and tables, such as "issue".</summary>
    public string Key { get; }

    /// <summary>What people call it.</summary>
    public string Title { get; }

    /// <summary>Its labels, those of the starting set first; each once.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>How many decisions it was last learnt from; 0 while there are only words and single
    /// corrections.</summary>
    public int Decisions { get; private set; }

    /// <summary>What a letter probably is; null while there is nothing to say: no word of the starting set, nothing
    /// learnt.</summary>
    public Suggestion? Suggest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var learnt = labeller?.Suggest(text);
        if (learnt is { IsUnsure: false } && (Decisions > 0 || labeller!.IsCorrected(text) || IsBackedBy(learnt)))
            return learnt;
        var begun = seeds.Suggest(text, Reasons);
        if (begun is { IsUnsure: false } || Decisions == 0) return begun ?? Unsure(learnt);
        return learnt;
    }

    /// <summary>Learns from all decisions at once, instead of what was learnt before.</summary>
    /// <param name="decisions">The oldest first; none lets the axis begin anew with its words.</param>
    public void Learn(IReadOnlyList<Example> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        labeller = decisions.Count == 0 ? null
            : Labeller.Learn([.. decisions.Select(decision => decision with { Label = NameOf(decision.Label) })]);
        Decisions = decisions.Count;
        foreach (var label in labeller?.Labels ?? []) Know(label);
    }

    /// <summary>Learns from one decision at once; see <see cref="Labeller.Correct"/>.</summary>
    public void Correct(string text, string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        label = NameOf(label);
        Know(label);
        // Before the first learning: nothing but the names, so that a correction is the only thing that speaks.
        labeller ??= Labeller.Learn([.. labels.Select(name => new Example("", name))]);
        labeller.Correct(text, label);
    }

    /// <summary>Gives a label another name; if that is a label already, the two are one from now on.</summary>
    public void Rename(string label, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var at = labels.IndexOf(label);
        if (at < 0) throw new ArgumentException($"There is no label {label}.", nameof(label));
        if (label == name) return;
        if (labels.Contains(name)) labels.RemoveAt(at);
        else labels[at] = name;
        seeds.Rename(label, name);
        if (labeller?.Labels.Contains(label) == true) labeller.Rename(label, name);
        renamed.RemoveAll(pair => pair.From == name);
        renamed.Add((label, name));
    }

    /// <summary>What was learnt, corrected and renamed, as bytes; the words of the starting set stay in its
    /// file.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        to.Write(Mark);
        to.Write(Decisions);
        to.Write(renamed.Count);
        foreach (var (from, name) in renamed)
        {
            to.Write(from);
            to.Write(name);
        }

        if (labeller is not null) to.Write(labeller.Save());
        to.Flush();
        return stream.ToArray();
    }

    /// <summary>Takes up what <see cref="Save"/> wrote, in an axis fresh from its starting set.</summary>
    /// <exception cref="InvalidDataException">The bytes are no saved axis of this version, or damaged; the axis is as
    /// before.</exception>
    public void Load(ReadOnlySpan<byte> bytes)
    {
        var from = new SavedBytes(bytes);
        if (bytes.Length < sizeof(uint) || from.UInt32() != Mark)
            throw new InvalidDataException(
                "This is no saved axis, or one of another version: learn again from the office's decisions.");
        var decisions = from.Int32(0, int.MaxValue);
        var names = new List<(string From, string To)>();
        for (var left = from.Int32(0, Labeller.MaxLabels); left > 0; left--)
            names.Add((from.Text(1_000), from.Text(1_000)));
        var loaded = from.IsAtEnd ? null : Labeller.Load(from.Rest());
        foreach (var (old, name) in names)
            if (labels.Contains(old))
                Rename(old, name);
        renamed.Clear();
        renamed.AddRange(names);
        labeller = loaded;
        Decisions = decisions;
        foreach (var label in labeller?.Labels ?? []) Know(label);
    }

    /// <summary>Single corrections say something of letters like them, and nothing of letters with none of their
    /// words.</summary>
    private static bool IsBackedBy(Suggestion learnt) => learnt.Why.Count >= 2;

    private static Suggestion? Unsure(Suggestion? learnt) => learnt is null ? null : learnt with { IsUnsure = true };

    /// <summary>A decision made under a label's old name counts for the new one.</summary>
    private string NameOf(string label) => renamed.Aggregate(label, (name, pair) => pair.From == name ? pair.To : name);

    private void Know(string label)
    {
        if (!labels.Contains(label)) labels.Add(label);
    }
}
