using Postbag.Grouping.Matching;

namespace Postbag.Grouping.Campaigns;

/// <summary>How one letter fits one cluster, or one letter that stands alone. Reused.</summary>
internal sealed class Fit
{
    public Alignment Alignment { get; } = new();

    public List<Edit> Edits { get; } = [];

    /// <summary>Which words of the letter the template accounts for.</summary>
    public bool[] Explained = new bool[512];

    public Measures Measures { get; set; }

    public Template Template { get; set; } = new();

    /// <summary>Where a letter that stands alone is made a template of, to be aligned with.</summary>
    public Template Scratch { get; } = new();

    /// <summary>The cluster; null for a letter that stands alone.</summary>
    public Cluster? Cluster { get; set; }

    /// <summary>The letter that stands alone; -1 for a cluster.</summary>
    public int Single { get; set; } = -1;

    /// <summary>Some edit turns the ask round.</summary>
    public bool Turns { get; set; }

    /// <summary>It does so in words that a list has; else in some that none has, and it may be a synonym.</summary>
    public bool TurnsByList { get; set; }
}
