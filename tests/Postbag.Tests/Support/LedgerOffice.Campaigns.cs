using System.Text;
using Postbag.Casework.Campaigns;

namespace Postbag.Tests.Support;

public sealed partial class LedgerOffice
{
    /// <summary>The grouping's memory as a process that begins now comes to it.</summary>
    public async Task<byte[]> GroupingBytesAsync()
    {
        var desk = await LoadAsync();
        using var bytes = new MemoryStream();
        desk.Save(bytes);
        return bytes.ToArray();
    }

    /// <summary>Keeps a snapshot of it now, however little there is.</summary>
    public async Task KeepGroupingAsync() =>
        await new GroupingLog(Engine).KeepAsync(await LoadAsync(), CancellationToken.None);

    /// <summary>The same office as another process has it open.</summary>
    public async Task<LedgerOffice> OpenAgainAsync() => await OpenAsync(Place);

    private Task<GroupingDesk> LoadAsync() =>
        new GroupingLog(Engine).LoadAsync(new LetterIntake(Engine), CancellationToken.None);
}

public static class LetterEdits
{
    /// <summary>A letter with one more header field.</summary>
    public static byte[] InsertHeader(this byte[] letter, string field) =>
        [.. Encoding.UTF8.GetBytes(field + "\r\n"), .. letter];
}
