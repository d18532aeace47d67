/* SPDX-License-Identifier: MIT */
/* Reading /proc. */
#include "proc.h"

#include "file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

#define WRITTEN "\nwchar: "
#define RUNNING "running\n"

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
    MEMORY, /* its address space, bytes: 0 once that is gone */
    FIELD_COUNT,
};

/* Columns of /proc/sysvipc/shm, up to the last that is looked at. */
enum column { SHMID = 1, CREATOR = 4, OWNER = 7, CHANGED = 13, COLUMN_COUNT };

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
        .dying = fields[MEMORY] == 0,
    };
    return true;
}

bool proc_stat_of(pid_t process, struct proc_stat *stat)
{
    char path[32], text[PROC_STAT_MAX];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    return file_read(path, text, sizeof text) && proc_stat_parse(text, stat);
}

bool proc_call_parse(const char *text, struct proc_call *call)
{
    char *rest;
    *call = (struct proc_call){.number = -1};
    if (strcmp(text, RUNNING) == 0)
        return true;
    long number = strtol(text, &rest, 10);
    if (rest == text)
        return false;
    for (int i = 0; i < PROC_ARGUMENT_COUNT; i++) {
        const char *argument = rest;
        call->arguments[i] = strtoull(argument, &rest, 16);
        if (rest == argument)
            return true; /* in none: only where its stack and its code are follows */
    }
    call->number = number;
    return true;
}

pid_t proc_child_parse(const char **list)
{
    char *end;
    long pid = strtol(*list, &end, 10);
    *list = end;
    return pid > 0 && pid <= INT_MAX ? (pid_t)pid : 0;
}

bool proc_segment_parse(const char *line, struct proc_segment *segment)
{
    long long columns[COLUMN_COUNT];
    for (int i = 0; i < COLUMN_COUNT; i++) {
        char *end;
        columns[i] = strtoll(line, &end, 10);
        if (end == line)
            return false;
        line = end;
    }
    *segment = (struct proc_segment){
        .id = (int)columns[SHMID],
        .creator = (pid_t)columns[CREATOR],
        .owner = (uid_t)columns[OWNER],
        .changed = columns[CHANGED],
    };
    return true;
}

bool proc_written_parse(const char *text, uint64_t *written)
{
    const char *line = strchr(text, '\n'); /* the first is what it has read */
    char *end;
    if (!line || strncmp(line, WRITTEN, strlen(WRITTEN)) != 0)
        return false;
    uint64_t bytes = strtoull(line + strlen(WRITTEN), &end, 10);
    if (end == line + strlen(WRITTEN))
        return false;
    *written = bytes;
    return true;
}

bool proc_written_by(pid_t process, uint64_t *written)
{
    char path[32], text[512];
    snprintf(path, sizeof path, "/proc/%d/io", (int)process);
    if (!file_read(path, text, sizeof text))
        return false;
    errno = EACCES;
    return proc_written_parse(text, written);
}
