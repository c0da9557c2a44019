using Postbag.Storage;

namespace Postbag.Casework.Inbox;

/// <summary>How a list of numbers, or of words, is handed to a statement: one parameter, however long it is.</summary>
internal abstract class NumberList
{
    public static NumberList Of(Engine engine) =>
        engine is PostgresEngine ? new PostgresNumberList() : new SqliteNumberList();

    /// <summary>The condition that a column has one of the parameter's values.</summary>
    public abstract string In(string column, string parameter);

    /// <summary>The condition that a message has one of the parameter's numbers, for a statement that changes these
    /// messages: they are taken in the order of their numbers, so that two steps which change the same wait for each
    /// other and never in a ring.</summary>
    public abstract string TakenIn(string parameter);

    public abstract object Value(IEnumerable<long> numbers);

    public abstract object Texts(IEnumerable<string> texts);
}
