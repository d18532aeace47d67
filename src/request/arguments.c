/* SPDX-License-Identifier: MIT */
/* In a launch: the last words of the wings.
 * Owns nothing; strings stay argv's. */
#include "arguments.h"

#include "sign.h"

#include <stdlib.h>
#include <string.h>

#define FADE_MS        120
#define FADE_MS_MAX    400 /* the lifeline gives no longer once the program has ended */
#define DEMO_MS        16000
#define DEMO_GAITS     "gallop@2500,walk@6000,stand@8000,couch@11000"
#define TIMEOUT_MS_MAX (24 * 60 * 60 * 1000)
#define VOLUME_PERCENT 60
#define DESCRIPTOR_MAX (1 << 20)

/* The value of --NAME=value, or NULL if ARGUMENT is something else. */
static const char *value_of(const char *argument, const char *name)
{
    size_t name_len = strlen(name);

    if (strncmp(argument, name, name_len) != 0 || argument[name_len] != '=')
        return NULL;
    return argument + name_len + 1;
}

/* VALUE if it is a whole number, brought within the bounds; else OTHERWISE. */
static long long number(const char *value, long long min, long long max, long long otherwise)
{
    char *end;
    long long n = strtoll(value, &end, 10);

    if (end == value || *end != '\0')
        return otherwise;
    return n < min ? min : n > max ? max : n;
}

static int seconds_to_ms(const char *value, int otherwise)
{
    char *end;
    double seconds = strtod(value, &end);

    if (end == value || *end != '\0' || !(seconds >= 0))
        return otherwise;
    return seconds >= TIMEOUT_MS_MAX / 1000.0 ? TIMEOUT_MS_MAX : (int)(seconds * 1000);
}

static void take(struct arguments *arguments, const char *argument)
{
    struct {
        const char *name;
        int *fd;
    } descriptors[] = {
        {"--gone-fd", &arguments->gone_fd},         {"--watch-fd", &arguments->watch_fd},
        {"--notify-fd", &arguments->notify_fd},     {"--trace-fd", &arguments->trace_fd},
        {"--claim-fd", &arguments->claim_fd},       {"--play-fd", &arguments->play_fd},
        {"--output-fd", &arguments->output_fds[0]}, {"--error-fd", &arguments->output_fds[1]},
    };
    const char *value;

    for (size_t i = 0; i < sizeof descriptors / sizeof *descriptors; i++)
        if ((value = value_of(argument, descriptors[i].name)))
            *descriptors[i].fd = (int)number(value, -1, DESCRIPTOR_MAX, -1);
    if ((value = value_of(argument, "--program")))
        arguments->program = (pid_t)number(value, 0, INT32_MAX, 0);
    else if ((value = value_of(argument, "--written")))
        arguments->written = (uint64_t)number(value, 0, INT64_MAX, 0);
    else if ((value = value_of(argument, "--until")))
        sign_parse_list(value, &arguments->until);
    else if ((value = value_of(argument, "--timeout")))
        arguments->timeout_ms = seconds_to_ms(value, arguments->timeout_ms);
    else if ((value = value_of(argument, "--fade")))
        arguments->fade_ms = (int)number(value, 0, FADE_MS_MAX, FADE_MS);
    else if ((value = value_of(argument, "--theme")))
        arguments->theme = *value ? value : arguments->theme;
    else if ((value = value_of(argument, "--title")))
        arguments->title = value;
    else if ((value = value_of(argument, "--gait")))
        arguments->gaits = value;
    else if ((value = value_of(argument, "--status")))
        arguments->status = value;
    else if ((value = value_of(argument, "--progress")))
        arguments->progress_percent = (int)number(value, 0, 100, -1);
    else if ((value = value_of(argument, "--volume")))
        arguments->volume_percent = (int)number(value, 0, 100, VOLUME_PERCENT);
    else if ((value = value_of(argument, "--sound")))
        arguments->sound = strcmp(value, "off") != 0;
    else if (strcmp(argument, "--still") == 0)
        arguments->still = true;
    else if (strcmp(argument, "--demo") == 0)
        arguments->demo = true;
}

struct arguments arguments_parse(int argc, char **argv)
{
    struct arguments arguments = {
        .gone_fd = -1,
        .watch_fd = -1,
        .output_fds = {-1, -1},
        .notify_fd = -1,
        .trace_fd = -1,
        .claim_fd = -1,
        .play_fd = -1,
        .until = SIGNS_ALL,
        .timeout_ms = -1,
        .fade_ms = FADE_MS,
        .theme = "plate",
        .title = "",
        .progress_percent = -1,
        .volume_percent = VOLUME_PERCENT,
        .sound = true,
    };

    for (int i = 1; i < argc; i++)
        take(&arguments, argv[i]);
    if (arguments.timeout_ms < 0)
        arguments.timeout_ms = arguments.demo ? DEMO_MS : 0;
    if (!arguments.gaits && arguments.demo)
        arguments.gaits = DEMO_GAITS;
    return arguments;
}
