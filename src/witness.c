/* SPDX-License-Identifier: MIT */
/* In a launch: the one who looks at the program, so that the camel need not pretend.
 * Owns a descriptor for the program's line in /proc. */
#include "witness.h"

#include "monotonic.h"
#include "tree.h"
#include "witness_system.h"

#include <string.h>
#include <unistd.h>

#define SHARE   500  /* of the time, one part goes into looking */
#define AT_WORK 0.02 /* of a core */

static const struct witness_process *find(const struct witness_process *wanted,
                                          const struct witness_process *seen, size_t count,
                                          size_t hint)
{
    if (hint < count && seen[hint].pid == wanted->pid)
        return seen[hint].started_us == wanted->started_us ? &seen[hint] : NULL;
    for (size_t i = 0; i < count; i++)
        if (seen[i].pid == wanted->pid && seen[i].started_us == wanted->started_us)
            return &seen[i];
    return NULL;
}

double witness_work(const struct witness_process *before, size_t before_count, int64_t since_us,
                    const struct witness_process *after, size_t after_count, int64_t now_us)
{
    /* Of the two sums the first is right if all that has ended was waited for by somebody in the
     * tree. Of those that were not, the second leaves out the end of their work, and the first
     * would take off the whole of it. */
    int64_t sum_us = 0, own_us = 0, left_us = now_us - since_us;

    for (size_t i = 0; i < before_count; i++)
        sum_us -= before[i].own_us + before[i].waited_us;
    for (size_t i = 0; i < after_count; i++) {
        const struct witness_process *known = find(&after[i], before, before_count, i);
        bool is_new = !known && after[i].started_us >= since_us;
        if (!known && !is_new)
            continue; /* it has come to us from elsewhere: what it did there is not for us */
        sum_us += after[i].own_us + after[i].waited_us;
        own_us += after[i].own_us - (known ? known->own_us : 0);
        left_us -= after[i].queued_us - (known ? known->queued_us : 0);
    }
    if (sum_us < own_us)
        sum_us = own_us;
    if (sum_us <= 0)
        return 0;
    return sum_us < left_us ? (double)sum_us / (double)left_us : 1;
}

/* The tree as it is now. */
struct scene {
    struct witness_process seen[WITNESS_TREE_MAX];
    size_t count;
    bool running, stopped; /* any of them */
    bool program_stopped;
};

/* False: the program is gone. */
static bool look(const struct witness *witness, struct scene *scene)
{
    pid_t tree[WITNESS_TREE_MAX];
    size_t count = tree_list(witness->program, tree, WITNESS_TREE_MAX);

    scene->count = 0;
    scene->running = scene->stopped = scene->program_stopped = false;
    for (size_t i = 0; i < count; i++) {
        int fd = i == 0 ? witness->fd : -1;
        enum witness_state state;
        if (witness_system_see(tree[i], fd, &scene->seen[scene->count], &state)) {
            scene->count++;
            scene->running = scene->running || state == WITNESS_STATE_RUNNING;
            scene->stopped = scene->stopped || state == WITNESS_STATE_STOPPED;
            scene->program_stopped = scene->program_stopped || (i == 0 && scene->stopped);
        } else if (i == 0) {
            return false;
        }
    }
    return true;
}

static void keep(struct witness *witness, const struct scene *scene, int64_t now_us,
                 int64_t spent_us)
{
    memcpy(witness->seen, scene->seen, scene->count * sizeof *scene->seen);
    witness->seen_count = scene->count;
    witness->looked_us = now_us;
    witness->due_us = now_us + spent_us * SHARE;
}

bool witness_open(struct witness *witness, pid_t program)
{
    struct scene scene;
    int64_t now_us = witness_system_us(), spent_us = monotonic_spent_us();

    *witness = (struct witness){.program = program, .fd = -1};
    if (program <= 0)
        return false;
    witness->fd = witness_system_open(program);
    if (look(witness, &scene)) {
        keep(witness, &scene, now_us, monotonic_spent_us() - spent_us);
        return true;
    }
    witness_close(witness);
    return false;
}

bool witness_look(struct witness *witness, struct witness_sight *sight)
{
    struct scene scene;
    int64_t now_us = witness_system_us(), since_us = witness->looked_us;
    int64_t spent_us = monotonic_spent_us();

    if (witness->program <= 0)
        return false;
    if (now_us >= witness->due_us && now_us > since_us) {
        if (!look(witness, &scene))
            return false;
        witness->sight.work = witness_work(witness->seen, witness->seen_count, since_us, scene.seen,
                                           scene.count, now_us);
        witness->sight.stopped = scene.program_stopped ||
                                 (scene.stopped && !scene.running && witness->sight.work < AT_WORK);
        witness->sight.blocked = !scene.running;
        keep(witness, &scene, now_us, monotonic_spent_us() - spent_us);
    }
    *sight = witness->sight;
    return true;
}

void witness_close(struct witness *witness)
{
    if (witness->program > 0 && witness->fd >= 0)
        close(witness->fd);
    witness->program = 0;
    witness->fd = -1;
}
