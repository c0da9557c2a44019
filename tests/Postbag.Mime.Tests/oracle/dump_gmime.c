/* dump_gmime PACK.bin PACK.idx: what GMime makes of each message, one line of JSON each.
   cc -O2 -o dump_gmime dump_gmime.c $(pkg-config --cflags --libs gmime-3.0) */
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void string(const char *text)
{
    if (!text) { fputs("null", stdout); return; }
    char *valid = g_utf8_make_valid(text, -1);
    putchar('"');
    for (unsigned char *c = (unsigned char *) valid; *c; c++) {
        if (*c == '"' || *c == '\\') printf("\\%c", *c);
        else if (*c < 32) printf("\\u%04x", *c);
        else putchar(*c);
    }
    putchar('"');
    g_free(valid);
}

static int mailboxes(InternetAddressList *list, int count)
{
    for (int i = 0; list && i < internet_address_list_length(list); i++) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(address)) {
            count = mailboxes(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), count);
            continue;
        }
        fputs(count++ ? ",[" : "[", stdout);
        string(internet_address_get_name(address));
        putchar(',');
        string(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
        putchar(']');
    }
    return count;
}

/* Without white space at the ends of lines and at the end. */
static char *trimmed_sha(const GByteArray *bytes)
{
    GByteArray *out = g_byte_array_new();
    for (guint start = 0; start < bytes->len;) {
        guint end = start;
        while (end < bytes->len && bytes->data[end] != '\n') end++;
        guint kept = end;
        while (kept > start && strchr(" \t\r", bytes->data[kept - 1]) && bytes->data[kept - 1]) kept--;
        g_byte_array_append(out, bytes->data + start, kept - start);
        if (end < bytes->len) g_byte_array_append(out, (const guint8 *) "\n", 1);
        start = end + 1;
    }
    while (out->len > 0 && out->data[out->len - 1] == '\n') g_byte_array_set_size(out, out->len - 1);
    char *sha = g_compute_checksum_for_data(G_CHECKSUM_SHA256, out->data, out->len);
    g_byte_array_unref(out);
    return sha;
}

static void part(GMimeObject *object)
{
    char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
    char *lower = g_ascii_strdown(type, -1);
    fputs("{\"type\":", stdout);
    string(lower);
    fputs(",\"name\":", stdout);
    string(GMIME_IS_PART(object) ? g_mime_part_get_filename(GMIME_PART(object)) : NULL);
    if (GMIME_IS_PART(object)) {
        GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object));
        GMimeStream *stream = g_mime_stream_mem_new();
        if (content) g_mime_data_wrapper_write_to_stream(content, stream);
        GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
        char *sha = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->data, bytes->len);
        printf(",\"size\":%u,\"sha\":\"%s\"", bytes->len, sha);
        char *trimmed = trimmed_sha(bytes);
        printf(",\"trimmed\":\"%s\"", trimmed);
        g_free(trimmed);
        g_free(sha);
        g_object_unref(stream);
    }
    fputs(",\"children\":[", stdout);
    if (GMIME_IS_MULTIPART(object)) {
        for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(object)); i++) {
            if (i) putchar(',');
            part(g_mime_multipart_get_part(GMIME_MULTIPART(object), i));
        }
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (message && g_mime_message_get_mime_part(message)) part(g_mime_message_get_mime_part(message));
    }
    fputs("]}", stdout);
    g_free(lower);
    g_free(type);
}

static void message(const char *bytes, size_t length)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (!message) {
        puts("{}");
    } else {
        fputs("{\"subject\":", stdout);
        string(g_mime_message_get_subject(message));
        GDateTime *date = g_mime_message_get_date(message);
        char *iso = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z") : NULL;
        fputs(",\"date\":", stdout);
        string(iso);
        g_free(iso);
        fputs(",\"from\":[", stdout);
        mailboxes(g_mime_message_get_from(message), 0);
        fputs("],\"to\":[", stdout);
        mailboxes(g_mime_message_get_to(message), 0);
        fputs("],\"cc\":[", stdout);
        mailboxes(g_mime_message_get_cc(message), 0);
        fputs("],\"root\":", stdout);
        if (g_mime_message_get_mime_part(message)) part(g_mime_message_get_mime_part(message));
        else fputs("null", stdout);
        puts("}");
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

int main(int count, char **arguments)
{
    if (count < 3) return 2;
    g_mime_init();
    char *bytes;
    gsize length;
    if (!g_file_get_contents(arguments[1], &bytes, &length, NULL)) return 1;
    FILE *index = fopen(arguments[2], "r");
    long offset, size;
    while (index && fscanf(index, "%ld %ld", &offset, &size) == 2) message(bytes + offset, size);
    return 0;
}
