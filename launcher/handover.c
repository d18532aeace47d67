/* SPDX-License-Identifier: MIT */
/* Handing over to a runtime that may lead back here. Owns the variable by which a script is
 * remembered: "PID DEVICE:INODE DEVICE:INODE…", the files that process PID has handed over to. */
#include "handover.h"

#include "file.h"
#include "self.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define VARIABLE    "OCAMLWALK_HANDOVER"
#define HEAD_MAX    2048 /* bytes of an image in which its mark is found */
#define CPU_MS      20   /* a shell and a launcher cost 1 ms a round */
#define GENERATIONS 32   /* above which no shell, make or terminal explains so many parents */

/* Whether what the variable says is said of this round. It is inherited: what a process far above
 * has done once, the tool that came of it may do again, and means to. */
static bool is_about_us(long pid)
{
    return pid == getpid() || pid == getppid() || self_is_deep(GENERATIONS);
}

/* The files that the variable lists for us, "" or " DEVICE:INODE…". */
static const char *visited(void)
{
    const char *text = getenv(VARIABLE);
    char *list;
    if (!text || !is_about_us(strtol(text, &list, 10)))
        return "";
    return *list == ' ' ? list : "";
}

static bool has_visited(const struct stat *status)
{
    char entry[64];
    snprintf(entry, sizeof entry, " %llx:%llx", (unsigned long long)status->st_dev,
             (unsigned long long)status->st_ino);
    const char *found = strstr(visited(), entry);
    return found && strchr(" ", found[strlen(entry)]); /* a blank, or the end */
}

/* Whether an ocamlwalk is this process's parent, waiting for it. */
static bool is_child_of_ours(void)
{
    char path[32];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d/exe", (int)getppid());
    return stat(path, &status) == 0 && self_is(&status);
}

static bool seems_to_go_round(void)
{
    struct rusage usage; /* which execve(2) keeps and fork(2) does not */
    if (getenv(VARIABLE) || getrusage(RUSAGE_SELF, &usage) != 0)
        return true;
    long long cpu_us = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL +
                       usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    return cpu_us >= CPU_MS * 1000LL || is_child_of_ours() || self_is_deep(GENERATIONS);
}

bool handover_consider(struct handover *handover, const char *path, const struct stat *status)
{
    char head[HEAD_MAX];
    handover->is_script = false;
    if (self_is(status))
        return false;
    if (!self_may_be_like(status))
        return true;
    ssize_t len = file_read_head(path, head, sizeof head);
    if (len < 0) /* it may be executed all the same */
        return true;
    if (len < 2 || memcmp(head, "#!", 2) != 0)
        return !self_has_mark(head, (size_t)len);
    return handover_consider_script(handover, status);
}

bool handover_consider_script(struct handover *handover, const struct stat *status)
{
    handover->is_script = true;
    handover->device = status->st_dev;
    handover->inode = status->st_ino;
    return !has_visited(status);
}

void handover_prepare(struct handover *handover)
{
    bool is_needed = handover->is_script && seems_to_go_round();
    const char *before = visited();
    for (int i = 0; is_needed && i < 2; i++) { /* with what there was, or else without */
        int len = snprintf(handover->variable, sizeof handover->variable, "%s=%d%s %llx:%llx",
                           VARIABLE, (int)getpid(), before, (unsigned long long)handover->device,
                           (unsigned long long)handover->inode);
        if (len > 0 && (size_t)len < sizeof handover->variable)
            break;
        before = "";
    }
    unsetenv(VARIABLE);
    if (is_needed)
        putenv(handover->variable); /* without memory there is none */
}
