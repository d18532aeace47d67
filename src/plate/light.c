/* SPDX-License-Identifier: MIT */
/* Least squares over a grid of pixels, twice more without those that lie far off. */
#include "light.h"

#include <math.h>

#define TERMS       6
#define GRID_COUNT  96 /* pixels looked at along each side */
#define ROUNDS      3
#define FOOT        4.0 /* levels: of black over black nothing follows */
#define SAMPLES_MIN 64
#define OUTLIER     2.5 /* times the mean distance */
#define GAIN_MIN    0.25
#define GAIN_MAX    4.0

struct samples {
    int count;
    double x[GRID_COUNT * GRID_COUNT], y[GRID_COUNT * GRID_COUNT], ratio[GRID_COUNT * GRID_COUNT];
};

static void terms_at(double x, double y, double term[TERMS])
{
    term[0] = 1;
    term[1] = x;
    term[2] = y;
    term[3] = x * x;
    term[4] = x * y;
    term[5] = y * y;
}

static double surface_at(const double factor[TERMS], double x, double y)
{
    double term[TERMS], sum = 0;
    terms_at(x, y, term);
    for (int i = 0; i < TERMS; i++)
        sum += factor[i] * term[i];
    return sum;
}

/* Solves SYSTEM, a row of TERMS coefficients and the right side each, by elimination. */
static bool solve(double system[TERMS][TERMS + 1], double factor[TERMS])
{
    for (int i = 0; i < TERMS; i++) {
        int pivot = i;
        for (int j = i + 1; j < TERMS; j++)
            pivot = fabs(system[j][i]) > fabs(system[pivot][i]) ? j : pivot;
        if (fabs(system[pivot][i]) < 1e-9)
            return false;
        for (int k = 0; k <= TERMS; k++) {
            double swapped = system[i][k];
            system[i][k] = system[pivot][k];
            system[pivot][k] = swapped;
        }
        for (int j = 0; j < TERMS; j++) {
            double times = j == i ? 0 : system[j][i] / system[i][i];
            for (int k = i; k <= TERMS && times != 0; k++)
                system[j][k] -= times * system[i][k];
        }
    }
    for (int i = 0; i < TERMS; i++)
        factor[i] = system[i][TERMS] / system[i][i];
    return true;
}

/* Fits to the samples within REACH of the surface so far; *SPREAD becomes their mean distance. */
static bool fit(const struct samples *samples, double factor[TERMS], double reach, double *spread)
{
    double system[TERMS][TERMS + 1] = {{0}}, term[TERMS], sum = 0;
    int used = 0;
    for (int i = 0; i < samples->count; i++) {
        double x = samples->x[i], y = samples->y[i];
        if (fabs(samples->ratio[i] - surface_at(factor, x, y)) > reach)
            continue;
        terms_at(x, y, term);
        for (int j = 0; j < TERMS; j++) {
            for (int k = 0; k < TERMS; k++)
                system[j][k] += term[j] * term[k];
            system[j][TERMS] += term[j] * samples->ratio[i];
        }
        used++;
    }
    double fitted[TERMS];
    if (used < SAMPLES_MIN || !solve(system, fitted))
        return false;
    for (int i = 0; i < TERMS; i++)
        factor[i] = fitted[i];
    used = 0;
    for (int i = 0; i < samples->count; i++) {
        double off = fabs(samples->ratio[i] - surface_at(factor, samples->x[i], samples->y[i]));
        sum += off <= reach ? off : 0;
        used += off <= reach;
    }
    *spread = used > 0 ? sum / used : 0;
    return true;
}

static void take_samples(const struct picture *panel, const struct picture *backdrop,
                         const struct mask *suspect, struct samples *samples)
{
    samples->count = 0;
    for (int j = 0; j < GRID_COUNT; j++)
        for (int i = 0; i < GRID_COUNT; i++) {
            int x = (2 * i + 1) * panel->width / (2 * GRID_COUNT);
            int y = (2 * j + 1) * panel->height / (2 * GRID_COUNT);
            if (*mask_at(suspect, x, y))
                continue;
            int n = samples->count++;
            samples->x[n] = 2.0 * x / panel->width - 1;
            samples->y[n] = 2.0 * y / panel->height - 1;
            samples->ratio[n] = (picture_luma(picture_at(panel, x, y)) + FOOT) /
                                (picture_luma(picture_at(backdrop, x, y)) + FOOT);
        }
}

void light_even(struct picture *panel, const struct picture *backdrop, const struct mask *suspect)
{
    struct samples samples;
    double factor[TERMS] = {1}, reach = HUGE_VAL, spread;
    take_samples(panel, backdrop, suspect, &samples);
    for (int round = 0; round < ROUNDS; round++) {
        if (!fit(&samples, factor, reach, &spread))
            return;
        reach = OUTLIER * spread + 1e-3;
    }
    for (int y = 0; y < panel->height; y++)
        for (int x = 0; x < panel->width; x++) {
            uint8_t *pixel = picture_at(panel, x, y);
            double gain =
                surface_at(factor, 2.0 * x / panel->width - 1, 2.0 * y / panel->height - 1);
            gain = fmin(fmax(gain, GAIN_MIN), GAIN_MAX);
            for (int i = 0; i < 3; i++)
                pixel[i] = (uint8_t)fmin(fmax((pixel[i] + FOOT) / gain - FOOT + 0.5, 0), 255);
        }
}
