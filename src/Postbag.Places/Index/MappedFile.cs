using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Postbag.Places.Index;

/// <summary>A file mapped into memory, seen as bytes. The system reads what is touched and shares it between
/// processes.</summary>
/// <remarks>The mapping lasts as long as this object: whoever takes a span of it keeps the object alive until they are
/// done. It is never closed by hand, because a request may be reading when a newer index takes its place. Who cuts the
/// file short while it is mapped ends the process, so it is written once, without the right to write, and replaced by
/// another file.</remarks>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly int length;

    private MappedFile(MemoryMappedViewAccessor view, int length)
    {
        this.view = view;
        this.length = length;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    /// <summary>Maps a file, whole, to be read.</summary>
    /// <param name="path">A file of 1 byte to 2 GiB.</param>
    public static MappedFile Open(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var length = checked((int)file.Length);
        using var mapping = MemoryMappedFile.CreateFromFile(
            file, null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), length);
    }

    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) =>
        elementIndex >= 0 && elementIndex <= length
            ? new MemoryHandle(start + elementIndex)
            : throw new ArgumentOutOfRangeException(nameof(elementIndex));

    public override void Unpin()
    {
        // what is mapped doesn't move
    }

    protected override void Dispose(bool disposing)
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
    }
}
