/* SPDX-License-Identifier: MIT */
/* The limits of the control groups, version 1 and 2, from the program's own up to the root's. */
#include "headroom.h"

#include "file.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_WANTED    (40LL << 20) /* bytes: 17 MiB at 1x, 30 at 3x, and some for the program */
#define PROCESSES_WANTED 24           /* threads, those of audio libraries too, and some again */
#define TEXT_MAX         8192
#define NUMBER_MAX       (LLONG_MAX / 4) /* more than any machine has: two may be added */

/* Where one kind of limit is found: in FOLDER under the root, in files of these names. Version 2
 * has no name for its one hierarchy. */
struct controller {
    const char *name, *folder;
    const char *limit, *usage;
    const char *lacking;
    const char *cached, *shared; /* lines of memory.stat; NULL: nothing of it can be dropped */
    long long wanted;
};

static const struct controller controllers[] = {
    {"", "", "memory.max", "memory.current", "memory", "file ", "shmem ", MEMORY_WANTED},
    {"", "/unified", "memory.max", "memory.current", "memory", "file ", "shmem ", MEMORY_WANTED},
    {"memory", "/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "memory",
     "total_cache ", "total_shmem ", MEMORY_WANTED},
    {"", "", "pids.max", "pids.current", "processes", NULL, NULL, PROCESSES_WANTED},
    {"", "/unified", "pids.max", "pids.current", "processes", NULL, NULL, PROCESSES_WANTED},
    {"pids", "/pids", "pids.max", "pids.current", "processes", NULL, NULL, PROCESSES_WANTED},
};

static long long parse_number(const char *text, char **end)
{
    long long number = strtoll(text, end, 10);
    return number < 0 ? 0 : number > NUMBER_MAX ? NUMBER_MAX : number;
}

/* The number in GROUP's file NAME; false: there is none, as in the root group, or "max". */
static bool read_number(const char *group, const char *name, long long *number)
{
    char path[PATH_MAX], text[32], *end;
    if (snprintf(path, sizeof path, "%s/%s", group, name) >= (int)sizeof path ||
        !file_read(path, text, sizeof text))
        return false;
    *number = parse_number(text, &end);
    return end > text;
}

/* NULL: there is none. */
static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? end + 1 : NULL;
}

/* The line of TEXT that begins with KEY, as a number; 0 if there is none. */
static long long find_number(const char *text, const char *key)
{
    for (const char *line = text; line; line = next_line(line))
        if (strncmp(line, key, strlen(key)) == 0)
            return parse_number(line + strlen(key), NULL);
    return 0;
}

/* Files that are cached are dropped when their place is wanted; shared memory counts as one. */
static long long can_be_dropped(const struct controller *controller, const char *group)
{
    char path[PATH_MAX], text[TEXT_MAX];
    if (!controller->cached ||
        snprintf(path, sizeof path, "%s/memory.stat", group) >= (int)sizeof path ||
        !file_read(path, text, sizeof text))
        return 0;
    return find_number(text, controller->cached) - find_number(text, controller->shared);
}

static bool has_room(const struct controller *controller, const char *group)
{
    long long limit, usage;
    if (!read_number(group, controller->limit, &limit) ||
        !read_number(group, controller->usage, &usage) || limit - usage >= controller->wanted)
        return true;
    return limit - usage + can_be_dropped(controller, group) >= controller->wanted;
}

/* Whether NAME is one of the controllers of a line of the list: "4:memory:/a/b", "3:cpu,cpuacct:/".
 */
static bool lists(const char *names, size_t len, const char *name)
{
    size_t name_len = strlen(name);
    if (name_len == 0)
        return len == 0;
    for (const char *at = names; at < names + len;) {
        size_t here = strcspn(at, ",:");
        if (here == name_len && memcmp(at, name, here) == 0)
            return true;
        at += here + 1;
    }
    return false;
}

/* The group of CONTROLLER in TEXT, cut to what fits into PATH. False: there is none. */
static bool find_group(const struct controller *controller, const char *text, char *path,
                       size_t size)
{
    for (const char *line = text; line && *line; line = next_line(line)) {
        const char *names = strchr(line, ':');
        const char *group = names ? strchr(names + 1, ':') : NULL;
        if (!group)
            return false;
        if (lists(names + 1, (size_t)(group - names - 1), controller->name)) {
            snprintf(path, size, "%.*s", (int)strcspn(group + 1, "\n"), group + 1);
            return true;
        }
    }
    return false;
}

/* From the group itself upwards: each has a limit of its own. Inside a container the path may be
 * the host's, and what is mounted is the group already: then the root's files are its own. */
static bool lacks(const struct controller *controller, const char *text, const char *root)
{
    char path[PATH_MAX], group[PATH_MAX];
    if (!find_group(controller, text, path, sizeof path))
        return false;
    for (;;) {
        if (snprintf(group, sizeof group, "%s%s%s", root, controller->folder, path) <
                (int)sizeof group &&
            !has_room(controller, group))
            return true;
        char *slash = strrchr(path, '/');
        if (!slash)
            return false;
        *slash = '\0';
    }
}

const char *headroom_lacks(const char *memberships, const char *root)
{
    char text[TEXT_MAX];
    if (!file_read(memberships, text, sizeof text))
        return NULL;
    for (size_t i = 0; i < sizeof controllers / sizeof *controllers; i++)
        if (lacks(&controllers[i], text, root))
            return controllers[i].lacking;
    return NULL;
}
