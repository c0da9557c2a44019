namespace Postbag.Casework.Inbox.Lmtp;

/// <summary>Finds the end of a message sent with DATA, and takes the stuffed dots out (RFC 5321 §4.5.2).</summary>
/// <remarks>Only CR LF ends a line here, and only CR LF "." CR LF a message. A bare CR or LF is the message's own: it
/// is kept, and neither ends anything nor makes a dot special. A server that took "LF . LF" for an end would read what
/// a stranger wrote behind it as commands, with a sender and recipients of their choice (SMTP smuggling, 2023). Pure;
/// one for each message.</remarks>
internal sealed class LmtpData
{
    private State state = State.LineStart;

    private enum State
    {
        /// <summary>At the beginning, or right after CR LF.</summary>
        LineStart,
        Line,

        /// <summary>After a CR within a line.</summary>
        LineCr,

        /// <summary>After a dot that began a line: stuffed, unless CR LF follows.</summary>
        Dot,

        /// <summary>After a dot that began a line, and CR.</summary>
        DotCr,
        End,
    }

    public bool IsEnded => state == State.End;

    /// <summary>Takes what has come in, up to the end of the message.</summary>
    /// <param name="bytes">What has come in.</param>
    /// <param name="message">Gets the message's bytes.</param>
    /// <returns>How many bytes belonged to the message and its end; all of them, unless it ended.</returns>
    public int Take(ReadOnlySpan<byte> bytes, MessageBuffer message)
    {
        var from = 0;
        var i = 0;
        while (i < bytes.Length)
        {
            if (state == State.Line)
            {
                // Most bytes are of no interest: to the next CR in one step.
                var cr = bytes[i..].IndexOf((byte)'\r');
                if (cr < 0) break;
                i += cr + 1;
                state = State.LineCr;
                continue;
            }

            var next = Next(bytes[i]);
            if (state == State.LineStart && next == State.Dot)
            {
                // Held back: it is only stuffing, or the beginning of the end.
                message.Append(bytes[from..i]);
                from = i + 1;
            }
            else if (state == State.Dot && next == State.DotCr)
            {
                from = i + 1;
            }
            else if (state == State.DotCr && next != State.End)
            {
                // ". CR x": the dot was stuffing, the CR the message's own.
                message.Append("\r"u8);
                from = i;
            }

            state = next;
            i++;
            if (state == State.End) return i;
        }

        message.Append(bytes[from..]);
        return bytes.Length;
    }

    private State Next(byte c) => (state, c) switch
    {
        (State.LineStart, (byte)'.') => State.Dot,
        (State.LineCr, (byte)'\n') => State.LineStart,
        (State.Dot, (byte)'\r') => State.DotCr,
        (State.DotCr, (byte)'\n') => State.End,
        // ". CR CR": the second may be the first of a CR LF.
        (_, (byte)'\r') => State.LineCr,
        _ => State.Line,
    };
}
