namespace Postbag.Casework.Inbox;

internal sealed class PostgresNumberList : NumberList
{
    public override string In(string column, string parameter) => $"{column} = ANY ({parameter})";

    public override object Value(IEnumerable<long> numbers) => numbers.ToArray();

    public override object Texts(IEnumerable<string> texts) => texts.ToArray();
}
