/* SPDX-License-Identifier: MIT */
/* What the user asked, read from three places. */
#include "options.h"

#include "file.h"
#include "number.h"
#include "utf8.h"
#include "words.h"
#include "xdg.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE_MAX    16384 /* bytes of options file or variable that are read */
#define WHAT_MAX      110
#define HELP_COLUMN   28
#define HELP_WIDTH    80
#define HELP_LINE_MAX 128
#define DEMO_MAX_S    3600

#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* some editors put it before UTF-8 */

static const struct {
    const char *name;
    enum options_command command;
} commands[] = {
    {"--why", OPTIONS_WHY},       {"--demo", OPTIONS_DEMO},
    {"--play", OPTIONS_PLAY},     {"--list-themes", OPTIONS_LIST_THEMES},
    {"--forget", OPTIONS_FORGET}, {"--version", OPTIONS_VERSION},
    {"--help", OPTIONS_HELP},
};

/* Questions to ocamlwalk-theme, each with one operand, after a '=' or as the next word. */
static const struct {
    const char *name, *tool;
} tools[] = {
    {"--check-theme", "check"},
    {"--install-theme", "install"},
    {"--sheet", "sheet"},
};

/* Questions to the runtime itself; -v belongs to them because a garbage collector that reports is
 * output at once. */
static const char *const queries[] = {"-v",      "-version", "-vnum", "-p",
                                      "-config", "-help",    "-m",    "-M"};

static const char help_head[] =
    "Usage: ocamlwalk [OPTION]... [OCAMLRUN-OPTION]... [--] PROGRAM [ARG]...\n"
    "       ocamlwalk --why [OPTION]... [PROGRAM [ARG]...]\n"
    "       ocamlwalk --demo[=SECONDS] | --play | --forget | --version | --help\n"
    "       ocamlwalk --list-themes | --check-theme=DIR\n"
    "       ocamlwalk --install-theme=PATH [--force]\n"
    "       ocamlwalk --sheet=FILE [--theme=NAME|DIR] [--scale=N]\n"
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

/* TEXT in the second column, new lines where it has them and between words where it is too long. */
static void print_help_text(const char *text)
{
    size_t width = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, " \n");
        bool fits = width + 1 + len <= HELP_WIDTH - HELP_COLUMN - 2;
        if (width > 0 && (text[-1] == '\n' || !fits)) {
            printf("\n%*s", HELP_COLUMN + 2, "");
            width = 0;
        }
        width += (size_t)printf("%s%.*s", width > 0 ? " " : "", (int)len, text);
        text += len;
        text += *text != '\0';
    }
    putchar('\n');
}

bool options_print_help(void)
{
    char name[HELP_LINE_MAX], help[HELP_LINE_MAX];
    fputs(help_head, stdout);
    for (size_t i = 0; request_option_help(i, name, sizeof name, help, sizeof help); i++) {
        printf("  %-*s", HELP_COLUMN, name);
        print_help_text(help);
    }
    fputs(help_tail, stdout);
    return fflush(stdout) == 0;
}

void options_init(struct options *options)
{
    request_init(&options->request);
    options->argv = options->program_argv = NULL;
    options->tool = options->tool_operand = NULL;
    options->tool_force = false;
    options->tool_scale = 0;
    options->demo_ms = 0;
    options->query = false;
    options->complaint[0] = '\0';
    options->slip_count = 0;
    memset(options->sources, OPTIONS_SOURCE_NONE, sizeof options->sources);
}

static void complain(struct options *options, const char *source, const char *word,
                     const char *what)
{
    snprintf(options->complaint, sizeof options->complaint, "%.255s%soption '%.64s' %.110s", source,
             *source == '\0' ? "" : ": ", word, what);
    utf8_disarm(options->complaint);
}

/* WORD is an option with or without its two dashes: the options file may leave them off. False:
 * WHAT, of WHAT_MAX bytes, says what it wants. */
static bool apply(struct options *options, const char *word, enum options_source source, char *what)
{
    const char *bare = strncmp(word, "--", 2) == 0 ? word + 2 : word;
    if (!request_set_option(&options->request, bare, what, WHAT_MAX))
        return false;
    options->sources[request_option_index(bare)] = (unsigned char)source;
    return true;
}

static void apply_or_slip(struct options *options, const char *word, enum options_source place,
                          const char *source)
{
    char what[WHAT_MAX];
    if (!apply(options, word, place, what) && options->slip_count++ == 0)
        complain(options, source, word, what);
}

void options_apply_variable(struct options *options, char *text)
{
    /* closed quotes or not, what is meant is plain enough */
    for (char *word; (word = words_cut(&text, NULL));)
        apply_or_slip(options, word, OPTIONS_SOURCE_VARIABLE, "OCAMLWALK");
}

/* LINE without the blanks at its ends and around its first '=', in place. */
static char *tidy(char *line)
{
    static const char blanks[] = " \t\r";
    line += strspn(line, blanks);
    for (char *end = line + strlen(line); end > line && strchr(blanks, end[-1]);)
        *--end = '\0';
    char *equals = strchr(line, '=');
    if (equals) {
        char *value = equals + 1 + strspn(equals + 1, blanks), *name_end = equals;
        while (name_end > line && strchr(blanks, name_end[-1]))
            name_end--;
        *name_end = '=';
        memmove(name_end + 1, value, strlen(value) + 1);
    }
    return line;
}

void options_apply_file(struct options *options, char *text, const char *path)
{
    char source[PATH_MAX + 16];
    if (strncmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
        text += strlen(BYTE_ORDER_MARK);
    for (int number = 1; text; number++) {
        char *line = text;
        text = strchr(text, '\n');
        if (text)
            *text++ = '\0';
        line = tidy(line);
        if (*line == '\0' || *line == '#')
            continue;
        snprintf(source, sizeof source, "%s:%d", path, number);
        apply_or_slip(options, line, OPTIONS_SOURCE_FILE, source);
    }
}

bool options_file_path(char *path, size_t size)
{
    return xdg_path(XDG_CONFIG, "ocamlwalk/options", path, size);
}

/* A file that cannot be read is no file: it must not keep a program from running. Nor does anybody
 * else's count, who could name a runtime and a trace in it: su(1) keeps XDG_CONFIG_HOME. */
static void read_file(struct options *options)
{
    char path[PATH_MAX], text[SOURCE_MAX];
    if (!options_file_path(path, sizeof path))
        return;
    if (file_read_own(path, text, sizeof text)) {
        options_apply_file(options, text, path);
    } else if (errno == EPERM) {
        snprintf(options->complaint, sizeof options->complaint,
                 "%.300s: others could have written it; see chown and chmod go-w", path);
        utf8_disarm(options->complaint);
        options->slip_count++;
    }
}

static void read_variable(struct options *options)
{
    const char *variable = getenv("OCAMLWALK");
    char text[SOURCE_MAX];
    if (!variable || *variable == '\0')
        return;
    snprintf(text, sizeof text, "%s", variable);
    options_apply_variable(options, text);
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

/* SECONDS, all of it, as milliseconds: digits, and a point and up to three more. False: they are
 * none, or out of bounds. */
static bool parse_seconds(const char *seconds, int *ms)
{
    char text[16];
    size_t whole_len = strspn(seconds, "0123456789");
    const char *rest = seconds + whole_len;
    size_t rest_len = *rest == '.' ? strspn(rest + 1, "0123456789") : 0;
    if (whole_len == 0 || whole_len > 4 || (*rest == '.' && rest_len == 0) || rest_len > 3 ||
        rest[rest_len + (*rest == '.')] != '\0')
        return false;
    snprintf(text, sizeof text, "%.*s%.*s%.*s", (int)whole_len, seconds, (int)rest_len, rest + 1,
             (int)(3 - rest_len), "000");
    return number_parse_int(text, 1000, DEMO_MAX_S * 1000, ms);
}

/* "--demo=SECONDS". False: it is something else. */
static bool find_demo(struct options *options, const char *word, enum options_command *command)
{
    static const char name[] = "--demo=";
    if (strncmp(word, name, strlen(name)) != 0)
        return false;
    if (parse_seconds(word + strlen(name), &options->demo_ms)) {
        *command = OPTIONS_DEMO;
    } else {
        complain(options, "", word, "wants --demo=, then seconds, 1 to 3600, such as 2.5");
        *command = OPTIONS_INVALID;
    }
    return true;
}

/* WORDS begin with such a question, and end with NULL. Returns how many words that takes. */
static int find_tool(struct options *options, char *const *words)
{
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
        size_t len = strlen(tools[i].name);
        if (strncmp(words[0], tools[i].name, len) != 0 || !strchr("=", words[0][len]))
            continue;
        bool is_next = !words[0][len] && words[1] && strncmp(words[1], "--", 2) != 0;
        options->tool = tools[i].tool;
        options->tool_operand = words[0][len] ? words[0] + len + 1 : is_next ? words[1] : NULL;
        return is_next ? 2 : 1;
    }
    return 0;
}

/* What such a question may come with. False: it is something else. */
static bool find_tool_word(struct options *options, const char *word, enum options_command *command)
{
    static const char scale[] = "--scale=";
    if (strcmp(word, "--force") == 0) {
        options->tool_force = true;
        return true;
    }
    if (strncmp(word, scale, strlen(scale)) != 0)
        return false;
    if (!number_parse_int(word + strlen(scale), 1, 3, &options->tool_scale)) {
        complain(options, "", word, "wants --scale=, then 1, 2 or 3");
        *command = OPTIONS_INVALID;
    }
    return true;
}

/* The words before the program. *PASSED_ON of them are ocamlrun's, gathered behind argv[0]. Returns
 * the place of the program. */
static int parse_words(struct options *options, int argc, char **argv,
                       enum options_command *command, int *passed_on)
{
    int i = argc < 1 ? argc : 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--") == 0) { /* the program is next, whatever it is called */
            if (i + 1 < argc && argv[i + 1][0] == '-')
                argv[++*passed_on] = argv[i];
            return i + 1;
        }
        if (strncmp(argv[i], "--", 2) == 0) {
            char what[WHAT_MAX];
            int used;
            if (find_command(argv[i], command)) {
                if (*command != OPTIONS_WHY && *command != OPTIONS_DEMO && *command != OPTIONS_PLAY)
                    return argc;
            } else if (find_demo(options, argv[i], command) ||
                       find_tool_word(options, argv[i], command)) {
                if (*command == OPTIONS_INVALID)
                    return argc;
            } else if ((used = find_tool(options, argv + i)) > 0) {
                *command = OPTIONS_THEME_TOOL;
                i += used - 1;
            } else if (!apply(options, argv[i], OPTIONS_SOURCE_ARGUMENT, what)) {
                complain(options, "", argv[i], what);
                *command = OPTIONS_INVALID;
                return argc;
            }
            continue;
        }
        options->query = options->query || is_query(argv[i]);
        argv[++*passed_on] = argv[i];
        if (strcmp(argv[i], "-I") == 0 && i + 1 < argc)
            argv[++*passed_on] = argv[++i];
    }
    return i;
}

/* A question about a theme wants one, and no more; two words go with one of these questions each.
 */
static bool fits_together(struct options *options, enum options_command command)
{
    bool asks = command == OPTIONS_THEME_TOOL && options->tool;
    bool installs = asks && strcmp(options->tool, "install") == 0;
    bool draws = asks && strcmp(options->tool, "sheet") == 0;
    const char *more = options->program_argv[0];
    if (options->tool_force && !installs)
        complain(options, "", "--force", "goes with --install-theme");
    else if (options->tool_scale > 0 && !draws)
        complain(options, "", "--scale", "goes with --sheet");
    else if (asks && (!options->tool_operand || !*options->tool_operand))
        complain(options, "",
                 installs ? "--install-theme"
                 : draws  ? "--sheet"
                          : "--check-theme",
                 draws ? "wants a file after it" : "wants a theme after it");
    else if (asks && more)
        complain(options, "", more,
                 draws ? "is one too many" : "is one too many: one theme at a time");
    else
        return true;
    return false;
}

enum options_command options_parse(struct options *options, int argc, char **argv, bool privileged)
{
    options_init(options);
    if (!privileged) {
        read_file(options);
        read_variable(options);
    }
    enum options_command command = OPTIONS_RUN;
    int passed_on = 0;
    int program = parse_words(options, argc, argv, &command, &passed_on);
    options->program_argv = argv + program;
    if ((command == OPTIONS_DEMO || command == OPTIONS_PLAY) && options->program_argv[0]) {
        complain(options, "", command == OPTIONS_DEMO ? "--demo" : "--play",
                 "runs no program; leave it or the program out");
        return OPTIONS_INVALID;
    }
    if (!fits_together(options, command))
        return OPTIONS_INVALID;
    if (argc > 0) {
        options->argv = options->program_argv - passed_on - 1;
        memmove(options->argv + 1, argv + 1, (size_t)passed_on * sizeof *argv);
    }
    if (privileged) {
        request_init(&options->request);
        options->request.splash = REQUEST_SPLASH_NEVER;
    }
    return command;
}
