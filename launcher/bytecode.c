/* SPDX-License-Identifier: MIT */
/* What the file to be run is. Owns nothing: the file is closed again before anything is executed.
 */
#include "bytecode.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_MAX     1024
#define TRAILER      "Caml1999X" /* then three digits: the last twelve bytes of every bytecode file */
#define TRAILER_SIZE 12

/* Takes a word up to one of STOPS from *TEXT into WORD; true if it is not empty and fits. */
static bool take_word(const char **text, const char *stops, char *word, size_t size)
{
    size_t len = strcspn(*text, stops);
    bool fits = len > 0 && len < size;
    if (fits) {
        memcpy(word, *text, len);
        word[len] = '\0';
    }
    *text += len;
    return fits;
}

/* #!/bin/sh and then: exec 'PATH' "$0" "$@" — with either kind of quote, what bytelink.ml writes
 * where #! cannot hold the path. */
static bool parse_shell(const char *line, char *runtime, size_t size)
{
    if (strncmp(line, "exec ", 5) != 0)
        return false;
    line += 5;
    if (*line == '\'' || *line == '"') {
        char quote[] = {*line, '\n', '\0'};
        line++;
        return take_word(&line, quote, runtime, size) && *line == quote[0];
    }
    return take_word(&line, " \n", runtime, size);
}

bool bytecode_parse_header(const char *head, size_t head_len, char *runtime, size_t size)
{
    char text[HEAD_MAX + 1];
    char interpreter[PATH_MAX];
    *runtime = '\0';
    if (head_len > HEAD_MAX)
        head_len = HEAD_MAX;
    memcpy(text, head, head_len);
    text[head_len] = '\0'; /* also ends at the first NUL, which no header holds */
    if (strncmp(text, "#!", 2) != 0 || !strchr(text, '\n'))
        return false;

    const char *rest = text + 2;
    rest += strspn(rest, " \t");
    if (!take_word(&rest, " \t\n", interpreter, sizeof interpreter))
        return false;
    const char *base = strrchr(interpreter, '/');
    base = base ? base + 1 : interpreter;
    rest += strspn(rest, " \t");

    bool found;
    if (strcmp(base, "env") == 0)
        found = take_word(&rest, " \t\n", runtime, size);
    else if (strcmp(base, "sh") == 0)
        found = parse_shell(strchr(text, '\n') + 1, runtime, size);
    else
        found = snprintf(runtime, size, "%s", interpreter) < (int)size;
    if (!found)
        *runtime = '\0';
    return found;
}

static bool is_executable_image(const char *head, size_t head_len)
{
    static const uint8_t magics[][4] = {
        {0x7f, 'E', 'L', 'F'},
        {0xcf, 0xfa, 0xed, 0xfe},
        {0xce, 0xfa, 0xed, 0xfe},
        {0xca, 0xfe, 0xba, 0xbe}, /* Mach-O for several processors */
    };
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (head_len >= sizeof *magics && memcmp(head, magics[i], sizeof *magics) == 0)
            return true;
    return false;
}

static bool has_trailer(int fd, off_t size)
{
    char trailer[TRAILER_SIZE];
    return size >= TRAILER_SIZE &&
           pread(fd, trailer, sizeof trailer, size - TRAILER_SIZE) == TRAILER_SIZE &&
           memcmp(trailer, TRAILER, strlen(TRAILER)) == 0;
}

bool bytecode_inspect(const char *path, struct bytecode *bytecode)
{
    bytecode->kind = BYTECODE_PORTABLE;
    bytecode->runtime[0] = '\0';

    /* O_NONBLOCK: a FIFO by that name must not hold the launch up. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return false;
    bool inspected = false;
    struct stat status;
    char head[HEAD_MAX];
    ssize_t head_len;
    if (fstat(fd, &status) != 0)
        goto out;
    if (!S_ISREG(status.st_mode)) {
        errno = EINVAL;
        goto out;
    }
    head_len = pread(fd, head, sizeof head, 0);
    if (head_len < 0)
        goto out;
    inspected = true;
    if (is_executable_image(head, (size_t)head_len)) {
        if (access(path, X_OK) == 0)
            bytecode->kind = BYTECODE_EXECUTABLE;
    } else if (has_trailer(fd, status.st_size)) {
        bytecode_parse_header(head, (size_t)head_len, bytecode->runtime, sizeof bytecode->runtime);
    }
out:
    close(fd);
    return inspected;
}
