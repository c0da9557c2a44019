using System.Runtime.InteropServices;

namespace Postbag.Serving;

/// <summary>The C library's heap, from which SQLite and packing take their memory.</summary>
internal static class NativeHeap
{
    /// <summary>M_ARENA_MAX of glibc's malloc.h (mallopt(3)).</summary>
    private const int ArenaMax = -8;

    private const int Arenas = 2;

    /// <summary>Keeps it to two arenas. The library makes eight for each core, as threads ask, and each keeps what was
    /// freed in it: a tenth of the program's memory, for nothing (benchmarks/inbox.md). To be called before there are
    /// threads; a host's MALLOC_ARENA_MAX comes first.</summary>
    public static void KeepSmall()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is { Length: > 0 })
            return;
        try
        {
            _ = mallopt(ArenaMax, Arenas);
        }
        catch (Exception none) when (none is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library, such as musl, has no arenas.
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int mallopt(int parameter, int value);
}
