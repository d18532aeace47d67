/* SPDX-License-Identifier: MIT */
/* A process as libproc tells of it, which it does of the user's own. */
#include "activity_system.h"

#include <libproc.h>
#include <mach/mach_time.h>
#include <sys/proc.h>
#include <sys/proc_info.h>
#include <sys/resource.h>
#include <sys/time.h>

#define US_PER_S  INT64_C(1000000)
#define NS_PER_US 1000

/* Of CPU time in the units of mach_absolute_time, which are nanoseconds on Intel only. */
static int64_t us(uint64_t ticks)
{
    static mach_timebase_info_data_t base;
    if (base.denom == 0)
        mach_timebase_info(&base);
    return (int64_t)(ticks * base.numer / base.denom / NS_PER_US);
}

int activity_system_open(pid_t program)
{
    (void)program;
    return -1;
}

bool activity_system_see(pid_t process, int fd, struct activity_process *seen,
                         enum activity_state *state)
{
    (void)fd;
    struct proc_taskallinfo info;
    rusage_info_current usage;
    if (proc_pidinfo(process, PROC_PIDTASKALLINFO, 0, &info, sizeof info) != (int)sizeof info ||
        proc_pid_rusage(process, RUSAGE_INFO_CURRENT, (rusage_info_t *)&usage) != 0)
        return false;
    *seen = (struct activity_process){
        .pid = process,
        .started_us =
            (int64_t)info.pbsd.pbi_start_tvsec * US_PER_S + (int64_t)info.pbsd.pbi_start_tvusec,
        .own_us = us(usage.ri_user_time) + us(usage.ri_system_time),
        .waited_us = us(usage.ri_child_user_time) + us(usage.ri_child_system_time),
    };
    *state = info.pbsd.pbi_status == SSTOP    ? ACTIVITY_STATE_STOPPED
             : info.pbsd.pbi_status == SZOMB  ? ACTIVITY_STATE_OVER
             : info.ptinfo.pti_numrunning > 0 ? ACTIVITY_STATE_RUNNING
                                              : ACTIVITY_STATE_SLEEPING;
    return true;
}

int64_t activity_system_us(void)
{
    struct timeval now;
    gettimeofday(&now, NULL);
    return now.tv_sec * US_PER_S + now.tv_usec;
}
