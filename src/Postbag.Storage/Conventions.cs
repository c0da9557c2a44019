using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Postbag.Storage;

/// <summary>What every mapping on every engine has in common: instants as integers, snake_case names.</summary>
public static class Conventions
{
    internal static void Apply(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<InstantAsMicroseconds>();
    }

    /// <summary>Names columns in snake_case after their properties, unless a mapping has named them.</summary>
    /// <remarks>Call it last in OnModelCreating.</remarks>
    public static void UseSnakeCaseNames(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                if (property.FindAnnotation("Relational:ColumnName") is null)
                    property.SetColumnName(SnakeCase(property.Name));
        }
    }

    /// <summary>Marks the version by which a stale form is found out.</summary>
    public static PropertyBuilder<int> IsVersion(this PropertyBuilder<int> version) => version.IsConcurrencyToken();

    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private sealed class InstantAsMicroseconds() : ValueConverter<DateTimeOffset, long>(
        instant => Instants.ToMicroseconds(instant), stored => Instants.FromMicroseconds(stored));
}

/// <summary>SQLite keeps ids as 16 bytes, most significant first, so that their order is the order of time.</summary>
internal sealed class IdAsBytes<T>() : ValueConverter<Id<T>, byte[]>(
    id => id.Value.ToByteArray(true), stored => new Id<T>(new Guid(stored, true)));

internal sealed class GuidAsBytes() : ValueConverter<Guid, byte[]>(
    id => id.ToByteArray(true), stored => new Guid(stored, true));

internal sealed class IdAsUuid<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, stored => new Id<T>(stored));
