/* SPDX-License-Identifier: MIT */
/* What may be said on the command line. */
#include "plate_options.h"

#include "complaint.h"
#include "gutters.h"
#include "number.h"
#include "theme.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option_code {
    OPTION_COLUMNS = 256,
    OPTION_ROWS,
    OPTION_KEY,
    OPTION_LOOP,
    OPTION_FRAME_MS,
    OPTION_STRIDE,
    OPTION_SOUND,
    OPTION_PREVIEW,
    OPTION_FORCE,
    OPTION_HELP,
    OPTION_VERSION
};

static const struct option known[] = {
    {"output", required_argument, NULL, 'o'},
    {"columns", required_argument, NULL, OPTION_COLUMNS},
    {"rows", required_argument, NULL, OPTION_ROWS},
    {"key", required_argument, NULL, OPTION_KEY},
    {"loop", required_argument, NULL, OPTION_LOOP},
    {"frame-ms", required_argument, NULL, OPTION_FRAME_MS},
    {"stride", required_argument, NULL, OPTION_STRIDE},
    {"sound", required_argument, NULL, OPTION_SOUND},
    {"preview", no_argument, NULL, OPTION_PREVIEW},
    {"force", no_argument, NULL, OPTION_FORCE},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {0},
};

void plate_options_print_help(void)
{
    printf("usage: ocamlwalk-plate [OPTION...] PLATE\n"
           "       ocamlwalk-plate [OPTION...] import FILE...\n"
           "\n"
           "Makes a theme of ocamlwalk of a plate of exposures, a strip or a grid; or of a strip "
           "that is cut\n"
           "out already, an animation, pictures in their order, or a folder of them.\n"
           "\n"
           "  -o, --output=FOLDER  the theme (the plate's name without its suffix)\n"
           "  --columns=N          panels side by side, 1 to %d (found by their gutters)\n"
           "  --rows=N             panels one below the other, 1 to %d (found by their gutters)\n"
           "  --key=#RRGGBB        the colour that is clear (the backdrop that the panels have in "
           "common)\n"
           "  --loop=N             so many exposures are the walk, %d to %d (until the first comes "
           "again)\n"
           "  --frame-ms=MS        each stands for so long, 10 to 10000 (%d, or what an animation "
           "says)\n"
           "  --stride=PX          ground covered in the walk, -4096 to 4096 (as far as the feet "
           "travel)\n"
           "  --sound=FILE         WAV or Ogg: the theme's soundtrack\n"
           "  --preview            write FOLDER-preview.png only, what was found; show the walk\n"
           "  --force              replace the theme that is there\n"
           "  --version, --help    say which version, or this\n",
           GUTTERS_PANELS_MAX, GUTTERS_PANELS_MAX, 3, THEME_FRAMES_MAX, PLATE_OPTIONS_FRAME_MS);
}

static bool take_number(const char *name, int min, int max, int *number)
{
    return number_parse_int(optarg, min, max, number) ||
           complain("--%s=%s: a number from %d to %d", name, optarg, min, max);
}

static bool take_key(struct plate_options *options)
{
    const char *digits = optarg + (optarg[0] == '#');
    if (strlen(digits) != 6 || strspn(digits, "0123456789abcdefABCDEF") != 6)
        return complain("--key=%s: a colour as #rrggbb", optarg);
    unsigned long rgb = strtoul(digits, NULL, 16);
    for (int i = 0; i < 3; i++)
        options->key[i] = (uint8_t)(rgb >> (16 - 8 * i));
    options->has_key = true;
    return true;
}

static bool take(struct plate_options *options, int code)
{
    switch (code) {
    case 'o':
        options->folder = optarg;
        return optarg[0] || complain("--output: a folder");
    case OPTION_COLUMNS:
        return take_number("columns", 1, GUTTERS_PANELS_MAX, &options->columns);
    case OPTION_ROWS:
        return take_number("rows", 1, GUTTERS_PANELS_MAX, &options->rows);
    case OPTION_KEY:
        return take_key(options);
    case OPTION_LOOP:
        return take_number("loop", 3, THEME_FRAMES_MAX, &options->loop);
    case OPTION_FRAME_MS:
        return take_number("frame-ms", 10, 10000, &options->frame_ms);
    case OPTION_STRIDE:
        options->has_stride = true;
        return take_number("stride", -4096, 4096, &options->stride_px);
    case OPTION_SOUND:
        options->sound = optarg;
        return true;
    case OPTION_PREVIEW:
        return options->preview = true;
    case OPTION_FORCE:
        return options->force = true;
    case OPTION_HELP:
        return options->help = true;
    case OPTION_VERSION:
        return options->version = true;
    }
    return false;
}

/* getopt_long(3) leaves in OPTOPT a letter, or the code of an option that lacks or has a value. */
static bool complain_of_option(char *const *argv, int code)
{
    const char *word = argv[optind - 1];
    if (code == ':')
        return complain("%s: a value is missing: see ocamlwalk-plate --help", word);
    return complain("%s: no such option: see ocamlwalk-plate --help", word);
}

bool plate_options_parse(struct plate_options *options, int argc, char **argv)
{
    *options = (struct plate_options){0};
    for (int code; (code = getopt_long(argc, argv, ":o:", known, NULL)) >= 0;) {
        if (code == ':' || code == '?')
            return complain_of_option(argv, code);
        if (!take(options, code))
            return false;
    }
    options->files = argv + optind;
    options->file_count = argc - optind;
    options->import = options->file_count > 0 && strcmp(argv[optind], "import") == 0;
    options->files += options->import;
    options->file_count -= options->import;
    if (options->help || options->version)
        return true;
    if (options->file_count == 0)
        return complain("name a %s: see ocamlwalk-plate --help",
                        options->import ? "file to import" : "plate");
    if (!options->import && options->file_count > 1)
        return complain("%s: one plate at a time", options->files[1]);
    return true;
}
