-- Segments of the search index are merged eight at a time instead of four: each word is then written three times and not
-- four or five on its way into an index of a hundred thousand messages.
INSERT INTO message_words (message_words, rank) VALUES ('automerge', 8);
