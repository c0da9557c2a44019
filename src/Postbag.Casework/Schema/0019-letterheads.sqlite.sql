-- Messages whose attached PDFs weren't read yet when their writer was looked for: they are read for their writer again after that.
CREATE TABLE letterhead_wait (
  message INTEGER NOT NULL PRIMARY KEY REFERENCES message (number)
) STRICT;
