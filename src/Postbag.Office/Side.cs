using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Postbag.Storage;

namespace Postbag.Office;

/// <summary>One side of the wall: casework or party. A process serves one of them and never looks into the
/// other.</summary>
/// <remarks>The only things a side hands to the house are its name, its schema, its pages and its navigation.</remarks>
public abstract class Side
{
    /// <summary>"casework" or "party": in the command line, the database's file name and the cookie's.</summary>
    public abstract string Key { get; }

    /// <summary>What people call it: "Casework", "Party".</summary>
    public abstract string Title { get; }

    /// <summary>Where its pages begin, e.g. "/casework/inbox".</summary>
    public abstract string StartPage { get; }

    /// <summary>The side's own places in the navigation.</summary>
    public abstract IReadOnlyList<Place> Places { get; }

    /// <summary>Where the header's search goes, for those who may search; null if the side has none.</summary>
    public virtual string? SearchHref => null;

    /// <summary>The side's own tables; the office's tables come before them.</summary>
    public abstract SchemaSet Schema { get; }

    /// <summary>Holds the side's pages.</summary>
    public Assembly Assembly => GetType().Assembly;

    /// <summary>The schema sets in the order in which they are applied.</summary>
    public IReadOnlyList<SchemaSet> Schemas => [OfficeDb.OfficeSchema, Schema];

    /// <summary>The side's own context over one office's database; the caller disposes it.</summary>
    public abstract OfficeDb Open(Engine engine);

    /// <summary>Registers what the side's pages and jobs need.</summary>
    public abstract void AddTo(IServiceCollection services);
}
