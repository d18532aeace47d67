/* SPDX-License-Identifier: MIT */
/* A plate such as a battery of cameras leaves it, of frames whose outlines are known: a wall and a
 * track in uneven light, a grid painted on the wall, shadows, noise, cameras that do not point
 * quite alike, a scanner in which the plate lay askew.
 *
 *     make-plate OUT FRAMES name=value...      FRAMES: their folder
 *
 * Prints the numbers of the frames, one for each panel. */
#include "frame.h"
#include "picture.h"
#include "random.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct setting {
    const char *name;
    double value;
};

enum {
    COUNT,
    COLUMNS,
    FIRST,
    STEP,
    CYCLE,
    SEED,
    SKEW,
    JITTER,
    NOISE,
    GRID,
    SHADOW,
    UNEVEN,
    WALL,
    TRACK,
    GUTTER,
    PAGE,
    QUALITY,
    SCALE,
    KEY,
    SETTINGS
};

static struct setting settings[SETTINGS] = {
    [COUNT] = {"count", 24}, [COLUMNS] = {"columns", 6},  [FIRST] = {"first", 1},
    [STEP] = {"step", 2},    [CYCLE] = {"cycle", 40},     [SEED] = {"seed", 1},
    [SKEW] = {"skew", 0},    [JITTER] = {"jitter", 0},    [NOISE] = {"noise", 4},
    [GRID] = {"grid", 1},    [SHADOW] = {"shadow", 1},    [UNEVEN] = {"uneven", 1},
    [WALL] = {"wall", 195},  [TRACK] = {"track", 120},    [GUTTER] = {"gutter", 12},
    [PAGE] = {"page", 240},  [QUALITY] = {"quality", 70}, [SCALE] = {"scale", 2},
    [KEY] = {"key", 0},
};

static const double green[3] = {0, 200, 0};

struct scene {
    struct picture plate;
    int width, height; /* of a panel */
    int margin;        /* of the page, so wide that no corner is lost when it is turned */
    double wall_wave[4][3];
    uint64_t chance;
};

static double get(int setting)
{
    return settings[setting].value;
}

/* What stands behind the animal at X, Y of a panel, which the grid has moved by GONE. */
static double backdrop_at(const struct scene *scene, double x, double y, double gone)
{
    double horizon = 0.82 * scene->height, tone = y < horizon ? get(WALL) : get(TRACK);
    for (int i = 0; i < 4; i++)
        tone += 5 * sin(scene->wall_wave[i][0] * x + scene->wall_wave[i][1] * y +
                        scene->wall_wave[i][2]);
    if (get(GRID) > 0 && y < horizon) {
        double pitch = scene->width / 9.0, thick = scene->width / 300.0 + 0.5;
        double across = fmod(x + gone + 100 * pitch, pitch), down = fmod(y + pitch / 2, pitch);
        if (across < thick || down < thick)
            tone -= 35;
    }
    if (y >= horizon && y < horizon + 2)
        tone -= 40;
    return tone;
}

/* How much of the light a shadow leaves on the ground, beneath a body from LEFT to RIGHT. */
static double shade_at(double x, double y, double left, double right, double ground)
{
    double across = (x - (left + right) / 2 - (right - left) * 0.04) / ((right - left) * 0.42);
    double down = (y - ground) / ((right - left) * 0.022);
    double far = sqrt(across * across + down * down);
    return get(SHADOW) > 0 && far < 1.2 ? 1 - 0.38 * fmin(1, (1.2 - far) / 0.4) : 1;
}

static void draw_panel(struct scene *scene, int left, int top, const struct picture *frame,
                       int number)
{
    double jitter_x = random_between(&scene->chance, -get(JITTER), get(JITTER));
    double jitter_y = random_between(&scene->chance, -get(JITTER), get(JITTER));
    double gain = 1 + get(UNEVEN) * random_between(&scene->chance, -0.16, 0.12);
    double tilt_x = get(UNEVEN) * random_between(&scene->chance, -0.12, 0.12);
    double tilt_y = get(UNEVEN) * random_between(&scene->chance, -0.12, 0.12);
    double gone = get(GRID) > 1 ? number * scene->width / 31.0 : 0;
    int frame_x = (scene->width - frame->width) / 2 + (int)lround(jitter_x);
    int frame_y = scene->height - frame->height - scene->height / 16 + (int)lround(jitter_y);
    for (int y = 0; y < scene->height; y++)
        for (int x = 0; x < scene->width; x++) {
            double seen_x = x - lround(jitter_x), seen_y = y - lround(jitter_y);
            double u = 2.0 * x / scene->width - 1, v = 2.0 * y / scene->height - 1;
            double tone = backdrop_at(scene, seen_x, seen_y, gone);
            tone *= shade_at(x, y, frame_x, frame_x + frame->width, frame_y + frame->height * 0.97);
            double colour[3] = {tone, tone, tone};
            if (get(KEY) > 0) /* one green, no backdrop */
                memcpy(colour, green, sizeof colour);
            int in_x = x - frame_x, in_y = y - frame_y;
            if (in_x >= 0 && in_y >= 0 && in_x < frame->width && in_y < frame->height) {
                const uint8_t *pixel = picture_at(frame, in_x, in_y);
                for (int c = 0; c < 3; c++)
                    colour[c] += (pixel[c] - colour[c]) * pixel[3] / 255.0;
            }
            double light =
                gain * (1 + tilt_x * u + tilt_y * v - get(UNEVEN) * 0.08 * (u * u + v * v));
            double grain = get(KEY) > 0 ? 0 : get(NOISE) * random_normal(&scene->chance);
            uint8_t *pixel = picture_at(&scene->plate, left + x, top + y);
            for (int c = 0; c < 3; c++)
                pixel[c] = (uint8_t)fmin(fmax(colour[c] * light + grain + 0.5, 0), 255);
        }
}

static bool draw_plate(struct scene *scene, const char *folder)
{
    int columns = (int)get(COLUMNS), rows = ((int)get(COUNT) + columns - 1) / columns;
    for (int i = 0; i < (int)get(COUNT); i++) {
        struct picture frame = {0};
        int number = ((int)get(FIRST) - 1 + (int)lround(i * get(STEP))) % (int)get(CYCLE) + 1;
        if (!frame_load(folder, (int)get(SCALE), number, &frame))
            return false;
        int gutter = (int)get(GUTTER);
        if (i == 0) {
            scene->width = frame.width * 23 / 20;
            scene->height = frame.height * 6 / 5;
            int longer = columns * scene->width > rows * scene->height ? columns * scene->width
                                                                       : rows * scene->height;
            scene->margin = gutter + (int)(longer * 0.018 * fabs(get(SKEW)) / 2);
            if (!picture_make(&scene->plate,
                              columns * (scene->width + gutter) + gutter + 2 * scene->margin,
                              rows * (scene->height + gutter) + gutter + 2 * scene->margin))
                return false;
            memset(scene->plate.rgba, (int)get(PAGE),
                   4 * (size_t)scene->plate.width * (size_t)scene->plate.height);
        }
        draw_panel(scene, gutter + scene->margin + i % columns * (scene->width + gutter),
                   gutter + scene->margin + i / columns * (scene->height + gutter), &frame, i);
        picture_free(&frame);
        printf("%d\n", number);
    }
    return true;
}

static bool save(struct picture *plate, const char *path)
{
    for (size_t i = 0; i < (size_t)plate->width * (size_t)plate->height; i++)
        plate->rgba[4 * i + 3] = 255;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(
        plate->rgba, plate->width, plate->height, 32, 4 * plate->width, SDL_PIXELFORMAT_RGBA32);
    const char *suffix = strrchr(path, '.');
    int failed = suffix && strcmp(suffix, ".png") == 0
                     ? IMG_SavePNG(surface, path)
                     : IMG_SaveJPG(surface, path, (int)get(QUALITY));
    SDL_FreeSurface(surface);
    return !failed;
}

int main(int argc, char **argv)
{
    struct scene scene = {0};
    for (int i = 3; i < argc; i++) {
        char *equals = strchr(argv[i], '=');
        int j = 0;
        while (j < SETTINGS &&
               (!equals || strncmp(argv[i], settings[j].name, (size_t)(equals - argv[i])) != 0 ||
                strlen(settings[j].name) != (size_t)(equals - argv[i])))
            j++;
        if (j == SETTINGS) {
            fprintf(stderr, "make-plate: %s?\n", argv[i]);
            return 2;
        }
        settings[j].value = atof(equals + 1);
    }
    if (argc < 3)
        return 2;
    scene.chance = (uint64_t)get(SEED);
    for (int i = 0; i < 4; i++) {
        scene.wall_wave[i][0] = random_between(&scene.chance, 0.002, 0.02);
        scene.wall_wave[i][1] = random_between(&scene.chance, 0.002, 0.02);
        scene.wall_wave[i][2] = random_between(&scene.chance, 0, 6.3);
    }
    if (!draw_plate(&scene, argv[2]))
        return 1;
    if (get(SKEW) != 0) {
        struct picture turned;
        if (!picture_turn(&scene.plate, get(SKEW), &turned))
            return 1;
        picture_free(&scene.plate);
        scene.plate = turned;
    }
    bool good = save(&scene.plate, argv[1]);
    picture_free(&scene.plate);
    return good ? 0 : 1;
}
