/* SPDX-License-Identifier: MIT */
/* Counting what a tree has written. */
#include "tally.h"

#include "monotonic.h"
#include "proc.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#define DYING_MS 50
#define LOOK_NS  1000000

/* What came of counting: there was nothing to be counted any more; bytes are kept from us, for a
 * moment or for good. */
enum count { COUNT_DONE, COUNT_GONE, COUNT_DYING, COUNT_KEPT };

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

/* Why PROCESS does not tell. */
static enum count consider_silence(pid_t process)
{
    struct proc_stat stat;
    bool gone = errno == ENOENT || errno == ESRCH;
    if (!gone && proc_stat_of(process, &stat))
        return stat.dying ? COUNT_DYING : COUNT_KEPT;
    return gone || errno == ENOENT || errno == ESRCH ? COUNT_GONE : COUNT_KEPT;
}

/* Adds PROCESS as it is now. */
static enum count count_process(struct tally *tally, pid_t process)
{
    struct tally_entry *entry = &tally->entries[tally->count];
    struct proc_stat stat;
    if (!proc_stat_of(process, &stat) || !proc_written_by(process, &entry->written))
        return consider_silence(process);
    entry->process = process;
    entry->parent = stat.parent;
    entry->started_ticks = stat.started_ticks;
    tally->count++;
    return COUNT_DONE;
}

/* Everybody in the tree, and who has left it and lives on: what a helper in the background says is
 * the program's as well. Too many are as if they were kept from us. */
static enum count count_all(struct tally *now, const struct tally *before)
{
    pid_t tree[TREE_MAX];
    size_t count = tree_list(before->entries[0].process, tree, TREE_MAX);
    enum count counted = COUNT_DONE;
    now->count = 0;
    for (size_t i = 0; i < count && counted != COUNT_KEPT; i++) {
        enum count one = count_process(now, tree[i]);
        if (one == COUNT_KEPT || now->count == 0) /* not even the program */
            counted = COUNT_KEPT;
        else if (one != COUNT_DONE) /* a parent that was counted before may have its bytes now */
            counted = COUNT_DYING;
    }
    for (size_t i = 1; i < before->count && now->count < TREE_MAX && counted != COUNT_KEPT; i++) {
        const struct tally_entry *old = &before->entries[i];
        size_t last = now->count;
        if (find(now, old->process))
            continue;
        enum count one = count_process(now, old->process);
        if (one == COUNT_KEPT || one == COUNT_DYING)
            counted = one;
        if (now->count > last && now->entries[last].started_ticks != old->started_ticks)
            now->count = last; /* the pid is somebody else's by now */
    }
    return now->count < TREE_MAX ? counted : COUNT_KEPT;
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

static bool anybody_has_written(const struct tally *before, const struct tally *now)
{
    bool grown = false;
    for (size_t i = 0; i < now->count && !grown; i++)
        grown = has_written(&now->entries[i], before, now);
    return grown;
}

bool tally_grown(struct tally *tally)
{
    struct tally now;
    enum count counted = count_all(&now, tally);
    bool grown = anybody_has_written(tally, &now);
    int64_t until_ms = counted == COUNT_DYING ? monotonic_ms() + DYING_MS : 0;
    while (!grown && counted == COUNT_DYING && monotonic_ms() < until_ms) {
        nanosleep(&(struct timespec){.tv_nsec = LOOK_NS}, NULL);
        counted = count_all(&now, tally);
        grown = anybody_has_written(tally, &now);
    }
    if (counted != COUNT_DONE)
        return true;
    *tally = now;
    return grown;
}
