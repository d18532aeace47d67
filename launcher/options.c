/* SPDX-License-Identifier: MIT */
/* What the user asked. Owns the text of the options file and of OCAMLWALK, which options point
 * into. */
#include "options.h"

#include "sign.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SOURCE_MAX 16384 /* bytes of options file or variable that are read */
#define WORDS_MAX  256

enum kind { FLAG, NUMBER, TEXT, SWITCH, SPLASH, UNTIL };

static const struct option {
    const char *name;
    enum kind kind;
    size_t member;
    int min, max;
    const char *value; /* how a value is described */
} known[] = {
    {"splash", SPLASH, offsetof(struct options, splash), 0, 0, "auto, always or never"},
    {"delay", NUMBER, offsetof(struct options, delay_ms), 0, 3600000, "milliseconds, 0 to 3600000"},
    {"until", UNTIL, offsetof(struct options, until_list), 0, 0,
     "a comma-separated list of output, exit, window, terminal, ready, dismiss"},
    {"timeout", NUMBER, offsetof(struct options, timeout_s), 0, 86400, "seconds, 0 to 86400"},
    {"theme", TEXT, offsetof(struct options, theme), 0, 0, "a name or a folder"},
    {"sound", SWITCH, offsetof(struct options, sound), 0, 0, "on or off"},
    {"volume", NUMBER, offsetof(struct options, volume_percent), 0, 100, "percent, 0 to 100"},
    {"title", TEXT, offsetof(struct options, title), 0, 0, "a text"},
    {"still", FLAG, offsetof(struct options, still), 0, 0, NULL},
    {"fade", NUMBER, offsetof(struct options, fade_ms), 0, 120, "milliseconds, 0 to 120"},
    {"exec", FLAG, offsetof(struct options, exec), 0, 0, NULL},
    {"runtime", TEXT, offsetof(struct options, runtime), 0, 0, "a command"},
    {"trace", TEXT, offsetof(struct options, trace_path), 0, 0, "a file to write"},
};

static const struct {
    const char *name;
    enum options_request request;
} requests[] = {
    {"--demo", OPTIONS_DEMO},
    {"--play", OPTIONS_PLAY},
    {"--list-themes", OPTIONS_LIST_THEMES},
    {"--version", OPTIONS_VERSION},
    {"--help", OPTIONS_HELP},
};

/* Questions to the runtime itself; -v belongs to them because a garbage collector that reports is
 * output at once. */
static const char *const queries[] = {"-v",      "-version", "-vnum", "-p",
                                      "-config", "-help",    "-m",    "-M"};

const char *options_usage(void)
{
    return "Usage: ocamlwalk [OPTION]... [--] [OCAMLRUN-OPTION]... PROGRAM [ARG]...\n"
           "       ocamlwalk --demo | --play | --list-themes | --version | --help\n"
           "\n"
           "Runs PROGRAM exactly as `ocamlrun PROGRAM ARG...' does. While it is silent, a\n"
           "camel walks over the screen; at the first output, or at the end, it is gone.\n"
           "\n"
           "  --splash=auto|always|never  whether the camel may come (auto)\n"
           "  --delay=MS                  how long the program is silent first (250)\n"
           "  --until=LIST                signs of life that send it away (all of them):\n"
           "                              output, exit, window, terminal, ready, dismiss\n"
           "  --timeout=S                 send it away after S seconds, 0 for never (0)\n"
           "  --theme=NAME|DIR            what walks (plate)\n"
           "  --sound=on|off              the soundtrack (on)\n"
           "  --volume=PERCENT            its loudness, 0 to 100 (60)\n"
           "  --title=TEXT                the name under the camel (the program's)\n"
           "  --still                     one still frame instead of a walk\n"
           "  --fade=MS                   how long it takes to leave, 0 to 120 (120)\n"
           "  --exec                      become the program: same process id\n"
           "  --runtime=CMD               the runtime, not the one that PROGRAM names\n"
           "  --trace=FILE                write the launch as Chrome trace events\n"
           "\n"
           "The same options, one a line, may stand in $XDG_CONFIG_HOME/ocamlwalk/options\n"
           "(~/.config/ocamlwalk/options), and in the environment variable OCAMLWALK; the\n"
           "command line beats the variable, the variable beats the file. Single-dash\n"
           "options are ocamlrun's. OCAMLWALK=--splash=never switches the camel off.\n";
}

void options_init(struct options *options)
{
    *options = (struct options){
        .splash = OPTIONS_SPLASH_AUTO,
        .delay_ms = 250,
        .fade_ms = 120,
        .volume_percent = 60,
        .until = SIGNS_ALL,
        .sound = true,
    };
}

static bool parse_number(const char *text, int min, int max, int *number)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < min || value > max)
        return false;
    *number = (int)value;
    return true;
}

static bool set_value(struct options *options, const struct option *option, const char *value)
{
    void *member = (char *)options + option->member;
    switch (option->kind) {
    case NUMBER:
        return parse_number(value, option->min, option->max, member);
    case TEXT:
        *(const char **)member = value;
        return *value != '\0';
    case UNTIL:
        *(const char **)member = value;
        return sign_parse_list(value, &options->until);
    case SWITCH:
        *(bool *)member = strcmp(value, "on") == 0;
        return *(bool *)member || strcmp(value, "off") == 0;
    case SPLASH:
        options->splash = strcmp(value, "always") == 0  ? OPTIONS_SPLASH_ALWAYS
                          : strcmp(value, "never") == 0 ? OPTIONS_SPLASH_NEVER
                                                        : OPTIONS_SPLASH_AUTO;
        return options->splash != OPTIONS_SPLASH_AUTO || strcmp(value, "auto") == 0;
    case FLAG:
        break;
    }
    return false;
}

static bool complain(struct options *options, const char *source, const char *word,
                     const char *what)
{
    snprintf(options->complaint, sizeof options->complaint, "%s%soption '%.64s' %s", source,
             *source == '\0' ? "" : ": ", word, what);
    return false;
}

/* WORD is an option with or without its two dashes: the options file may leave them off. */
static bool apply(struct options *options, const char *word, const char *source)
{
    char what[160];
    const char *name = strncmp(word, "--", 2) == 0 ? word + 2 : word;
    size_t name_len = strcspn(name, "=");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct option *option = &known[i];
        if (strlen(option->name) != name_len || strncmp(option->name, name, name_len) != 0)
            continue;
        if (option->kind == FLAG) {
            if (name[name_len] == '=')
                return complain(options, source, word, "takes no value");
            *(bool *)((char *)options + option->member) = true;
            return true;
        }
        if (name[name_len] == '=' && set_value(options, option, name + name_len + 1))
            return true;
        snprintf(what, sizeof what, "wants --%s=, then %s", option->name, option->value);
        return complain(options, source, word, what);
    }
    return complain(options, source, word, "is unknown; see ocamlwalk --help");
}

bool options_apply(struct options *options, char *const *words, const char *source)
{
    for (; *words != NULL; words++)
        if (!apply(options, *words, source))
            return false;
    return true;
}

/* Cuts TEXT into words in place: at blanks, or at line ends if BY_LINE. Quotes of either kind keep
 * blanks; a line that starts with # is a comment. */
static void split(char *text, bool by_line, char **words, size_t words_max)
{
    const char *stops = by_line ? "\n" : " \t\n";
    size_t count = 0;
    while (count + 1 < words_max) {
        text += strspn(text, " \t\r\n");
        if (*text == '\0')
            break;
        char *word = text, *out = text, quote = '\0';
        for (; *text != '\0' && (quote != '\0' || strchr(stops, *text) == NULL); text++) {
            if (!by_line && quote == '\0' && (*text == '\'' || *text == '"'))
                quote = *text;
            else if (quote != '\0' && *text == quote)
                quote = '\0';
            else
                *out++ = *text;
        }
        if (*text != '\0')
            text++;
        while (by_line && out > word && strchr(" \t\r", out[-1]) != NULL)
            out--;
        *out = '\0';
        if (!by_line || *word != '#')
            words[count++] = word;
    }
    words[count] = NULL;
}

static bool apply_text(struct options *options, char *text, bool by_line, const char *source)
{
    char *words[WORDS_MAX];
    split(text, by_line, words, WORDS_MAX);
    return options_apply(options, words, source);
}

static bool options_file(char *path, size_t size)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    int len;
    if (config != NULL && *config == '/')
        len = snprintf(path, size, "%s/ocamlwalk/options", config);
    else if (home != NULL && *home == '/')
        len = snprintf(path, size, "%s/.config/ocamlwalk/options", home);
    else
        return false;
    return len > 0 && (size_t)len < size;
}

/* A file that cannot be read is no file: it must not keep a program from running. */
static bool apply_file(struct options *options)
{
    char path[PATH_MAX];
    if (!options_file(path, sizeof path))
        return true;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return true;
    char *text = malloc(SOURCE_MAX);
    ssize_t len = text == NULL ? -1 : read(fd, text, SOURCE_MAX - 1);
    close(fd);
    if (len < 0) {
        free(text);
        return true;
    }
    text[len] = '\0';
    options->texts[0] = text;
    return apply_text(options, text, true, path);
}

static bool apply_variable(struct options *options)
{
    const char *variable = getenv("OCAMLWALK");
    if (variable == NULL || *variable == '\0')
        return true;
    char *text = options->texts[1] = strdup(variable);
    return text == NULL || apply_text(options, text, false, "OCAMLWALK");
}

static bool is_query(const char *word)
{
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (strcmp(word, queries[i]) == 0)
            return true;
    return false;
}

static bool find_request(const char *word, enum options_request *request)
{
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        if (strcmp(word, requests[i].name) == 0) {
            *request = requests[i].request;
            return true;
        }
    }
    return false;
}

enum options_request options_parse(struct options *options, int argc, char **argv)
{
    options_init(options);
    options->program_argv = argv + argc;
    if (!apply_file(options) || !apply_variable(options))
        return OPTIONS_INVALID;

    enum options_request request = OPTIONS_RUN;
    bool ours = true;  /* until "--" */
    int passed_on = 0; /* ocamlrun's options, gathered behind argv[0] */
    int i;
    for (i = 1; i < argc && argv[i][0] == '-'; i++) {
        if (ours && strcmp(argv[i], "--") == 0) {
            ours = false;
        } else if (ours && strncmp(argv[i], "--", 2) == 0) {
            if (find_request(argv[i], &request)) {
                if (request != OPTIONS_DEMO && request != OPTIONS_PLAY)
                    return request;
            } else if (!apply(options, argv[i], "")) {
                return OPTIONS_INVALID;
            }
        } else {
            options->query = options->query || is_query(argv[i]);
            argv[++passed_on] = argv[i];
            if (strcmp(argv[i], "-I") == 0 && i + 1 < argc)
                argv[++passed_on] = argv[++i];
        }
    }
    if (i < argc)
        options->program_argv = argv + i;
    if (request != OPTIONS_RUN && options->program_argv[0] != NULL) {
        complain(options, "", request == OPTIONS_DEMO ? "--demo" : "--play",
                 "runs no program; leave it or the program out");
        return OPTIONS_INVALID;
    }
    if (argc > 0) {
        options->argv = options->program_argv - passed_on - 1;
        memmove(options->argv + 1, argv + 1, (size_t)passed_on * sizeof *argv);
    }
    return request;
}

void options_free(struct options *options)
{
    free(options->texts[0]);
    free(options->texts[1]);
    options->texts[0] = options->texts[1] = NULL;
}
