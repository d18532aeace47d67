/* SPDX-License-Identifier: MIT */
/* Looks for runs of pixels written shortly before that would do again. */
#include "quantiser.h"

#include <stdlib.h>
#include <string.h>

#define HOPELESS_BITS 20.0f /* so far below its best a match is given up */

/* A deflate stream's own bounds, and what its codes cost in bits: measured on our pictures,
 * rounded. */
#define MATCH_LEN_MIN      3
#define MATCH_LEN_MAX      258
#define MATCH_DISTANCE_MAX 32768

#define LITERAL_BITS  3.0f
#define CLEAR_BITS    1.0f
#define MATCH_BITS    4.0f
#define DISTANCE_BITS 0.8f

/* Where matches are looked for: measured, more of it gains nothing. */
#define ROWS_ABOVE     12
#define COLUMNS_BESIDE 24
#define COLUMNS        (2 * COLUMNS_BESIDE + 1)
#define RUN_LONG       100

/* Errors of one sign side by side show more than those that alternate: what the sum of a
 * pixel's and its neighbours' counts besides its own. By eye. */
#define SAME_SIGN 0.3f

struct search {
    const struct tolerance *tolerance;
    const uint8_t *colour;
    const float *error; /* of the colours chosen, each times its weight */
    size_t row_len;
    size_t at, end; /* the byte to be chosen; the picture's length */
};

struct match {
    size_t distance, len;
    float gain; /* bits, less what its errors cost */
};

static float error_of(const struct tolerance *tolerance, uint8_t colour)
{
    return ((float)colour - tolerance->place) * tolerance->weight;
}

static float cost_of(float error, float beside)
{
    return error * error + SAME_SIGN * (error + beside) * (error + beside);
}

static float distance_cost(size_t distance)
{
    float bits = 0;
    for (; distance > 1; distance >>= 1)
        bits += DISTANCE_BITS;
    return bits;
}

/* The mean error of the row above. */
static float error_above(const struct search *search, size_t at)
{
    if (at <= search->row_len)
        return 0;
    const float *above = search->error + (at - search->row_len);
    return (above[-1] + 2 * above[0] + above[1]) / 4;
}

/* The part of a match that gains most. */
static struct match extend_match(const struct search *search, size_t distance)
{
    struct match best = {.distance = distance};
    float gain = -MATCH_BITS - distance_cost(distance), left = search->error[search->at - 1];
    const uint8_t *from = search->colour + search->at - distance;
    for (size_t len = 0; len < MATCH_LEN_MAX && search->at + len < search->end; len++) {
        const struct tolerance *tolerance = &search->tolerance[search->at + len];
        uint8_t colour = from[len < distance ? len : len % distance];
        if (colour < tolerance->least || colour > tolerance->most)
            break;
        float beside = left + error_above(search, search->at + len),
              error = error_of(tolerance, colour);
        gain += (tolerance->best ? LITERAL_BITS : CLEAR_BITS) - cost_of(error, beside) +
                cost_of(error_of(tolerance, tolerance->best), beside);
        left = error;
        if (gain > best.gain) {
            best.gain = gain;
            best.len = len + 1;
        }
        if (gain < best.gain - HOPELESS_BITS)
            break;
    }
    return best;
}

static void keep_better(const struct search *search, size_t distance, struct match *best)
{
    struct match match = extend_match(search, distance);
    if (match.len >= MATCH_LEN_MIN && match.gain > best->gain)
        *best = match;
}

/* Marks where, from FROM on, three bytes are that would do. Plain bytes, so that the compiler can
 * take many at a time: this is where the time goes. */
static void mark_matches(const struct tolerance *tolerance, const uint8_t *from,
                         uint8_t marks[COLUMNS])
{
    uint8_t first = tolerance[0].least, second = tolerance[1].least, third = tolerance[2].least;
    uint8_t first_room = (uint8_t)(tolerance[0].most - first),
            second_room = (uint8_t)(tolerance[1].most - second),
            third_room = (uint8_t)(tolerance[2].most - third);
    for (size_t i = 0; i < COLUMNS; i++)
        marks[i] = ((uint8_t)(from[i] - first) <= first_room) &
                   ((uint8_t)(from[i + 1] - second) <= second_room) &
                   ((uint8_t)(from[i + 2] - third) <= third_room);
}

static void search_row(const struct search *search, size_t above, struct match *best)
{
    size_t farthest = above + COLUMNS_BESIDE;
    if (above <= COLUMNS_BESIDE || farthest > search->at || farthest > MATCH_DISTANCE_MAX)
        return; /* a picture too narrow, the picture's top, too far back */
    uint8_t marks[COLUMNS];
    mark_matches(search->tolerance + search->at, search->colour + search->at - farthest, marks);
    for (size_t i = 0; i < COLUMNS; i++) {
        if (marks[i])
            keep_better(search, farthest - i, best);
    }
}

static struct match find_match(const struct search *search)
{
    struct match best = {0};
    if (search->at == 0 || search->at + MATCH_LEN_MIN > search->end)
        return best;
    keep_better(search, 1, &best);
    if (best.len > RUN_LONG)
        return best;
    for (size_t distance = 2; distance <= COLUMNS_BESIDE && distance <= search->at; distance++)
        keep_better(search, distance, &best);
    for (size_t row = 1; row <= ROWS_ABOVE; row++)
        search_row(search, row * search->row_len, &best);
    return best;
}

bool quantiser_choose(const struct tolerance *tolerance, size_t row_len, size_t row_count,
                      uint8_t *colour)
{
    size_t end = row_len * row_count;
    float *error = calloc(end, sizeof *error);
    struct search search = {tolerance, colour, error, row_len, 0, end};
    if (!error)
        return false;
    memset(colour, 0, end);
    while (search.at < end) {
        struct match match = find_match(&search);
        size_t next = search.at + (match.len > 0 ? match.len : 1);
        for (; search.at < next; search.at++) {
            const struct tolerance *here = &tolerance[search.at];
            colour[search.at] = match.len > 0 ? colour[search.at - match.distance] : here->best;
            error[search.at] = error_of(here, colour[search.at]);
        }
    }
    free(error);
    return true;
}
