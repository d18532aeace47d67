/* SPDX-License-Identifier: MIT */
/* Counting what a tree has written. */
#include "tally.h"

#include "proc.h"

#include <errno.h>
#include <stdlib.h>

struct tally *tally_new(pid_t program, uint64_t written)
{
    struct tally *tally = malloc(sizeof *tally);
    if (!tally)
        return NULL;
    tally->count = 1;
    tally->entries[0] = (struct tally_entry){.process = program, .written = written};
    return tally;
}

static const struct tally_entry *find(const struct tally *tally, pid_t process)
{
    for (size_t i = 0; i < tally->count; i++)
        if (tally->entries[i].process == process)
            return &tally->entries[i];
    return NULL;
}

/* Adds PROCESS as it is now. False: it is there, and does not tell. */
static bool count_process(struct tally *tally, pid_t process)
{
    struct tally_entry *entry = &tally->entries[tally->count];
    struct proc_stat stat;
    if (!proc_stat_of(process, &stat) || !proc_written_by(process, &entry->written))
        return errno == ENOENT || errno == ESRCH; /* it has gone meanwhile */
    entry->process = process;
    entry->parent = stat.parent;
    entry->started_ticks = stat.started_ticks;
    tally->count++;
    return true;
}

/* Everybody in the tree, and who has left it and lives on: what a helper in the background says is
 * the program's as well. False: somebody does not tell, or there are too many. */
static bool count_all(struct tally *now, const struct tally *before)
{
    pid_t tree[TREE_MAX];
    size_t count = tree_list(before->entries[0].process, tree, TREE_MAX);
    now->count = 0;
    for (size_t i = 0; i < count; i++)
        if (!count_process(now, tree[i]) || now->count == 0) /* not even the program */
            return false;
    for (size_t i = 1; i < before->count && now->count < TREE_MAX; i++) {
        const struct tally_entry *old = &before->entries[i];
        size_t last = now->count;
        if (find(now, old->process))
            continue;
        if (!count_process(now, old->process))
            return false;
        if (now->count > last && now->entries[last].started_ticks != old->started_ticks)
            now->count = last; /* the pid is somebody else's by now */
    }
    return now->count < TREE_MAX;
}

/* What ENTRY has got from children that ended: bytes that were theirs at the last count. */
static uint64_t inherited(const struct tally_entry *entry, const struct tally *before,
                          const struct tally *now)
{
    uint64_t bytes = 0;
    for (size_t i = 1; i < before->count; i++)
        if (before->entries[i].parent == entry->process && !find(now, before->entries[i].process))
            bytes += before->entries[i].written;
    return bytes;
}

/* Exactly its own bytes, or these and its children's: whatever else is new. */
static bool has_written(const struct tally_entry *entry, const struct tally *before,
                        const struct tally *now)
{
    const struct tally_entry *old = find(before, entry->process);
    uint64_t grown = entry->written - (old ? old->written : 0);
    return grown != 0 && grown != inherited(entry, before, now);
}

bool tally_grown(struct tally *tally)
{
    struct tally now;
    bool grown = false;
    if (!count_all(&now, tally))
        return true;
    for (size_t i = 0; i < now.count && !grown; i++)
        grown = has_written(&now.entries[i], tally, &now);
    *tally = now;
    return grown;
}
