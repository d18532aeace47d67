/* SPDX-License-Identifier: MIT */
/* The launch as trace events. Owns the trace's descriptor, in each process its own. */
#include "trace.h"

#include "descriptors.h"
#include "json.h"
#include "monotonic.h"
#include "quiet_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#define EVENT_MAX 1024
#define KEY_MAX   32

/* The lock is held as long as any process of the launch has the descriptor: whoever comes
 * meanwhile, started by the program, adds to the trace instead of emptying it. */
static bool begin(int fd)
{
    if (!descriptors_lock(fd))
        return true;
    if (ftruncate(fd, 0) != 0 && errno != EINVAL) /* a pipe or a terminal has no length */
        return false;
    return quiet_write(fd, "[\n", 2);
}

bool trace_open(struct trace *trace, const char *path, const char *category)
{
    *trace = (struct trace){.fd = -1, .category = category};
    /* O_APPEND: the processes of a launch write side by side, each event whole. O_NONBLOCK: nobody
     * waits for the reader of a pipe. */
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    int fd = descriptors_raise(open(path, flags, 0666));
    if (fd < 0)
        return false;
    if (!begin(fd)) {
        int error = errno;
        close(fd);
        errno = error;
        return false;
    }
    trace->fd = fd;
    return true;
}

void trace_adopt(struct trace *trace, int fd, const char *category)
{
    *trace = (struct trace){.fd = fd, .category = category};
}

static void add_arguments(struct json *json, const char *arguments, va_list values)
{
    while (*arguments != '\0') {
        char key[KEY_MAX];
        size_t key_len = strcspn(arguments, "?="), len = strcspn(arguments, " ");
        bool is_boolean = arguments[key_len] == '?';
        char conversion = arguments[len - 1];
        if (key_len < sizeof key) {
            memcpy(key, arguments, key_len);
            key[key_len] = '\0';
        }
        if (conversion == 's')
            json_string(json, key, va_arg(values, const char *));
        else if (is_boolean)
            json_boolean(json, key, va_arg(values, int) != 0);
        else
            json_integer(json, key, va_arg(values, int));
        arguments += len;
        arguments += *arguments == ' ';
    }
}

void trace_event(const struct trace *trace, const char *name, const char *arguments, ...)
{
    if (trace->fd < 0)
        return;
    char event[EVENT_MAX];
    struct json json;
    int pid = (int)getpid();
    int64_t now_ns = monotonic_ns();
    json_begin(&json, event, sizeof event - 2); /* room for the comma and the line feed */
    json_string(&json, "name", name);
    json_string(&json, "cat", trace->category);
    json_string(&json, "ph", "i");
    json_string(&json, "s", "p");
    json_decimal(&json, "ts", now_ns / 1000, (int)(now_ns % 1000));
    json_integer(&json, "pid", pid);
    json_integer(&json, "tid", pid);
    json_object(&json, "args");
    if (arguments) {
        va_list values;
        va_start(values, arguments);
        add_arguments(&json, arguments, values);
        va_end(values);
    }
    json_end(&json);
    if (!json_end(&json))
        return;
    strcpy(event + json.len, ",\n");
    if (!quiet_write(trace->fd, event, json.len + 2))
        return; /* a full disk costs the trace, never the launch */
}
