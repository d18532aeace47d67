/* SPDX-License-Identifier: MIT */
/* Control groups that say anything, as headroom_lacks reads them: the list of memberships, then,
 * behind a NUL each, a limit, a usage and what of it can be dropped. Owns a folder, in which all
 * groups are the same one, of either version. */
#include "fuzz.h"
#include "headroom.h"

#include <assert.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum part { MEMBERSHIPS, LIMIT, USAGE, STAT, PART_COUNT };

static const char *const names[PART_COUNT] = {"memberships", "limit", "usage", "memory.stat"};

/* By which names a group's files are found as well, and groups. */
static const struct {
    const char *target, *name;
} links[] = {
    {"limit", "memory.max"},
    {"limit", "pids.max"},
    {"limit", "memory.limit_in_bytes"},
    {"usage", "memory.current"},
    {"usage", "pids.current"},
    {"usage", "memory.usage_in_bytes"},
    {".", "memory"},
    {".", "pids"},
    {".", "unified"},
    {".", "a"},
};

static char root[64];
static int fds[PART_COUNT];

static const char *in_root(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", root, name);
    return path;
}

static void remove_root(void)
{
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        unlink(in_root(links[i].name));
    for (int i = 0; i < PART_COUNT; i++)
        unlink(in_root(names[i]));
    rmdir(root);
}

static void make_root(void)
{
    const char *memory = "/dev/shm"; /* four times as quick as a disk */
    snprintf(root, sizeof root, "%s/fuzz_headroom.XXXXXX",
             access(memory, W_OK) == 0 ? memory : "/tmp");
    if (!mkdtemp(root))
        abort();
    atexit(remove_root);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (symlink(links[i].target, in_root(links[i].name)) != 0)
            abort();
    for (int i = 0; i < PART_COUNT; i++)
        if ((fds[i] = open(in_root(names[i]), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) < 0)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static bool made;
    if (!made)
        make_root();
    made = true;
    for (int i = 0; i < PART_COUNT; i++) {
        const uint8_t *end = i < PART_COUNT - 1 ? memchr(bytes, '\0', len) : NULL;
        size_t part_len = end ? (size_t)(end - bytes) : len;
        if (ftruncate(fds[i], 0) != 0 || pwrite(fds[i], bytes, part_len, 0) != (ssize_t)part_len)
            abort();
        bytes += part_len + (end != NULL);
        len -= part_len + (end != NULL);
    }
    char memberships[128];
    strcpy(memberships, in_root(names[MEMBERSHIPS]));
    const char *lacking = headroom_lacks(memberships, root);
    assert(!lacking || strcmp(lacking, "memory") == 0 || strcmp(lacking, "processes") == 0);
    return 0;
}
