using System.Text.Json;
using Postbag.Storage;

namespace Postbag.Office.Jobs;

/// <summary>What the work of a job is given.</summary>
/// <param name="office">Whose job it is.</param>
/// <param name="services">A scope of this office's, as a request would have it.</param>
/// <param name="job">The row.</param>
/// <param name="payload">As JSON.</param>
/// <param name="attempt">1 for the first.</param>
public sealed class JobRun(OpenOffice office, IServiceProvider services, Id<Job> job, string payload, int attempt)
{
    private volatile JobProgress progress = new(0, null, null);

    public OpenOffice Office => office;

    public IServiceProvider Services => services;

    public Id<Job> Job => job;

    public int Attempt => attempt;

    internal JobProgress Progress => progress;

    /// <summary>What the work was told.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(payload, JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException("The job was told nothing.");

    /// <summary>Says how far it is; cheap, call it as often as you like. It is written down every now and
    /// then.</summary>
    /// <param name="done">How much is done.</param>
    /// <param name="total">How much there is; null while nobody knows.</param>
    /// <param name="note">What is being done, in the program's own words.</param>
    public void Report(long done, long? total, string? note) => progress = new(done, total, note);
}
