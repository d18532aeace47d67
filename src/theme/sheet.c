/* SPDX-License-Identifier: MIT */
/* Cuts the frames of an act out of one picture. */
#include "sheet.h"

#include "image.h"
#include "png_file.h"
#include "png_rows.h"

#include <stdlib.h>
#include <string.h>

void sheet_close(struct sheet *sheet)
{
    free(sheet->bytes);
    SDL_FreeSurface(sheet->whole);
    *sheet = (struct sheet){0};
}

bool sheet_open(struct sheet *sheet, const struct theme *theme, const struct theme_act *act,
                int scale)
{
    uint32_t width = 0, height = 0;
    *sheet = (struct sheet){.act = act};
    sheet->bytes = image_read_sheet(theme, act->sheet, scale, &sheet->len, &sheet->enlargement);
    if (sheet->bytes && png_file_is_in_rows(sheet->bytes, sheet->len)) {
        png_file_size(sheet->bytes, sheet->len, &width, &height);
    } else if (sheet->bytes) {
        sheet->whole = image_decode_surface(sheet->bytes, sheet->len, NULL, 0, &image_bounds_sheet);
        free(sheet->bytes);
        sheet->bytes = NULL;
        width = sheet->whole ? (uint32_t)sheet->whole->w : 0;
        height = sheet->whole ? (uint32_t)sheet->whole->h : 0;
    }
    sheet->width = (int)width / act->columns;
    sheet->height = (int)height / act->rows;
    sheet->is_open = sheet->width > 0 && sheet->height > 0;
    if (!sheet->is_open)
        sheet_close(sheet);
    return sheet->is_open;
}

/* A cell's corner in the sheet. */
static SDL_Point corner_of(const struct sheet *sheet, int number)
{
    const struct theme_act *act = sheet->act;
    number += act->first - 1;
    int column = act->by_columns ? number / act->rows : number % act->columns;
    int row = act->by_columns ? number % act->rows : number / act->columns;
    return (SDL_Point){column * sheet->width, row * sheet->height};
}

static uint32_t *row_of(const SDL_Surface *surface, int x, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + y * surface->pitch) + x;
}

/* What is taken from the rows of a sheet: one cell, or all of them; and where anything is seen. */
struct pass {
    const struct sheet *sheet;
    SDL_Surface *target;
    SDL_Point corner;
    bool *columns, *rows; /* of a cell, those where any has a pixel that is not clear; or NULL */
};

static void note_row(const struct pass *pass, int y, const uint32_t *row)
{
    const struct sheet *sheet = pass->sheet;
    for (int i = 0; i < sheet->act->picture_count; i++) {
        SDL_Point corner = corner_of(sheet, i);
        if (y < corner.y || y >= corner.y + sheet->height)
            continue;
        for (int x = 0; x < sheet->width; x++) {
            bool seen = row[corner.x + x] >> 24;
            pass->columns[x] |= seen;
            pass->rows[y - corner.y] |= seen;
        }
    }
}

static void take_row(void *data, uint32_t y, const uint32_t *row)
{
    struct pass *pass = data;
    int target_y = (int)y - pass->corner.y;
    if (pass->columns)
        note_row(pass, (int)y, row);
    if (target_y >= 0 && target_y < pass->target->h)
        memcpy(row_of(pass->target, 0, target_y), row + pass->corner.x,
               (size_t)pass->target->w * sizeof *row);
}

/* From the first that is true to the last; at least one. */
static void find_range(const bool *seen, int count, int *first, int *len)
{
    int begin = 0, end = count;
    while (end > begin + 1 && !seen[begin])
        begin++;
    while (end > begin + 1 && !seen[end - 1])
        end--;
    *first = begin;
    *len = end - begin;
}

static bool read_pass(const struct sheet *sheet, struct pass *pass, int row_count)
{
    struct png_rows rows = {.count = (uint32_t)row_count, .take = take_row, .data = pass};
    if (sheet->bytes)
        return png_rows_read(sheet->bytes, sheet->len, &rows);
    for (int y = 0; sheet->whole && y < row_count; y++)
        take_row(pass, (uint32_t)y, row_of(sheet->whole, 0, y));
    return sheet->whole != NULL;
}

static SDL_Surface *make_surface(int width, int height)
{
    return SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
}

/* PART of FROM, which is taken. */
static SDL_Surface *crop(SDL_Surface *from, const SDL_Rect *part)
{
    if (!from || (part->w == from->w && part->h == from->h))
        return from;
    SDL_Surface *copy = make_surface(part->w, part->h);
    for (int y = 0; copy && y < part->h; y++)
        memcpy(row_of(copy, 0, y), row_of(from, part->x, part->y + y),
               (size_t)part->w * sizeof(uint32_t));
    SDL_FreeSurface(from);
    return copy;
}

/* A whole cell, whatever is trimmed; all the sheet's rows are looked at for that, or no more than
 * the cell has. */
static SDL_Surface *read_cell(struct sheet *sheet, int number)
{
    bool notes = sheet->act->trim && sheet->trimmed.w == 0;
    struct pass pass = {.sheet = sheet,
                        .target = make_surface(sheet->width, sheet->height),
                        .corner = corner_of(sheet, number)};
    if (notes) {
        pass.columns = calloc((size_t)sheet->width + (size_t)sheet->height, 1);
        pass.rows = pass.columns ? pass.columns + sheet->width : NULL;
    }
    int row_count = notes ? sheet->height * sheet->act->rows : pass.corner.y + sheet->height;
    bool good = pass.target && read_pass(sheet, &pass, row_count);
    if (good && pass.columns) {
        find_range(pass.columns, sheet->width, &sheet->trimmed.x, &sheet->trimmed.w);
        find_range(pass.rows, sheet->height, &sheet->trimmed.y, &sheet->trimmed.h);
    } else if (sheet->trimmed.w == 0) {
        sheet->trimmed = (SDL_Rect){0, 0, sheet->width, sheet->height};
    }
    free(pass.columns);
    if (good)
        return pass.target;
    SDL_FreeSurface(pass.target);
    return NULL;
}

/* Once for all cells. */
static bool decode_whole(struct sheet *sheet)
{
    if (sheet->whole)
        return true;
    struct pass pass = {.sheet = sheet,
                        .target = make_surface(sheet->width * sheet->act->columns,
                                               sheet->height * sheet->act->rows)};
    if (pass.target && read_pass(sheet, &pass, pass.target->h)) {
        free(sheet->bytes);
        sheet->bytes = NULL;
        sheet->whole = pass.target;
        return true;
    }
    SDL_FreeSurface(pass.target);
    return false;
}

SDL_Surface *sheet_cut(struct sheet *sheet, int number)
{
    if (!sheet->is_open)
        return NULL;
    SDL_Point corner = corner_of(sheet, number);
    if (corner.x >= sheet->width * sheet->act->columns ||
        corner.y >= sheet->height * sheet->act->rows)
        return NULL;
    bool is_first = sheet->trimmed.w == 0;
    if (!is_first && !decode_whole(sheet))
        return NULL;
    return crop(read_cell(sheet, number), &sheet->trimmed);
}
