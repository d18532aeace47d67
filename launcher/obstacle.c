/* SPDX-License-Identifier: MIT */
/* What keeps the camel away. Owns nothing: the claim is given up again at once. */
#include "obstacle.h"

#include "claim.h"
#include "display.h"
#include "headroom.h"
#include "page.h"
#include "process.h"
#include "splash.h"
#include "watch.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

const char *obstacle_to_launch(const struct options *options)
{
    const char *reason;
    if (options->query)
        return "ocamlrun is only asked about itself";
    if (options->request.splash == REQUEST_SPLASH_NEVER)
        return "--splash=never";
    if (!display_available(options->request.splash == REQUEST_SPLASH_ALWAYS, &reason))
        return reason;
    return splash_is_installed() ? NULL : "the splash is not installed";
}

/* The output is ours, and the program's would be the same. */
static bool can_watch(void)
{
    struct watch watch;
    watch_aim(&watch);
    bool watching = watch_open(&watch, getpid(), watch_written());
    watch_close(&watch);
    return watching;
}

static const char *obstacle_to_claim(void)
{
    struct claim claim = CLAIM_NONE;
    const char *reason = NULL;
    bool free = claim_take(&claim);
    if (!free && claim.fd < 0 && errno != EAGAIN && errno != EADDRINUSE)
        reason = strerror(errno);
    else if (!free && (claim.fd >= 0 || errno == EADDRINUSE))
        reason = "another camel walks on this display; this one comes when that has gone";
    claim_release(&claim);
    return reason;
}

const char *obstacle_to_show(const struct options *options, struct request *request,
                             const char **complaint)
{
    *complaint = NULL;
    *request = options->request;
    bool has_theme = page_complete(request, options->program_argv);
    if (options->request.exec && process_adopts())
        return "--exec in a process that adopts orphans: the camel would be the program's child";
    if (!can_watch())
        return "nothing tells here when the program writes";
    const char *reason = obstacle_to_claim();
    if (reason)
        return reason;
    const char *lacking = headroom_lacks(HEADROOM_MEMBERSHIPS, HEADROOM_ROOT);
    if (lacking)
        return strcmp(lacking, "memory") == 0 ? "the control group has too little memory left"
                                              : "the control group has too few processes left";
    if (!has_theme)
        return "there is no theme, see --list-themes";
    if (splash_try(request, complaint))
        return NULL;
    reason = *complaint;
    *complaint = NULL;
    return reason;
}
