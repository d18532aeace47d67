/* SPDX-License-Identifier: MIT */
/* Any options file, any OCAMLWALK and any command line: the input is the file, and once more, its
 * first line is the variable and the others are the arguments. */
#include "fuzz.h"
#include "options.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 64

static void check_text(const char *text, size_t size)
{
    assert(memchr(text, '\0', size));
}

static void check(const struct options *options)
{
    const struct request *request = &options->request;
    assert(request->delay_ms >= 0 && request->timeout_s >= 0 && request->fade_ms >= 0);
    assert(request->volume_percent >= 0 && request->volume_percent <= 100);
    check_text(request->theme, sizeof request->theme);
    check_text(request->title, sizeof request->title);
    check_text(request->runtime, sizeof request->runtime);
    check_text(request->trace_path, sizeof request->trace_path);
    check_text(options->complaint, sizeof options->complaint);
    for (const char *c = options->complaint; *c != '\0'; c++)
        assert((unsigned char)*c >= ' ' && *c != 0x7f);
    if (options->slip_count > 0)
        assert(options->complaint[0]);
}

/* The input as an options file, whose lines are cut where its bytes end. */
static void try_file(const char *bytes, size_t len)
{
    struct options options;
    char *text = calloc(1, len + 1);
    if (!text)
        return;
    memcpy(text, bytes, len);
    options_init(&options);
    options_apply_file(&options, text, "file");
    check(&options);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    try_file((const char *)bytes, len);
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
    bool privileged = len % 8 == 7;
    struct options options;
    enum options_command command = options_parse(&options, argc, argv, privileged);
    check(&options);
    if (command == OPTIONS_INVALID)
        assert(options.complaint[0]);
    else
        assert(options.program_argv >= argv && options.program_argv <= argv + argc);
    if (privileged && command == OPTIONS_RUN)
        assert(options.request.splash == REQUEST_SPLASH_NEVER && !options.request.runtime[0] &&
               !options.request.trace_path[0]);
    free(text);
    return 0;
}
