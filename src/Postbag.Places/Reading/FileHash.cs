using System.Security.Cryptography;

namespace Postbag.Places.Reading;

/// <summary>Hashes a file beside its being read.</summary>
internal sealed class FileHash : IDisposable
{
    private readonly CancellationTokenSource stopping;
    private readonly Task<byte[]> hashing;

    private FileHash(string path, CancellationToken cancellationToken)
    {
        stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stop = stopping.Token;
        hashing = Task.Run(async () =>
        {
            // What is wrong with the file is told by whoever reads it.
            if (!File.Exists(path)) return [];
            await using var file = File.OpenRead(path);
            return await SHA256.HashDataAsync(file, stop);
        }, stop);
    }

    /// <summary>The hash in hexadecimal, when it is done.</summary>
    public string Hex => Convert.ToHexStringLower(hashing.GetAwaiter().GetResult());

    public static FileHash Begin(string path, CancellationToken cancellationToken) => new(path, cancellationToken);

    public void Dispose()
    {
        stopping.Cancel();
        // Nobody asks any more how it went.
        _ = hashing.ContinueWith(
            task => task.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopping.Dispose();
    }
}
