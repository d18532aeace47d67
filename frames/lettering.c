/* SPDX-License-Identifier: MIT */
/* The capitals, each a few strokes of two pens. */
#include "lettering.h"

#include "brush.h"

#include <string.h>

#define FULL_STOP "T1819."
#define COMMA     "T1819.h1908."
#define COLON     "T1415.T1819."
#define HYPHEN    "h0535."

/* Parts of the height: the two pens, and one step of x. */
#define PEN_BROAD 0.135
#define PEN_HAIR  0.055
#define UNIT_X    0.094

#define SIDE_UNITS  1.6
#define SPACE_UNITS 4.5

#define POINTS_MAX 8
#define STEPS      6

/* A Scotch face as American printers of the 1880s set plates in, as we draw it: upright stems,
 * hairlines, flat serifs. Each stroke is a pen and its points, two figures each: x, and y from 0
 * (cap height) to 9 (baseline). T: broad and straight, C: broad and curved, h: a hairline, c: a
 * curved one. */
static const char *const capitals[26] = {
    "h4019.T4079.h2656.h0929.h6989.",
    "T2029.h1040.C40616344.h2444.C44757849.h1949.",
    "C72502214275977.h7073.",
    "T2029.h1040.h1949.C40727749.",
    "T2029.h1060.h6062.h2454.h5355.h1969.h6967.",
    "T2029.h1060.h6062.h2454.h5355.h1939.",
    "C72502214275977.h7073.T7579.h5585.",
    "T2029.T7079.h1030.h1939.h6080.h6989.h2474.",
    "T2029.h1030.h1939.",
    "T4047.c472917.h3050.",
    "T2029.h1030.h1939.h6025.T4379.h5070.h6989.",
    "T2029.h1030.h1969.h6966.",
    "h1019.T1058.h5880.T8089.h0020.h0929.h7090.h7999.",
    "h1019.T1079.h7079.h0020.h0929.h6080.",
    "C40121749777240.",
    "T2029.h1030.h1939.h2040.C40626344.h2444.",
    "C40121749777240.T5779.",
    "T2029.h1030.h1939.h2040.C40626344.h2444.T4479.",
    "C52301234573917.h5052.h1719.",
    "T4049.h1070.h1012.h7072.h3959.",
    "T2026.c26396976.h7076.h1030.h6080.",
    "T1049.h4970.h0020.h6080.",
    "T1039.h3950.T5079.h7990.h0020.h8090.",
    "T1079.h7019.h0020.h6080.h0929.h6989.",
    "T1045.h7045.T4549.h3959.h0020.h6080.",
    "h1070.T7019.h1979.h1012.h7977.",
};

static const char *glyph_of(char letter)
{
    if (letter >= 'A' && letter <= 'Z')
        return capitals[letter - 'A'];
    return letter == '.'   ? FULL_STOP
           : letter == ',' ? COMMA
           : letter == ':' ? COLON
           : letter == '-' ? HYPHEN
                           : "";
}

static double units_of(const char *glyph)
{
    double widest = 0;
    for (const char *at = glyph; *at; at++) {
        for (at++; *at != '.'; at += 2)
            widest = fmax(widest, at[0] - '0');
    }
    return *glyph ? widest + SIDE_UNITS : SPACE_UNITS;
}

double lettering_width(const char *text, double height)
{
    double width = 0;
    for (; *text; text++)
        width += units_of(glyph_of(*text)) * UNIT_X * height;
    return width;
}

/* One stroke; returns what follows its full stop. */
static const char *draw_stroke(const struct art *art, struct plane *plane, const char *stroke,
                               struct point corner, double height, double strength)
{
    bool curved = *stroke == 'C' || *stroke == 'c';
    double pen = *stroke == 'T' || *stroke == 'C' ? PEN_BROAD : PEN_HAIR;
    struct point control[POINTS_MAX];
    size_t count = 0;
    for (stroke++; *stroke != '.' && count < POINTS_MAX; stroke += 2)
        control[count++] = (struct point){corner.x + (stroke[0] - '0') * UNIT_X * height,
                                          corner.y + (stroke[1] - '0') / 9.0 * height};
    struct curve line = curve_spline(control, count, false, curved ? STEPS : 1);
    struct plane ink = brush_line(art, &line, pen * height, 1);
    plane_max(plane, &ink, strength);
    plane_free(&ink);
    return strchr(stroke, '.') + 1;
}

void lettering_write(const struct art *art, struct plane *plane, const char *text, double x,
                     double y, double height, double strength)
{
    for (; *text; text++) {
        const char *glyph = glyph_of(*text);
        for (const char *stroke = glyph; *stroke;)
            stroke = draw_stroke(art, plane, stroke, (struct point){x, y}, height, strength);
        x += units_of(glyph) * UNIT_X * height;
    }
}
