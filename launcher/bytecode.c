/* SPDX-License-Identifier: MIT */
/* What the file to be run is. Owns nothing: the file is closed again before anything is executed.
 */
#include "bytecode.h"

#include "byte_order.h"

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
#define SECTIONS_MAX 64 /* there are eight or nine */

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

/* A word of the shell's that is nothing but itself, 'quoted', "quoted" or bare, as a whole or in
 * parts: a quote within single quotes is '\'' then. False: the shell would make more of it. */
static bool take_shell_word(const char **text, char *word, size_t size)
{
    const char *c = *text;
    size_t len = 0;
    char quote = '\0';
    for (; *c != '\0' && *c != '\n' && (quote != '\0' || *c != ' '); c++) {
        if (quote == '\0' && (*c == '\'' || *c == '"')) {
            quote = *c;
        } else if (quote != '\0' && *c == quote) {
            quote = '\0';
        } else {
            if (quote == '\0' && *c == '\\' && c[1] != '\n')
                c++;
            else if (quote != '\'' && strchr(quote == '"' ? "$`\\" : "$`\\~*?[#&;|<>(){}=!", *c))
                return false;
            if (*c == '\0' || len + 1 >= size)
                return false;
            word[len++] = *c;
        }
    }
    word[len] = '\0';
    *text = c;
    return quote == '\0' && len > 0;
}

/* exec PATH "$0" "$@", what bytelink.ml writes behind #!/bin/sh where #! cannot hold the path. What
 * follows is never reached. */
static bool parse_shell(const char *line, char *runtime, size_t size)
{
    static const char arguments[] = " \"$0\" \"$@\"\n";
    if (strncmp(line, "exec ", 5) != 0)
        return false;
    line += 5;
    return take_shell_word(&line, runtime, size) &&
           strncmp(line, arguments, sizeof arguments - 1) == 0;
}

/* The words behind #!…/env: true if they are a command and nothing else, as with -S. Else RUNTIME
 * is what looks most like the command. */
static bool parse_env(const char *rest, char *runtime, size_t size)
{
    bool alone = true;
    for (int i = 0; take_word(&rest, " \t\n", runtime, size); i++) {
        bool is_split = i == 0 && strcmp(runtime, "-S") == 0;
        rest += strspn(rest, " \t");
        if (!is_split && *runtime != '-' && !strchr(runtime, '='))
            return alone && *rest == '\n';
        alone = alone && is_split;
    }
    *runtime = '\0';
    return false;
}

static bool parse_line(const char *text, struct bytecode *bytecode)
{
    char *runtime = bytecode->runtime, *interpreter = bytecode->interpreter;
    bool is_header = strncmp(text, "#!", 2) == 0 && strchr(text, '\n');
    const char *rest = is_header ? text + 2 : "";
    rest += strspn(rest, " \t");
    if (!is_header || !take_word(&rest, " \t\n", interpreter, sizeof bytecode->interpreter)) {
        *interpreter = '\0';
        return true;
    }
    const char *base = strrchr(interpreter, '/');
    base = base ? base + 1 : interpreter;
    rest += strspn(rest, " \t");
    if (strcmp(base, "env") == 0)
        return parse_env(rest, runtime, sizeof bytecode->runtime);
    bool has_argument = *rest != '\n';
    size_t base_len = strlen(base);
    bool is_shell = base_len >= 2 && strcmp(base + base_len - 2, "sh") == 0;
    if (!is_shell) {
        strcpy(runtime, interpreter);
        return !has_argument;
    }
    if (!has_argument && parse_shell(rest + 1, runtime, sizeof bytecode->runtime))
        return true;
    *runtime = '\0';
    return false;
}

void bytecode_parse_header(const char *head, size_t head_len, struct bytecode *bytecode)
{
    char text[HEAD_MAX + 1];
    bytecode->runtime[0] = bytecode->interpreter[0] = '\0';
    if (head_len > HEAD_MAX)
        head_len = HEAD_MAX;
    memcpy(text, head, head_len);
    text[head_len] = '\0'; /* also ends at the first NUL, which no header holds */
    bytecode->kind = parse_line(text, bytecode) ? BYTECODE_PORTABLE : BYTECODE_SCRIPT;
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

/* The section RNTM, which names the runtime to an executable that is there only to execute that
 * (-launch-method exe). Sections end where their table begins, and the table at their count, which
 * is before the trailer. Nothing where there is none. */
static void read_runtime_section(int fd, off_t size, char *runtime, size_t runtime_size)
{
    uint8_t count_bytes[4], table[SECTIONS_MAX][8];
    off_t end = size - TRAILER_SIZE - (off_t)sizeof count_bytes;
    if (end < 0 || pread(fd, count_bytes, sizeof count_bytes, end) != sizeof count_bytes)
        return;
    uint32_t count = big_endian(count_bytes);
    if (count > SECTIONS_MAX)
        return;
    size_t table_len = count * sizeof *table;
    end -= (off_t)table_len;
    if (end < 0 || pread(fd, table, table_len, end) != (ssize_t)table_len)
        return;
    for (; count > 0; count--) {
        uint32_t len = big_endian(table[count - 1] + 4);
        end -= (off_t)len;
        if (memcmp(table[count - 1], "RNTM", 4) != 0)
            continue;
        bool fits = len > 0 && len < runtime_size && end >= 0;
        if (!fits || pread(fd, runtime, len, end) != (ssize_t)len)
            len = 0;
        runtime[len] = '\0';
        runtime[strcspn(runtime, "\n")] = '\0'; /* which the compiler writes behind it, or a NUL */
        return;
    }
}

bool bytecode_inspect(const char *path, struct bytecode *bytecode)
{
    bytecode->kind = BYTECODE_PORTABLE;
    bytecode->runtime[0] = bytecode->interpreter[0] = '\0';

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
        if (has_trailer(fd, status.st_size))
            read_runtime_section(fd, status.st_size, bytecode->runtime, sizeof bytecode->runtime);
        if (!bytecode->runtime[0] && access(path, X_OK) == 0)
            bytecode->kind = BYTECODE_EXECUTABLE;
    } else if (has_trailer(fd, status.st_size)) {
        bytecode_parse_header(head, (size_t)head_len, bytecode);
    }
out:
    close(fd);
    return inspected;
}
