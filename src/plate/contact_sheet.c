/* SPDX-License-Identifier: MIT */
/* Proofs side by side, marked. */
#include "contact_sheet.h"

#include <stdlib.h>

#define PROOF_PX    320 /* the longer side of one, at most */
#define MARGIN_PX   6
#define PAPER       232
#define SOLID_ALPHA 128

static const uint8_t outline_colour[3] = {230, 30, 60}, ground_colour[3] = {20, 110, 230};

/* Lays what is seen on grey. */
static void lay_on_paper(struct picture *picture)
{
    for (size_t i = 0; i < (size_t)picture->width * (size_t)picture->height; i++) {
        uint8_t *pixel = picture->rgba + 4 * i;
        for (int c = 0; c < 3; c++)
            pixel[c] = (uint8_t)((pixel[c] * pixel[3] + PAPER * (255 - pixel[3]) + 127) / 255);
        pixel[3] = 255;
    }
}

struct picture *contact_sheet_proofs(const struct picture *panels, int count)
{
    struct picture *proofs = calloc((size_t)count, sizeof *proofs);
    bool good = proofs;
    for (int i = 0; good && i < count; i++) {
        int longer = panels[i].width > panels[i].height ? panels[i].width : panels[i].height;
        double scale = longer > PROOF_PX ? (double)PROOF_PX / longer : 1;
        int width = (int)(panels[i].width * scale), height = (int)(panels[i].height * scale);
        good =
            picture_reduce(&panels[i], width > 0 ? width : 1, height > 0 ? height : 1, &proofs[i]);
        if (good)
            lay_on_paper(&proofs[i]);
    }
    if (!good && proofs) {
        contact_sheet_proofs_free(proofs, count);
        proofs = NULL;
    }
    return proofs;
}

void contact_sheet_proofs_free(struct picture *proofs, int count)
{
    for (int i = 0; proofs && i < count; i++)
        picture_free(&proofs[i]);
    free(proofs);
}

static bool is_solid(const struct picture *picture, int x, int y)
{
    return x >= 0 && y >= 0 && x < picture->width && y < picture->height &&
           picture_at(picture, x, y)[3] >= SOLID_ALPHA;
}

static void paint(uint8_t *pixel, const uint8_t colour[3])
{
    for (int c = 0; c < 3; c++)
        pixel[c] = colour[c];
}

/* The proof into the sheet with its corner at LEFT, TOP, and its marks. */
static void draw_proof(struct picture *sheet, int left, int top, const struct picture *proof,
                       const struct picture *cut, int ground, bool pale)
{
    for (int y = 0; y < proof->height; y++)
        for (int x = 0; x < proof->width; x++) {
            uint8_t *pixel = picture_at(sheet, left + x, top + y);
            const uint8_t *from = picture_at(proof, x, y);
            bool solid = is_solid(cut, x, y);
            bool inner = is_solid(cut, x - 1, y) && is_solid(cut, x + 1, y) &&
                         is_solid(cut, x, y - 1) && is_solid(cut, x, y + 1);
            for (int c = 0; c < 3; c++)
                pixel[c] = pale ? (uint8_t)((from[c] + 3 * PAPER) / 4) : from[c];
            if (y == ground)
                paint(pixel, ground_colour);
            if (solid && !inner)
                paint(pixel, outline_colour);
        }
}

bool contact_sheet_draw(const struct picture *proofs, const struct picture *exposures,
                        const struct contact_sheet_marks *marks, struct picture *sheet)
{
    int across = proofs[0].width + MARGIN_PX, down = proofs[0].height + MARGIN_PX;
    int rows = (marks->count + marks->columns - 1) / marks->columns;
    if (!picture_make(sheet, across * marks->columns + MARGIN_PX, down * rows + MARGIN_PX))
        return false;
    lay_on_paper(sheet);
    for (int i = 0; i < marks->count; i++) {
        struct picture cut;
        if (!picture_reduce(&exposures[i], proofs[0].width, proofs[0].height, &cut)) {
            picture_free(sheet);
            return false;
        }
        draw_proof(sheet, MARGIN_PX + i % marks->columns * across,
                   MARGIN_PX + i / marks->columns * down, &proofs[i], &cut,
                   marks->ground * proofs[0].height / exposures[0].height, i >= marks->loop);
        picture_free(&cut);
    }
    return true;
}
