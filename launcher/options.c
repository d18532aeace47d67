/* SPDX-License-Identifier: MIT */
/* What the user asked, read from three places. */
#include "options.h"

#include "file.h"
#include "utf8.h"
#include "xdg.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE_MAX    16384 /* bytes of options file or variable that are read */
#define WORDS_MAX     256
#define HELP_COLUMN   28
#define HELP_LINE_MAX 128

static const struct {
    const char *name;
    enum options_command command;
} commands[] = {
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

static const char help_head[] =
    "Usage: ocamlwalk [OPTION]... [--] [OCAMLRUN-OPTION]... PROGRAM [ARG]...\n"
    "       ocamlwalk --demo | --play | --list-themes | --version | --help\n"
    "\n"
    "Runs PROGRAM exactly as `ocamlrun PROGRAM ARG...' does. While it is silent, a\n"
    "camel walks over the screen; at the first output, or at the end, it is gone.\n"
    "\n";

static const char help_tail[] =
    "\n"
    "The same options, one a line, may stand in $XDG_CONFIG_HOME/ocamlwalk/options\n"
    "(~/.config/ocamlwalk/options), and in the environment variable OCAMLWALK; the\n"
    "command line beats the variable, the variable beats the file. Single-dash\n"
    "options are ocamlrun's. OCAMLWALK=--splash=never switches the camel off.\n";

bool options_print_help(void)
{
    char name[HELP_LINE_MAX], help[HELP_LINE_MAX];
    fputs(help_head, stdout);
    for (size_t i = 0; request_option_help(i, name, sizeof name, help, sizeof help); i++) {
        printf("  %-*s", HELP_COLUMN, name);
        for (const char *c = help; *c != '\0'; c++)
            if (*c == '\n')
                printf("\n%*s", HELP_COLUMN + 2, "");
            else
                putchar(*c);
        putchar('\n');
    }
    fputs(help_tail, stdout);
    return fflush(stdout) == 0;
}

void options_init(struct options *options)
{
    request_init(&options->request);
    options->argv = options->program_argv = NULL;
    options->query = false;
    options->complaint[0] = '\0';
}

static bool complain(struct options *options, const char *source, const char *word,
                     const char *what)
{
    snprintf(options->complaint, sizeof options->complaint, "%.255s%soption '%.64s' %.110s", source,
             *source == '\0' ? "" : ": ", word, what);
    for (char *c = options->complaint; *c != '\0'; c++)
        if (utf8_is_control(c, 1)) /* a quoted line feed, a terminal's escape */
            *c = '?';
    return false;
}

/* WORD is an option with or without its two dashes: the options file may leave them off. */
static bool apply(struct options *options, const char *word, const char *source)
{
    char what[110];
    const char *bare = strncmp(word, "--", 2) == 0 ? word + 2 : word;
    return request_set_option(&options->request, bare, what, sizeof what) ||
           complain(options, source, word, what);
}

bool options_apply(struct options *options, char *const *words, const char *source)
{
    for (; *words; words++)
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
        for (; *text != '\0' && (quote != '\0' || !strchr(stops, *text)); text++) {
            if (!by_line && quote == '\0' && (*text == '\'' || *text == '"'))
                quote = *text;
            else if (quote != '\0' && *text == quote)
                quote = '\0';
            else
                *out++ = *text;
        }
        if (*text != '\0')
            text++;
        while (by_line && out > word && strchr(" \t\r", out[-1]))
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

/* A file that cannot be read is no file: it must not keep a program from running. */
static bool apply_file(struct options *options)
{
    char path[PATH_MAX], text[SOURCE_MAX];
    return !xdg_path(XDG_CONFIG, "ocamlwalk/options", path, sizeof path) ||
           !file_read(path, text, sizeof text) || apply_text(options, text, true, path);
}

static bool apply_variable(struct options *options)
{
    const char *variable = getenv("OCAMLWALK");
    char text[SOURCE_MAX];
    if (!variable || *variable == '\0')
        return true;
    snprintf(text, sizeof text, "%s", variable);
    return apply_text(options, text, false, "OCAMLWALK");
}

static bool is_query(const char *word)
{
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (strcmp(word, queries[i]) == 0)
            return true;
    return false;
}

static bool find_command(const char *word, enum options_command *command)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(word, commands[i].name) == 0) {
            *command = commands[i].command;
            return true;
        }
    }
    return false;
}

enum options_command options_parse(struct options *options, int argc, char **argv)
{
    options_init(options);
    options->program_argv = argv + argc;
    if (!apply_file(options) || !apply_variable(options))
        return OPTIONS_INVALID;

    enum options_command command = OPTIONS_RUN;
    bool ours = true;  /* until "--" */
    int passed_on = 0; /* ocamlrun's options, gathered behind argv[0] */
    int i;
    for (i = 1; i < argc && argv[i][0] == '-'; i++) {
        if (ours && strcmp(argv[i], "--") == 0) {
            ours = false;
        } else if (ours && strncmp(argv[i], "--", 2) == 0) {
            if (find_command(argv[i], &command)) {
                if (command != OPTIONS_DEMO && command != OPTIONS_PLAY)
                    return command;
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
    if (command != OPTIONS_RUN && options->program_argv[0]) {
        complain(options, "", command == OPTIONS_DEMO ? "--demo" : "--play",
                 "runs no program; leave it or the program out");
        return OPTIONS_INVALID;
    }
    if (argc > 0) {
        options->argv = options->program_argv - passed_on - 1;
        memmove(options->argv + 1, argv + 1, (size_t)passed_on * sizeof *argv);
    }
    return command;
}
