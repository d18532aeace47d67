/* SPDX-License-Identifier: MIT */
/* Any OCAMLWALK and any command line: the input's first line is the variable, the others are the
 * arguments. */
#include "fuzz.h"
#include "options.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = calloc(1, len + 1);
    if (!text)
        return 0;
    memcpy(text, bytes, len);
    unsetenv("HOME");
    unsetenv("XDG_CONFIG_HOME");
    char *argv[WORDS_MAX + 1];
    int argc = 0;
    for (char *line = text; line && argc < WORDS_MAX;) {
        argv[argc++] = line;
        if ((line = strchr(line, '\n')))
            *line++ = '\0';
    }
    argv[argc] = NULL;
    setenv("OCAMLWALK", argv[0], 1);
    struct options options;
    const struct request *request = &options.request;
    if (options_parse(&options, argc, argv) == OPTIONS_INVALID) {
        assert(memchr(options.complaint, '\0', sizeof options.complaint));
        assert(*options.complaint != '\0' && !strchr(options.complaint, '\n'));
    } else {
        assert(request->delay_ms >= 0 && request->timeout_s >= 0 && request->fade_ms >= 0);
        assert(request->volume_percent >= 0 && request->volume_percent <= 100);
        assert(memchr(request->theme, '\0', sizeof request->theme));
        assert(memchr(request->title, '\0', sizeof request->title));
        assert(memchr(request->runtime, '\0', sizeof request->runtime));
        assert(memchr(request->trace_path, '\0', sizeof request->trace_path));
        assert(options.program_argv >= argv && options.program_argv <= argv + argc);
    }
    free(text);
    return 0;
}
