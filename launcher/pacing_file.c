/* SPDX-License-Identifier: MIT */
/* The file of the programs' times. */
#include "pacing_file.h"

#include "page.h"
#include "program.h"
#include "state_file.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "pacing"
#define HEAD      "ocamlwalk pacing 1\n"
#define ENTRY_MAX 1024

/* --- One program ------------------------------------------------------------------------------ */

bool pacing_file_find_program(char *const *argv, char *path, size_t size)
{
    char found[PATH_MAX], folder[PATH_MAX];
    const char *name = page_program_name(argv);
    if (!name || name[0] == '-')
        return false;
    name = program_find_file(name, found, sizeof found);
    bool is_absolute = name[0] == '/';
    if (!is_absolute && !getcwd(folder, sizeof folder))
        return false;
    int len =
        snprintf(path, size, "%s%s%s", is_absolute ? "" : folder, is_absolute ? "" : "/", name);
    return len > 0 && (size_t)len < size;
}

static bool find_key(const char *path, struct pacing_file_key *key)
{
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *key = (struct pacing_file_key){status.st_dev, status.st_ino, path};
    return true;
}

/* --- Lines: DEVICE INODE PATH MS… ------------------------------------------------------------- */

/* What ends a word, or a line, is written as %20. False: it does not fit. */
static bool escape(const char *text, char *escaped, size_t size)
{
    size_t len = 0;
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        bool plain = byte > ' ' && byte != '%' && byte != 0x7f;
        if (len + 4 > size)
            return false;
        len += (size_t)snprintf(escaped + len, size - len, plain ? "%c" : "%%%02x", byte);
    }
    escaped[len] = '\0';
    return true;
}

/* The beginning of KEY's line, up to its times. False: it is too long. */
static bool write_key(const struct pacing_file_key *key, char line[ENTRY_MAX])
{
    int len = snprintf(line, ENTRY_MAX, "%jx %jx ", (uintmax_t)key->device, (uintmax_t)key->inode);
    size_t room = ENTRY_MAX - PACING_KEPT * sizeof "3600000" - 2;
    if (!escape(key->path, line + len, room - (size_t)len))
        return false;
    strcat(line, " ");
    return true;
}

/* The path in LINE, and how long it is; NULL: there is none. */
static const char *path_in(const char *line, size_t *len)
{
    for (int word = 0; word < 2; word++) {
        size_t digits = strspn(line, "0123456789abcdef");
        if (digits == 0 || line[digits] != ' ')
            return NULL;
        line += digits + 1;
    }
    *len = strcspn(line, " \n");
    return line[0] == '/' && line[*len] == ' ' ? line : NULL;
}

/* The times at the end of a line. False: they are none. */
static bool parse_times(const char *text, struct pacing *pacing)
{
    pacing->count = 0;
    while (pacing->count < PACING_KEPT) {
        char *end;
        if (*text < '0' || *text > '9')
            return false;
        long ms = strtol(text, &end, 10);
        if (ms > PACING_MS_MAX)
            return false;
        pacing_add(pacing, (int)ms);
        text = end + 1;
        if (*end == '\n')
            return true;
        if (*end != ' ')
            return false;
    }
    return false;
}

/* One line of TEXT, and whose it is. */
struct line {
    const char *text, *path;
    size_t len, path_len;
    struct pacing pacing;
};

/* The next line of *TEXT, which moves behind it. False: there is none, or it is damaged, and *TEXT
 * has not moved. */
static bool next_line(const char **text, struct line *line)
{
    const char *end = strchr(*text, '\n');
    line->text = *text;
    line->path = end ? path_in(*text, &line->path_len) : NULL;
    if (!line->path || !parse_times(line->path + line->path_len + 1, &line->pacing))
        return false;
    line->len = (size_t)(end + 1 - *text);
    *text = end + 1;
    return true;
}

/* The first line of TEXT, a whole file; NULL: it is damaged somewhere. */
static const char *lines_of(const char *text)
{
    struct line line;
    if (strncmp(text, HEAD, strlen(HEAD)) != 0)
        return NULL;
    const char *first = text + strlen(HEAD), *left = first;
    while (next_line(&left, &line))
        continue;
    return *left == '\0' ? first : NULL;
}

bool pacing_file_parse(const char *text, const struct pacing_file_key *key, struct pacing *pacing)
{
    char wanted[ENTRY_MAX];
    struct line line;
    pacing->count = 0;
    text = lines_of(text);
    if (!text)
        return false;
    if (!write_key(key, wanted))
        return true;
    while (next_line(&text, &line))
        if (strncmp(line.text, wanted, strlen(wanted)) == 0)
            *pacing = line.pacing;
    return true;
}

static size_t write_line(const struct pacing_file_key *key, const struct pacing *pacing,
                         char line[ENTRY_MAX])
{
    if (pacing->count == 0 || !write_key(key, line))
        return 0;
    size_t len = strlen(line);
    for (int i = 0; i < pacing->count; i++)
        len += (size_t)snprintf(line + len, ENTRY_MAX - len, "%d%c", pacing->silent_ms[i],
                                i + 1 < pacing->count ? ' ' : '\n');
    return len;
}

/* Whether LINE is of a file of the same name as OWN, a line too. */
static bool is_same_path(const struct line *line, const char *own)
{
    size_t len = 0;
    const char *path = path_in(own, &len);
    return len == line->path_len && strncmp(path, line->path, len) == 0;
}

size_t pacing_file_write(const char *text, const struct pacing_file_key *key,
                         const struct pacing *pacing, char *new_text)
{
    char own[ENTRY_MAX];
    struct line line;
    size_t own_len = write_line(key, pacing, own), kept_len = 0, len = strlen(HEAD);
    int kept_count = 0;
    if (own_len == 0)
        return 0;
    text = lines_of(text);
    const char *first = text ? text : "";
    for (const char *left = first; next_line(&left, &line);) {
        bool kept = !is_same_path(&line, own);
        kept_count += kept;
        kept_len += kept ? line.len : 0;
    }
    strcpy(new_text, HEAD);
    while (next_line(&first, &line)) {
        if (is_same_path(&line, own))
            continue;
        if (kept_count < PACING_FILE_PROGRAMS_MAX &&
            strlen(HEAD) + kept_len + own_len < PACING_FILE_SIZE_MAX) {
            memcpy(new_text + len, line.text, line.len);
            len += line.len;
        } else { /* the oldest go */
            kept_count--;
            kept_len -= line.len;
        }
    }
    memcpy(new_text + len, own, own_len);
    return len + own_len;
}

/* --- The file --------------------------------------------------------------------------------- */

void pacing_file_read(const char *path, struct pacing *pacing)
{
    static char text[PACING_FILE_SIZE_MAX + 1];
    struct pacing_file_key key;
    pacing->count = 0;
    if (find_key(path, &key) && state_file_read(FILE_NAME, text, sizeof text))
        pacing_file_parse(text, &key, pacing);
}

void pacing_file_add(const char *path, int silent_ms)
{
    static char text[PACING_FILE_SIZE_MAX + 1], new_text[PACING_FILE_SIZE_MAX];
    struct pacing_file_key key;
    struct pacing pacing;
    if (!find_key(path, &key))
        return;
    if (!state_file_read(FILE_NAME, text, sizeof text) || !pacing_file_parse(text, &key, &pacing)) {
        text[0] = '\0';
        pacing.count = 0;
    }
    pacing_add(&pacing, silent_ms < PACING_MS_MAX ? silent_ms : PACING_MS_MAX);
    size_t len = pacing_file_write(text, &key, &pacing, new_text);
    if (len > 0)
        state_file_replace(FILE_NAME, new_text, len);
}

bool pacing_file_forget(void)
{
    return state_file_remove(FILE_NAME);
}
