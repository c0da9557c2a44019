using System.Collections;

namespace Postbag.Mime;

/// <summary>Collects defects; says once when it is full. Decoding the same thing twice reports its defects
/// once.</summary>
internal sealed class DefectList(int limit = DefectList.DefaultLimit) : IReadOnlyList<Defect>
{
    public const int DefaultLimit = 100;

    // Most mail has none.
    private List<Defect>? defects;
    private bool isFull;

    /// <summary>The outermost part of the message that the list is about; null until it is found. It is kept here
    /// because whatever reads a field has the list: raw bytes in a field are likely in the body's charset.</summary>
    public MimePart? Root { get; set; }

    public int Count => defects?.Count ?? 0;

    public Defect this[int index] => (defects ?? [])[index];

    public void Add(DefectKind kind, long offset, string assumed)
    {
        if (isFull)
            return;

        defects ??= [];
        foreach (var known in defects)
        {
            if (known.Kind == kind && known.Offset == offset)
                return;
        }

        if (defects.Count >= limit)
        {
            isFull = true;
            defects.Add(new Defect(DefectKind.TooManyDefects, offset, $"only the first {limit} defects are listed"));
            return;
        }

        defects.Add(new Defect(kind, offset, assumed));
    }

    public IEnumerator<Defect> GetEnumerator() => (defects ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
