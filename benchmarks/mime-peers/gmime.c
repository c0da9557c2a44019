/* gmime PACK.bin PACK.idx PASSES: decodes every part of every message with GMime, text to UTF-8; prints MB/s a pass.
   cc -O2 -o gmime gmime.c $(pkg-config --cflags --libs gmime-3.0) */
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static size_t decoded;

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static void count(const char *text)
{
    if (text) decoded += strlen(text);
}

static void part(GMimeObject *parent, GMimeObject *object, gpointer unused)
{
    (void) parent;
    (void) unused;
    if (GMIME_IS_TEXT_PART(object)) {
        char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
        count(text);
        g_free(text);
    } else if (GMIME_IS_PART(object)) {
        GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
        GMimeStream *stream = g_mime_stream_mem_new();
        ssize_t written = content ? g_mime_data_wrapper_write_to_stream(content, stream) : 0;
        if (written > 0) decoded += written;
        g_object_unref(stream);
    }
}

static void message(char *bytes, size_t length)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_persist_stream(parser, TRUE);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
        count(g_mime_message_get_subject(message));
        char *from = internet_address_list_to_string(g_mime_message_get_from(message), NULL, FALSE);
        count(from);
        g_free(from);
        g_mime_message_get_date(message);
        g_mime_message_foreach(message, part, NULL);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

int main(int argc, char **argv)
{
    if (argc < 4) return 2;
    g_mime_init();
    char *bytes;
    gsize length;
    if (!g_file_get_contents(argv[1], &bytes, &length, NULL)) return 1;
    for (int pass = atoi(argv[3]); pass > 0; pass--) {
        FILE *index = fopen(argv[2], "r");
        long offset, size;
        double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        decoded = 0;
        while (index && fscanf(index, "%ld %ld", &offset, &size) == 2) message(bytes + offset, size);
        wall = seconds(CLOCK_MONOTONIC) - wall;
        cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        printf("gmime MB/s=%.1f MB/cpu-s=%.1f decoded=%zu\n", length / wall / 1e6, length / cpu / 1e6, decoded);
        fclose(index);
    }
    return 0;
}
