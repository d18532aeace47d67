/* SPDX-License-Identifier: MIT */
/* The edge of the card. Owns the shadow's two curves. */
#include "shadow.h"

#include <math.h>

/* All in 1x pixels. What is left of the shadow at the end of the margin is less than one step of
 * grey. */
#define RADIUS_PX 6
#define MARGIN_PX 22
#define BLUR_PX   7  /* standard deviation */
#define DROP_PX   5  /* the light comes from above */
#define ALPHA_MAX 96 /* of 255 */

/* An edge under a Gaussian blur: 0 far before it, 1 far behind. */
static double blurred_step(double at, double blur)
{
    return 0.5 * (1 + erf(at / (blur * sqrt(2))));
}

static void fill_curve(uint8_t *curve, int len, int from, int to, double blur)
{
    for (int i = 0; i < len; i++) {
        double middle = i + 0.5;
        curve[i] = (uint8_t)lround(
            UINT8_MAX * (blurred_step(middle - from, blur) - blurred_step(middle - to, blur)));
    }
}

bool shadow_make(struct shadow *shadow, int card_width, int card_height, int scale)
{
    int margin = MARGIN_PX * scale;
    *shadow = (struct shadow){
        .width = card_width + 2 * margin,
        .height = card_height + 2 * margin,
        .card = {margin, margin, card_width, card_height},
        .radius = RADIUS_PX * scale,
    };
    shadow->columns = SDL_malloc((size_t)shadow->width);
    shadow->rows = SDL_malloc((size_t)shadow->height);
    if (!shadow->columns || !shadow->rows) {
        shadow_free(shadow);
        return false;
    }
    int top = margin + DROP_PX * scale;
    double blur = BLUR_PX * scale;
    fill_curve(shadow->columns, shadow->width, margin, margin + card_width, blur);
    fill_curve(shadow->rows, shadow->height, top, top + card_height, blur);
    return true;
}

bool shadow_is_drawn(const struct shadow *shadow)
{
    return shadow->columns && shadow->rows;
}

static uint32_t *row(const SDL_Surface *surface, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + y * surface->pitch);
}

/* Black of the shadow's strength, which premultiplied is alpha alone. */
static uint32_t shade(const struct shadow *shadow, int x, int y)
{
    uint32_t strength = (uint32_t)shadow->columns[x] * shadow->rows[y] * ALPHA_MAX;
    return (strength / (UINT8_MAX * UINT8_MAX)) << 24;
}

/* The rows from FROM to before TO; AROUND_CARD: but for the card's columns. */
static void shade_rows(const struct shadow *shadow, SDL_Surface *surface, int from, int to,
                       bool around_card)
{
    const SDL_Rect *card = &shadow->card;
    for (int y = from; y < to; y++)
        for (int x = 0; x < shadow->width; x++) {
            if (around_card && x == card->x)
                x += card->w;
            row(surface, y)[x] = shade(shadow, x, y);
        }
}

void shadow_draw(const struct shadow *shadow, SDL_Surface *surface)
{
    const SDL_Rect *card = &shadow->card;
    shade_rows(shadow, surface, 0, card->y, false);
    shade_rows(shadow, surface, card->y, card->y + card->h, true);
    shade_rows(shadow, surface, card->y + card->h, shadow->height, false);
}

/* How much of the pixel so far from the corner belongs to the card, 0 to 255. */
static uint32_t coverage(int x, int y, int radius)
{
    double dx = radius - (x + 0.5), dy = radius - (y + 0.5);
    double inside = radius + 0.5 - sqrt(dx * dx + dy * dy);
    return (uint32_t)(UINT8_MAX * (inside < 0 ? 0 : inside > 1 ? 1 : inside));
}

static uint32_t mix(uint32_t over, uint32_t under, uint32_t part)
{
    uint32_t mixed = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        uint32_t a = over >> shift & 0xff, b = under >> shift & 0xff;
        mixed |= (a * part + b * (UINT8_MAX - part)) / UINT8_MAX << shift;
    }
    return mixed;
}

void shadow_round(const struct shadow *shadow, SDL_Surface *surface, const SDL_Rect *part)
{
    const SDL_Rect *card = &shadow->card;
    int radius = shadow->radius;
    for (int y = 0; y < radius; y++)
        for (int x = 0; x < radius; x++) {
            uint32_t inside = coverage(x, y, radius);
            SDL_Point corners[] = {
                {card->x + x, card->y + y},
                {card->x + card->w - 1 - x, card->y + y},
                {card->x + x, card->y + card->h - 1 - y},
                {card->x + card->w - 1 - x, card->y + card->h - 1 - y},
            };
            for (size_t i = 0; inside < UINT8_MAX && i < sizeof corners / sizeof *corners; i++)
                if (SDL_PointInRect(&corners[i], part)) {
                    uint32_t *pixel = row(surface, corners[i].y) + corners[i].x;
                    *pixel = mix(*pixel, shade(shadow, corners[i].x, corners[i].y), inside);
                }
        }
}

int shadow_outline(int card_width, int card_height, int scale, SDL_Rect rects[SHADOW_RECTS_MAX])
{
    int radius = RADIUS_PX * scale, count = 0;
    for (int y = 0; y < radius; y++) {
        int clear = 0;
        while (clear < radius && coverage(clear, y, radius) <= UINT8_MAX / 2)
            clear++;
        rects[count++] = (SDL_Rect){clear, y, card_width - 2 * clear, 1};
        rects[count++] = (SDL_Rect){clear, card_height - 1 - y, card_width - 2 * clear, 1};
    }
    rects[count++] = (SDL_Rect){0, radius, card_width, card_height - 2 * radius};
    return count;
}

void shadow_free(struct shadow *shadow)
{
    SDL_free(shadow->columns);
    SDL_free(shadow->rows);
    shadow->columns = shadow->rows = NULL;
}
