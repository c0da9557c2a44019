using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>How a list of numbers, or of words, is handed to a statement: one parameter, however long it is.</summary>
internal abstract class NumberList
{
    public static NumberList Of(Engine engine) => engine is PostgresEngine ? new PostgresNumberList() : new SqliteNumberList();

    /// <summary>The condition that a column has one of the parameter's values.</summary>
    public abstract string In(string column, string parameter);

    public abstract object Value(IEnumerable<long> numbers);

    public abstract object Texts(IEnumerable<string> texts);
}
