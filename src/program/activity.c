/* SPDX-License-Identifier: MIT */
/* A sampler of activity. Owns a descriptor for the program's line in /proc. */
#include "activity.h"

#include "activity_system.h"
#include "monotonic.h"
#include "tree.h"

#include <string.h>
#include <unistd.h>

#define AT_WORK 0.02 /* of a core */

static const struct activity_process *find(const struct activity_process *wanted,
                                           const struct activity_process *seen, size_t count,
                                           size_t hint)
{
    if (hint < count && seen[hint].pid == wanted->pid)
        return seen[hint].started_us == wanted->started_us ? &seen[hint] : NULL;
    for (size_t i = 0; i < count; i++)
        if (seen[i].pid == wanted->pid && seen[i].started_us == wanted->started_us)
            return &seen[i];
    return NULL;
}

double activity_work(const struct activity_process *before, size_t before_count, int64_t since_us,
                     const struct activity_process *after, size_t after_count, int64_t now_us)
{
    /* Of the two sums the first is right if all that has ended was waited for by somebody in the
     * tree. Of those that were not, the second leaves out the end of their work, and the first
     * would take off the whole of it. */
    int64_t sum_us = 0, own_us = 0, left_us = now_us - since_us;
    for (size_t i = 0; i < before_count; i++)
        sum_us -= before[i].own_us + before[i].waited_us;
    for (size_t i = 0; i < after_count; i++) {
        const struct activity_process *known = find(&after[i], before, before_count, i);
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
struct tree_state {
    struct activity_process seen[ACTIVITY_TREE_MAX];
    size_t count;
    bool running, stopped; /* any of them */
    bool program_stopped;
};

/* False: the program is gone. */
static bool look(const struct activity *activity, struct tree_state *found)
{
    pid_t tree[ACTIVITY_TREE_MAX];
    size_t count = tree_list(activity->program, tree, ACTIVITY_TREE_MAX);
    found->count = 0;
    found->running = found->stopped = found->program_stopped = false;
    for (size_t i = 0; i < count; i++) {
        int fd = i == 0 ? activity->fd : -1;
        enum activity_state state;
        if (activity_system_see(tree[i], fd, &found->seen[found->count], &state)) {
            found->count++;
            found->running = found->running || state == ACTIVITY_STATE_RUNNING;
            found->stopped = found->stopped || state == ACTIVITY_STATE_STOPPED;
            found->program_stopped = found->program_stopped || (i == 0 && found->stopped);
        } else if (i == 0) {
            return false;
        }
    }
    return true;
}

static void keep(struct activity *activity, const struct tree_state *found, int64_t now_us,
                 int64_t pause_us)
{
    memcpy(activity->seen, found->seen, found->count * sizeof *found->seen);
    activity->seen_count = found->count;
    activity->looked_us = now_us;
    activity->due_us = now_us + pause_us;
}

bool activity_open(struct activity *activity, pid_t program)
{
    *activity = (struct activity){.program = program, .fd = -1};
    if (program <= 0)
        return false;
    int64_t now_us = activity_system_us(), spent_us = monotonic_spent_us();
    activity->fd = activity_system_open(program);
    struct tree_state tree_state;
    if (look(activity, &tree_state)) {
        keep(activity, &tree_state, now_us, monotonic_pause_us(spent_us));
        return true;
    }
    activity_close(activity);
    return false;
}

bool activity_read(struct activity *activity, struct activity_sample *sample)
{
    if (activity->program <= 0)
        return false;
    int64_t now_us = activity_system_us(), since_us = activity->looked_us;
    if (now_us >= activity->due_us && now_us > since_us) {
        int64_t spent_us = monotonic_spent_us();
        struct tree_state tree_state;
        if (!look(activity, &tree_state))
            return false;
        activity->sample.work = activity_work(activity->seen, activity->seen_count, since_us,
                                              tree_state.seen, tree_state.count, now_us);
        activity->sample.stopped =
            tree_state.program_stopped ||
            (tree_state.stopped && !tree_state.running && activity->sample.work < AT_WORK);
        activity->sample.blocked = !tree_state.running;
        keep(activity, &tree_state, now_us, monotonic_pause_us(spent_us));
    }
    *sample = activity->sample;
    return true;
}

void activity_close(struct activity *activity)
{
    if (activity->program > 0 && activity->fd >= 0)
        close(activity->fd);
    activity->program = 0;
    activity->fd = -1;
}
