using Microsoft.EntityFrameworkCore;

namespace Postbag.Storage;

/// <summary>A context over one office's engine. What is saved through it takes its turn with the engine's
/// writer.</summary>
public abstract class EngineDbContext(Engine engine) : DbContext
{
    private bool acting;

    public Engine Engine => engine;

    /// <summary>One act over several saves: all of them are committed together, or none.</summary>
    public async Task ActAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (acting)
        {
            await work(cancellationToken);
            return;
        }

        acting = true;
        try
        {
            await engine.ActAsync(this, work, cancellationToken);
        }
        finally
        {
            acting = false;
        }
    }

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var saved = 0;
        await ActAsync(
            async token => saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, token), cancellationToken);
        return saved;
    }

    /// <summary>Not to be used: saving waits for the writer's turn, and nobody waits on a thread here.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => engine.Configure(optionsBuilder);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Conventions.Apply(configurationBuilder);
        engine.ConfigureConventions(configurationBuilder);
    }
}
