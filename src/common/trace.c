/* SPDX-License-Identifier: MIT */
/* The launch as trace events. Owns the trace's descriptor, in each process its own. */
#include "trace.h"

#include "descriptors.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EVENT_MAX 1024

bool trace_open(struct trace *trace, const char *path, const char *category)
{
    *trace = (struct trace){.fd = -1, .category = category};
    /* O_APPEND: the processes of a launch write side by side, each event whole. */
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
    fd = descriptors_raise(fd);
    if (fd < 0)
        return false;
    if (write(fd, "[\n", 2) != 2) {
        close(fd);
        return false;
    }
    trace->fd = fd;
    return true;
}

void trace_adopt(struct trace *trace, int fd, const char *category)
{
    *trace = (struct trace){.fd = fd, .category = category};
}

void trace_event(const struct trace *trace, const char *name, const char *arguments, ...)
{
    if (trace->fd < 0)
        return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    char event[EVENT_MAX];
    int pid = (int)getpid();
    int len = snprintf(event, sizeof event,
                       "{\"name\":\"%s\",\"cat\":\"%s\",\"ph\":\"i\",\"s\":\"p\",\"ts\":%lld.%03ld,"
                       "\"pid\":%d,\"tid\":%d,\"args\":{",
                       name, trace->category, (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000,
                       now.tv_nsec % 1000, pid, pid);
    if (len < 0 || (size_t)len >= sizeof event)
        return;
    if (arguments != NULL) {
        va_list values;
        va_start(values, arguments);
        int added = vsnprintf(event + len, sizeof event - (size_t)len, arguments, values);
        va_end(values);
        if (added < 0 || (size_t)(len + added) >= sizeof event)
            return;
        len += added;
    }
    if ((size_t)len + sizeof "}},\n" > sizeof event)
        return;
    strcpy(event + len, "}},\n");
    if (write(trace->fd, event, strlen(event)) < 0)
        return; /* a full disk costs the trace, never the launch */
}

const char *trace_escape(char *escaped, size_t size, const char *text)
{
    size_t len = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0' && len + 7 < size; c++) {
        if (*c == '"' || *c == '\\')
            len += (size_t)snprintf(escaped + len, size - len, "\\%c", *c);
        else if (*c < 0x20 || *c == 0x7f)
            len += (size_t)snprintf(escaped + len, size - len, "\\u%04x", *c);
        else
            escaped[len++] = (char)*c;
    }
    escaped[len] = '\0';
    return escaped;
}

void trace_close(struct trace *trace)
{
    if (trace->fd >= 0)
        close(trace->fd);
    trace->fd = -1;
}
