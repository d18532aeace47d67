/* SPDX-License-Identifier: MIT */
/* Reading /proc. */
#include "proc.h"

#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

#define WRITTEN "\nwchar: "

/* Fields of /proc/PID/stat, counted from the one after the state. */
enum field {
    PARENT,
    GROUP,
    SESSION,
    TERMINAL,
    FOREGROUND,
    USER = 10,
    SYSTEM,
    WAITED_USER,
    WAITED_SYSTEM,
    THREADS = 16,
    STARTED = 18,
    FIELD_COUNT,
};

bool proc_stat_parse(const char *text, struct proc_stat *stat)
{
    /* the second field is the command's name, in brackets; blanks and brackets may be in it */
    const char *rest = strrchr(text, ')');
    uint64_t fields[FIELD_COUNT];
    if (!rest || rest[1] != ' ' || rest[2] == '\0')
        return false;
    char state = rest[2];
    rest += 3;
    for (int i = 0; i < FIELD_COUNT; i++) {
        char *end;
        fields[i] = strtoull(rest, &end, 10); /* -1 comes out as such once it is cast */
        if (end == rest)
            return false;
        rest = end;
    }
    uint64_t terminal = fields[TERMINAL];
    *stat = (struct proc_stat){
        .state = state,
        .parent = (pid_t)fields[PARENT],
        .group = (pid_t)fields[GROUP],
        .terminal = makedev(terminal >> 8 & 0xfff, (terminal & 0xff) | (terminal >> 12 & 0xfff00)),
        .foreground = (pid_t)fields[FOREGROUND],
        .own_ticks = fields[USER] + fields[SYSTEM],
        .waited_ticks = fields[WAITED_USER] + fields[WAITED_SYSTEM],
        .thread_count = (unsigned)fields[THREADS],
        .started_ticks = fields[STARTED],
    };
    return true;
}

bool proc_stat_of(pid_t process, struct proc_stat *stat)
{
    char path[32], text[PROC_STAT_MAX];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    return file_read(path, text, sizeof text) && proc_stat_parse(text, stat);
}

bool proc_written_by(pid_t process, uint64_t *written)
{
    char path[32], text[512];
    snprintf(path, sizeof path, "/proc/%d/io", (int)process);
    if (!file_read(path, text, sizeof text))
        return false;
    const char *line = strchr(text, '\n'); /* the first is what it has read */
    errno = EACCES;
    if (!line || strncmp(line, WRITTEN, strlen(WRITTEN)) != 0)
        return false;
    *written = strtoull(line + strlen(WRITTEN), NULL, 10);
    return true;
}
